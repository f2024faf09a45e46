"""The tick sheet: what it looks like, whether its tables tie, and reading one from a spreadsheet."""
