"""E-mail that comes in: fetched once, read apart, entered or joined to its file, looked at by a clerk."""
