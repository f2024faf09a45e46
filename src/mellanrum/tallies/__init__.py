"""Follow-up without personal data: entries become counters in declared tables, counters become statistics."""
