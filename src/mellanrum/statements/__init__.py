"""Statements: the economic part of an annual report, as figures."""
