"""What auditors read, page by page."""
