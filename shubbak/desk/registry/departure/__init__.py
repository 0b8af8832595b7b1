"""Letters that leave: drafts, visas, signatures, and the way to their addressees."""
