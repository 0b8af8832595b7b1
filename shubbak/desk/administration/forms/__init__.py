"""The forms of administration: one for each deed."""
