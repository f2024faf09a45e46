"""Documents: the report model, its writers to PDF and Word, its charts and its outline."""
