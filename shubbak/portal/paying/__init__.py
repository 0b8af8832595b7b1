"""The counter of money: what is owed, the way to the gateway and back, receipts."""
