"""Direct debit: mandates, collections from the accounts of those who signed one, what banks answer."""
