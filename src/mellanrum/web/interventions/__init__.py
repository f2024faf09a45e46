"""Interventions: what the association finances, what it is called when, and who counts in it."""
