"""The forms of the association's pages."""
