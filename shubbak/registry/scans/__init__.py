"""Scans that come before their letters: taken once, cut at separator sheets, entered by a clerk."""
