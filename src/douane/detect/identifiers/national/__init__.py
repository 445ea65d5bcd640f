"""Numbers that states give to persons and firms."""
