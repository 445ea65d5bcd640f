"""The org's invented content: schema with classifications, and records from a seed.

``douane_sandbox.data.generate.generate(seed)`` makes the records;
``douane_sandbox.data.objects.OBJECTS`` is the schema.
"""
