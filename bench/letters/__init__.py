"""The registry office over a million letters."""
