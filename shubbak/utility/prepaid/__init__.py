"""Prepaid meters: tokens of twenty digits."""
