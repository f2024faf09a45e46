"""Slugs: the part of a figure's key that is made from a name."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from zlib import crc32

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """Make a key part of a name: ASCII `[a-z0-9_]`, never empty."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return _OTHER.sub("_", plain).strip("_") or "x"


def slugs(names: Iterable[str], taken: Collection[str] = ()) -> Mapping[str, str]:
    """Make a key part of each name, different for different names, and none of those `taken`.

    Names that would share one ("10 A" and "10-A") get a mark made from the name itself, so that it is the same every
    year; a name that is its own slug needs none.
    """
    wanted = {name: slug(name) for name in names}
    times = Counter(wanted.values())

    def settled(name: str, plain: str) -> str:
        is_free = plain not in taken and (times[plain] == 1 or name == plain)
        return plain if is_free else f"{plain}_{crc32(name.encode()):08x}"

    return {name: settled(name, plain) for name, plain in wanted.items()}
