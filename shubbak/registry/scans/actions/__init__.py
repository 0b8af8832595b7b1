"""Writes of scans: batches, their parts, what goes with an erased letter."""
