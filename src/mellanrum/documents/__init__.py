"""Documents: the report model and its writers to PDF and Word."""
