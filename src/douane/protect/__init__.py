"""Do what was decided: drop, mask, generalise, tokenise; and restore for who is entitled."""
