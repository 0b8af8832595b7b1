"""Administration on the desk: pages that exist for the administrators of the body alone."""
