"""Lists of the queue kept under a name."""
