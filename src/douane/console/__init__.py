"""The admin web pages."""
