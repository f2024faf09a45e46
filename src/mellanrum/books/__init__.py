"""Books: reading and writing SIE 4 and trial balances; balances per account, object and month; account maps."""
