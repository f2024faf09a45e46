"""Counting: tick sheets, forms, corrections and locks, and what an association has decided about them."""
