"""The views of the board: each reads once and shows it; nobody signs in here."""
