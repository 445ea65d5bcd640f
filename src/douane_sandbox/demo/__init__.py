"""The demo: five exchanges across the border, with a real model on this machine.

It uses Douane only as anybody could: by its command and over HTTP.  In this order: the
stand-in org, the model, a recorder before the model, a configuration, ``douane catalog pull``,
``douane check``, ``douane serve``; then the exchanges, each with its promises checked.
"""
