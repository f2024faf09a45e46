"""The books and all that is read from them: imports, account map, budget, statements, traces."""
