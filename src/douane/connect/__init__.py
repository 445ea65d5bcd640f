"""Wires to the outside: Salesforce, language models, TLS."""
