"""Statistics of follow-up as pages, tables and figures."""
