"""What is attacked, by what, hidden how: composed from a seed, the same each time."""
