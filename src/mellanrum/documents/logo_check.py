"""Which files can be an association's logo: checked before one is kept, by setting a report with it at last."""

from collections.abc import Iterator
from datetime import date

from mellanrum.documents.logo import SVG, kind_of, size_of
from mellanrum.documents.model import Logo, Report
from mellanrum.documents.svg_safety import has_text, parse_svg, unsafe_parts
from mellanrum.findings import Finding, Phrase, Place, finding, has_error

MOST_BYTES = 1_000_000
LEAST_PIXELS, MOST_PIXELS = 16, 4000
_HERE = Place(key="logo")


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


def _said_otherwise(kind: str, media_type: str) -> Iterator[Finding]:
    said = media_type.partition(";")[0].strip().lower()
    if said not in {"", kind}:
        yield finding("documents.logo_other_kind", _HERE, said=said, kind=kind)


def _size_faults(content: bytes, kind: str) -> Iterator[Finding]:
    size = size_of(content, kind)
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
    from mellanrum.documents.pdf import write_pdf  # noqa: PLC0415 - slow to load, and most files are refused before
    from mellanrum.documents.word import write_word  # noqa: PLC0415 - as above

    report = Report("A", "B", "", 2000, date(2000, 1, 1), (), logo=Logo(content, kind, "C"))
    try:
        write_pdf(report, {})
        write_word(report, {})
    except Exception:  # noqa: BLE001 - each of three libraries has its own ways to say that a picture is broken
        yield finding("documents.logo_unreadable", _HERE)
