"""The ``douane`` command: one file a command; ``compose`` alone joins the parts."""
