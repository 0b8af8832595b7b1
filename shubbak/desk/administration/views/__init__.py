"""The views of administration; each stands behind `administration.access`."""
