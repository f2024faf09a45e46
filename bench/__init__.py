"""What Mellanrum costs in time and memory, beside something of known cost in the same run: `make bench`."""
