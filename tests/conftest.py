"""How Hypothesis runs: ``ci`` finds the same thing every time, ``dev`` looks further.

No deadlines: how fast a machine is today is no promise of ours; `make bench` measures that.
``make test`` takes ``ci``; plain ``pytest`` takes ``dev``.
"""

import secrets  # noqa: F401 - before tests/attack/secrets.py can stand in for it

from hypothesis import HealthCheck, settings

_SLOW_MACHINE = (HealthCheck.too_slow,)

settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=_SLOW_MACHINE
)
settings.register_profile("dev", deadline=None, suppress_health_check=_SLOW_MACHINE)
settings.load_profile("dev")
