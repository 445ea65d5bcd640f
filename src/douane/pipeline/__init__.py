"""The one order of all rooms: generators of effects, without I/O."""
