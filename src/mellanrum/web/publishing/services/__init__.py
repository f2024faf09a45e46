"""Publishing, and what has been published."""
