"""A bank, as far as the API for banks sees one: it signs, pays, repeats, takes back, reconciles.

Written anew, apart from the code that it tries: standard library, and `cryptography` for keys of Ed25519.
"""
