"""Small-count rounding: every published number is nil or at least the threshold, and all sums still hold."""

from mellanrum.disclosure.rounding.rounded import Rounded, rounded, rounded_beside

__all__ = ["Rounded", "rounded", "rounded_beside"]
