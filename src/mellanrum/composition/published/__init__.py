"""The follow-up as tables to be published together: its counts, its attributes, and how they hang together."""
