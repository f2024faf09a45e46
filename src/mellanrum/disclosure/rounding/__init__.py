"""Small-count rounding: every published number is nil or at least the threshold, and all sums still hold."""

from mellanrum.disclosure.rounding.rounded import Rounded, rounded

__all__ = ["Rounded", "rounded"]
