"""The journeys of a contract as files: opened, changed, ended by the steps of their packs."""
