"""What the pages of the desk show: the domain's answers turned into words, rows and addresses."""
