"""The subscribers of a body that this one takes over: a file of them, read, checked, brought in."""
