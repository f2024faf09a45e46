"""Results that somebody else has computed: found in a file, read through a mapping that is remembered."""
