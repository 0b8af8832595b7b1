"""Money that needs somebody: what banks say otherwise, alarms of online payments, what waits for a second."""
