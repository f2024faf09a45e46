"""The characters that the typeface has. PDF/UA refuses a page with one it does not have; a stand-in takes its place."""

import struct
from collections.abc import Iterator
from functools import cache

from mellanrum.documents.fonts import font_folder

STAND_IN = "\N{WHITE SQUARE}"
_ALLOWED = {"\n", "\t"}


def known(text: str) -> str:
    """Return the text with a stand-in for each character that the typeface lacks."""
    stand_ins = {ord(character): STAND_IN for character in set(text) - _coverage()}
    return text.replace("\t", " ").translate(stand_ins) if stand_ins or "\t" in text else text


def unknown(text: str) -> tuple[str, ...]:
    """List the characters that the typeface lacks, each once, in the order they stand."""
    return tuple(dict.fromkeys(character for character in text if character not in _coverage()))


@cache
def _coverage() -> frozenset[str]:
    """Read what the regular font covers out of its character map; the other fonts cover the same."""
    font = (font_folder() / "SourceSans3-Regular.ttf").read_bytes()
    return frozenset(map(chr, _covered(font, _table(font, b"cmap")))) | _ALLOWED


def _table(font: bytes, wanted: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * at) for at in range(count))
    return next(int(offset) for name, _, offset, _ in records if name == wanted)


def _covered(font: bytes, cmap: int) -> Iterator[int]:
    """Walk the segments of the full Unicode map (format 12 of the OpenType specification)."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for at in range(count):
        (offset,) = struct.unpack_from(">I", font, cmap + 8 + 8 * at)
        (form,) = struct.unpack_from(">H", font, cmap + offset)
        if form == 12:
            (groups,) = struct.unpack_from(">I", font, cmap + offset + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", font, cmap + offset + 16 + 12 * group)
                yield from range(first, last + 1)
            return
