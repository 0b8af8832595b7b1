"""Opening a body: its file, and the acts that make it stand."""
