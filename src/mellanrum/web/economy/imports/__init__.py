"""Files on their way in: what they are, what they would change, what holds, and back again."""
