"""What happened, for people and machines; no report holds a canary."""
