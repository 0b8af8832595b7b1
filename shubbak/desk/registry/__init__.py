"""The registry office at the desk: books, arrival, letters, the day."""
