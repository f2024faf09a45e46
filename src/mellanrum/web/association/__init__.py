"""The association's own facts: members, officials, years, how its reports look."""
