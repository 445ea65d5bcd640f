"""Builds the word lists that ``detect.entities`` ships; see ``NOTICE.md`` for their sources."""
