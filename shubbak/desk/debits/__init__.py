"""Direct debit: mandates of a contract, collections from the accounts of those who signed."""
