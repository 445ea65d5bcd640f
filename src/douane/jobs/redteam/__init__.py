"""Attack a gateway, or a bare model, and judge by bytes at sinks outside it.

``suite`` says what is attacked: goals, carriers, disguises, languages, canaries, benign twins.
``model`` is the malicious model: it knows all that it was sent and tries every channel.
``sinks`` are where data arrives when it got out: a browser's fetches, a tool's endpoint, text
that somebody else reads.  ``run`` carries a suite out; ``report`` says what happened.
"""
