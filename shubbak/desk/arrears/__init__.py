"""Bills past their day: who owes, what is due next, what crews have to do and did."""
