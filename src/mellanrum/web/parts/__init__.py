"""What every page is built of: base templates, components, look."""
