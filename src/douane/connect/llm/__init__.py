"""The wires to language models: what a request holds, what leaves, what comes back.

One file an idea: ``strict_json`` (bytes to values, nothing tolerated), ``typed`` (values to
types, errors without values), ``messages`` and ``chat`` (an OpenAI chat request, its texts out
and back in), ``answers`` (answers read and written), ``connector`` (Salesforce's LLM Open
Connector), ``embeddings``, ``schema`` (all of these as JSON Schema), ``sse`` (server-sent
events, incremental), ``seam`` (what a driver must do), ``client`` (the aiohttp driver).
"""
