"""One file a door: reads its wire format, builds an ``Ask``, writes the answer."""
