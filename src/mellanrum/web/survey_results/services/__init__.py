"""What is kept of results: reading in, taking back, breaks, activities, typed totals."""
