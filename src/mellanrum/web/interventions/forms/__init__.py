"""The forms of the interventions' pages."""
