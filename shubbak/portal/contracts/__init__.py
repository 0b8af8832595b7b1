"""Contracts at the portal: the door to one, its bills and statement, those that are kept in an account."""
