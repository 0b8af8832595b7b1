"""Fixtures of the browser and HTTP tests."""
