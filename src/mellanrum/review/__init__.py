"""Review: relations that must hold between figures."""
