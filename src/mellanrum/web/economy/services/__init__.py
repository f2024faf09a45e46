"""What an association has decided and stated: account map, budget, figures of earlier years, limits, comments."""
