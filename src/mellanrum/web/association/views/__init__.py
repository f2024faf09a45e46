"""The association's pages."""
