"""The carried code."""
