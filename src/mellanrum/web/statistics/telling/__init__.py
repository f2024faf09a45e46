"""What the pages tell: each statistic as a table, a chart of it, and what is to be said beside them."""
