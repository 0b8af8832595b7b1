"""The page of a committee member who has no account, behind a link."""
