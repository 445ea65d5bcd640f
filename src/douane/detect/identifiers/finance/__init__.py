"""Accounts, cards, banks, securities and wallets."""
