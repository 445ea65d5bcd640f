"""What does this text hold?  Structure, identifiers, and the values that the org knows."""
