"""Prepayment tokens of twenty digits (STS, IEC 62055-41): pure, without Django, database or network."""
