"""Disclosure control: which numbers of a set of linked tables may be shown together, and the proof of it."""
