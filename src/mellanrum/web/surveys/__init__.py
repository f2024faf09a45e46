"""Running surveys that cannot be traced: planned, open, closed; slips, own questionnaires, wordings."""
