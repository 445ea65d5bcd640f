"""Where may it go?  Declared endpoints, addresses, and the choice of a route."""
