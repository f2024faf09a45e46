"""A year to be read: its pages, where every figure comes from, and what is said of it."""
