"""Douane: the customs office between Salesforce CRM and sovereign language models."""

__version__ = "0.1.0"
