"""P28: canaries, the forms that they are typed into, the pages on which they are looked for."""
