"""Readings of meters: what waits for a decision, campaigns, files of meter readers."""
