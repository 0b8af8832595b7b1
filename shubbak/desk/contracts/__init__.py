"""The account of a contract: looked up, read on one page, put right from there."""
