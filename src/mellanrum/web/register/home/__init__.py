"""The page "Räkna": what there is to count, and what to press first."""
