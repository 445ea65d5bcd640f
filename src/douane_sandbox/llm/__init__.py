"""The demo's language model: SmolLM2-135M-Instruct, really run, on this machine.

``ensure`` fetches what is missing into a cache directory, once; ``running_model`` serves it on
loopback and fetches nothing.  What is fetched, and how large it is: ``docs/demo-model.md``.
"""

from douane.model.errors import DouaneError as ModelError
from douane_sandbox.llm.acquire import ensure
from douane_sandbox.llm.client import Progress
from douane_sandbox.llm.installation import ModelInstall, default_cache_dir, installed
from douane_sandbox.llm.running import RunningModel, running_model

__all__ = [
    "ModelError",
    "ModelInstall",
    "Progress",
    "RunningModel",
    "default_cache_dir",
    "ensure",
    "installed",
    "running_model",
]
