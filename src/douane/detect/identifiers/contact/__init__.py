"""Ways to reach somebody."""
