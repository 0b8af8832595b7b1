"""What the plans say of a point, told at once to whoever asks."""
