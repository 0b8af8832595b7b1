"""Sittings of the planning committee: agenda, opinions, reservations; who sits."""
