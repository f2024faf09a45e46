"""An association's logo: what kind of picture a file is, and how large it is drawn."""

import re

from mellanrum.documents.model import Logo
from mellanrum.documents.pixels import JPEG_START, PNG_START, pixels_of
from mellanrum.documents.svg_safety import parse_svg

PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
HIGHEST, WIDEST = 64, 220  # points on the cover

Size = tuple[float, float]


def kind_of(content: bytes) -> str:
    """Tell the media type by what the file holds, never by its name; empty where it is none of the three."""
    if content.startswith(PNG_START):
        return PNG
    if content.startswith(JPEG_START):
        return JPEG
    return SVG if parse_svg(content) is not None else ""


def drawn_size(logo: Logo) -> Size:
    """Return the width and height of the logo on the cover, in points: its own shape, as large as there is room."""
    width, height = size_of(logo.content, logo.media_type) or (1.0, 1.0)
    scale = min(HIGHEST / height, WIDEST / width)
    return width * scale, height * scale


def size_of(content: bytes, kind: str) -> Size | None:
    """Return a picture's width and height in its own units; None where it does not say them."""
    found = _svg_size(content) if kind == SVG else pixels_of(content)
    return found if found and min(found) > 0 else None


def _svg_size(content: bytes) -> Size | None:
    root = parse_svg(content)
    if root is None:
        return None
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    numbers = [re.fullmatch(r"([0-9]*\.?[0-9]+)(?:px|pt|mm|cm|in)?", side) for side in sides]
    width, height = (float(number[1]) if number else 0.0 for number in numbers)
    return width, height
