"""The form for one participation: counted at once, and held by nobody."""
