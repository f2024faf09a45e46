"""A file or a table of results on its way in: what it is, what its words mean, what it would say."""
