"""What the books are read by: account map, areas, allocation keys, budget, figures of earlier years."""
