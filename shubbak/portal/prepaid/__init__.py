"""The counter of prepaid meters: what money buys, the token, the purchases."""
