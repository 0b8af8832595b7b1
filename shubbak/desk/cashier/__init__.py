"""The till: money taken, receipts, what goes back, the drawer counted; and all tills for their head."""
