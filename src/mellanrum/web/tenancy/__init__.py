"""The association as the owner of every row."""
