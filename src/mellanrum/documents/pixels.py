"""How many pixels a picture says that it has, read without opening it: what it unfolds to may be very large."""

import struct

Size = tuple[int, int]

PNG_START, JPEG_START = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels_of(content: bytes) -> Size | None:
    """Return the width and height of a PNG or JPEG; None where it is neither, or does not say them."""
    try:
        if content.startswith(PNG_START):
            return _png(content)
        return _jpeg(content) if content.startswith(JPEG_START) else None
    except (struct.error, IndexError):
        return None


def _png(content: bytes) -> Size:
    width, height = struct.unpack_from(">II", content, 16)
    return int(width), int(height)


def _jpeg(content: bytes) -> Size | None:
    """Walk the segments to the one that begins the picture (ITU-T T.81, B.2.2)."""
    at = 2
    while content[at] == 0xFF:
        mark, length = struct.unpack_from(">BH", content, at + 1)
        if mark in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return int(width), int(height)
        at += 2 + length
    return None
