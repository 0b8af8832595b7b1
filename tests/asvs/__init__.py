"""OWASP ASVS 5.0.0, levels 1 and 2: what is asked, and what answers it. `python -m tests.asvs` prints it."""
