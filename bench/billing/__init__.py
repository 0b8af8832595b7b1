"""A billing run of a million contracts, from their readings to bills that are owed and journaled."""
