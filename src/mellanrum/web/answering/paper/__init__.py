"""Forms that were filled in on paper: typed by staff, many at a time, and counted all together or not at all."""
