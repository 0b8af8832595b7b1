"""The door for banks."""
