"""`shubbak backup` and `shubbak restore`: one encrypted file, and what an older copy makes necessary."""
