"""The desk's pages for auditors."""
