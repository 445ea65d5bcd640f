"""A stand-in for the things Douane stands between: a Salesforce-shaped org and a model.

For demos and tests only, and never imported by ``douane``.  It is not Salesforce and does not
claim to be: it answers the shapes that real clients need (see ``docs/sandbox.md``).
"""
