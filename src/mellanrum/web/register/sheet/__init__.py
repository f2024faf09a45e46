"""The tick sheet."""
