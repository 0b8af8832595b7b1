"""Rules that look at a reading before it counts: `checking.examine` asks them all."""
