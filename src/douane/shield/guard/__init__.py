"""No way out of an answer: whatever would fetch, open or run something is made plain text.

``Links`` takes out addresses and what could make one, ``Windows`` says what of a stream is looked
at together, ``Fences`` tells code from text, ``Echo`` hears the application's own instructions
said back, ``tools`` decides which calls of a model go through.
"""
