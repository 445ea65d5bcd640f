"""Records, networks, tokens, coordinates: what systems give names to."""
