"""Made reports: making them, reading them, what changed between them."""
