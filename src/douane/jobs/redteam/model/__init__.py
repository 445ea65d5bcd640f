"""The malicious model: an OpenAI-compatible endpoint that tries to get out what it was sent."""
