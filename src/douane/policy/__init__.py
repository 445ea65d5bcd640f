"""What may be done with a value at this endpoint, for this purpose, and why."""
