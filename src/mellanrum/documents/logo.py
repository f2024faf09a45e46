"""An association's logo: what kind of picture a file is, and how large it is drawn."""

import re
import struct

from mellanrum.documents.model import Logo
from mellanrum.documents.svg_safety import parse_svg

PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
HIGHEST, WIDEST = 64, 220  # points on the cover
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

Size = tuple[float, float]


def kind_of(content: bytes) -> str:
    """Tell the media type by what the file holds, never by its name; empty where it is none of the three."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return SVG if parse_svg(content) is not None else ""


def drawn_size(logo: Logo) -> Size:
    """Return the width and height of the logo on the cover, in points: its own shape, as large as there is room."""
    width, height = size_of(logo.content, logo.media_type) or (1.0, 1.0)
    scale = min(HIGHEST / height, WIDEST / width)
    return width * scale, height * scale


def size_of(content: bytes, kind: str) -> Size | None:
    """Return a picture's width and height in its own units; None where it does not say them."""
    try:
        found = {PNG: _png_size, JPEG: _jpeg_size, SVG: _svg_size}[kind](content)
    except (struct.error, IndexError):
        return None
    return found if found and min(found) > 0 else None


def _png_size(content: bytes) -> Size:
    width, height = struct.unpack_from(">II", content, 16)
    return float(width), float(height)


def _jpeg_size(content: bytes) -> Size | None:
    """Walk the segments to the one that begins the picture (ITU-T T.81, B.2.2)."""
    at = 2
    while content[at] == 0xFF:
        mark, length = struct.unpack_from(">BH", content, at + 1)
        if mark in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return float(width), float(height)
        at += 2 + length
    return None


def _svg_size(content: bytes) -> Size | None:
    root = parse_svg(content)
    if root is None:
        return None
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    numbers = [re.fullmatch(r"([0-9]*\.?[0-9]+)(?:px|pt|mm|cm|in)?", side) for side in sides]
    width, height = (float(number[1]) if number else 0.0 for number in numbers)
    return width, height
