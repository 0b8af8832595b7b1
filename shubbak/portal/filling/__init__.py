"""Fills the pages of the portal from what the rooms answer. Reads only."""
