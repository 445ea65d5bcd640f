"""Where data arrives when it got out: bytes at real ends, judged without any model."""
