"""The counters of follow-up, in a database of their own: nothing here tells in what order things were counted."""
