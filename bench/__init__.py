"""Measurements with one command each. Read README.md first, results in RESULTS.md."""
