"""What an association decides of its counting before it counts."""
