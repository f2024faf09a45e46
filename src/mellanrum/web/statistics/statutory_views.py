"""The sheet for the state's follow-up: exact totals by legal sex, owed by law."""
