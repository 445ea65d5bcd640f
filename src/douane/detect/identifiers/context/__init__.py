"""Words beside an identifier: labels, what they name, and where they stand."""
