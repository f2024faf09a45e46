"""What leaves the association: figures in, a protected view out, frozen with what it belongs to."""
