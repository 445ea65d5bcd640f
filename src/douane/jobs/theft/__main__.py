"""``python -m douane.jobs.theft``: print the tables on protected scores."""

import sys

from douane.jobs.theft.section import section

sys.stdout.write(section())
