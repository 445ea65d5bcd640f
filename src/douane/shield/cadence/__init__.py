"""A rhythm that tells nothing: neither when, nor how often, nor how much was asked."""
