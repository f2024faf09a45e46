"""An association's logo: which files can be one, and how large it is drawn."""

import re
import struct
from collections.abc import Iterator
from datetime import date

from mellanrum.documents.model import Logo, Report
from mellanrum.documents.svg_safety import has_text, parse_svg, unsafe_parts
from mellanrum.findings import Finding, Phrase, Place, finding, has_error

PNG, JPEG, SVG = "image/png", "image/jpeg", "image/svg+xml"
MOST_BYTES = 1_000_000
LEAST_PIXELS, MOST_PIXELS = 16, 4000
HIGHEST, WIDEST = 64, 220  # points on the cover
_HERE = Place(key="logo")
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

Size = tuple[float, float]


def kind_of(content: bytes) -> str:
    """Tell the media type by what the file holds, never by its name; empty where it is none of the three."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return SVG if parse_svg(content) is not None else ""


def check_logo(content: bytes, media_type: str = "") -> tuple[Finding, ...]:
    """Return all that is wrong with a file as a logo; one without errors can be set in PDF and Word and shown.

    `media_type` is what the file is said to be, if anything is said. An SVG is held to what is safe on a web page.
    """
    if len(content) > MOST_BYTES:
        return (finding("documents.logo_too_large", _HERE, size=len(content) // 1000, limit=MOST_BYTES // 1000),)
    kind = kind_of(content)
    if not kind:
        return (finding("documents.logo_unknown_kind", _HERE),)
    found = (*_said_otherwise(kind, media_type), *_size_faults(content, kind), *_svg_faults(content, kind))
    return found if has_error(found) else (*found, *_unreadable(content, kind))


def drawn_size(logo: Logo) -> Size:
    """Return the width and height of the logo on the cover, in points: its own shape, as large as there is room."""
    width, height = _size(logo.content, logo.media_type) or (1.0, 1.0)
    scale = min(HIGHEST / height, WIDEST / width)
    return width * scale, height * scale


def _said_otherwise(kind: str, media_type: str) -> Iterator[Finding]:
    said = media_type.partition(";")[0].strip().lower()
    if said not in {"", kind}:
        yield finding("documents.logo_other_kind", _HERE, said=said, kind=kind)


def _size_faults(content: bytes, kind: str) -> Iterator[Finding]:
    size = _size(content, kind)
    if size is None:
        yield finding("documents.logo_without_size", _HERE)
    elif kind != SVG and not all(LEAST_PIXELS <= side <= MOST_PIXELS for side in size):
        width, height = map(int, size)
        yield finding("documents.logo_pixels", _HERE, width=width, height=height, least=LEAST_PIXELS, most=MOST_PIXELS)


def _svg_faults(content: bytes, kind: str) -> Iterator[Finding]:
    root = parse_svg(content) if kind == SVG else None
    if root is None:
        return
    for part in unsafe_parts(root):
        yield finding("documents.logo_unsafe", _HERE, part=Phrase(part, {}))
    if has_text(root):
        yield finding("documents.logo_text", _HERE)


def _unreadable(content: bytes, kind: str) -> Iterator[Finding]:
    """Set the smallest report that carries the logo, as PDF and as Word: then nothing is left to go wrong later."""
    from mellanrum.documents.pdf import write_pdf  # noqa: PLC0415 - slow to load, and it asks this module for sizes
    from mellanrum.documents.word import write_word  # noqa: PLC0415 - as above

    report = Report("A", "B", "", 2000, date(2000, 1, 1), (), logo=Logo(content, kind, "C"))
    try:
        write_pdf(report, {})
        write_word(report, {})
    except Exception:  # noqa: BLE001 - each of three libraries has its own ways to say that a picture is broken
        yield finding("documents.logo_unreadable", _HERE)


def _size(content: bytes, kind: str) -> Size | None:
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
