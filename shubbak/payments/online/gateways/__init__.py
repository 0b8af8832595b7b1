"""The ways to a page of cards: what each is sent, and what it says afterwards. No rows, no clock."""
