"""Slugs: the part of a figure's key that is made from a name."""

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Make a key part of a name: ASCII `[a-z0-9_]`, never empty."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return _OTHER.sub("_", plain).strip("_") or "x"
