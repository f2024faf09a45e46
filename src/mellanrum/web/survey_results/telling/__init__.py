"""Results as tables and charts: of a question over years, of a group in a year, of a survey."""
