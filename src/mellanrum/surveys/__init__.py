"""Surveys that cannot be traced: questionnaires as rules, answers as counters, counters as results."""
