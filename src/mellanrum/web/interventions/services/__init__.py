"""What is done with interventions, each in one transaction."""
