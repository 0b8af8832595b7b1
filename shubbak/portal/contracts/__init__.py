"""Contracts at the portal: the door to one, and those that are kept in an account."""
