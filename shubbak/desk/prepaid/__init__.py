"""Prepaid meters at the desk: their tokens, orders to them, and how many there are."""
