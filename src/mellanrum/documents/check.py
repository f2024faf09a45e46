"""What stands in the way of setting a report: asked before it is written, so that no writer has to refuse."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from mellanrum.documents.characters import unknown
from mellanrum.documents.model import Report, Section
from mellanrum.findings import Finding, Place, finding


def check(report: Report) -> tuple[Finding, ...]:
    """Return all that has to be mended before the report can be set as it is meant."""
    return tuple(found for ask in (_headings, _keys, _chart_texts, _logo_text, _characters) for found in ask(report))


def _headings(report: Report) -> Iterator[Finding]:
    for section in report.all_sections():
        if not section.heading.strip():
            yield finding("documents.section_without_heading", Place(key=section.key), section=section.key)


def _keys(report: Report) -> Iterator[Finding]:
    keys = [section.key for section in report.all_sections()]
    drawn = [chart.key for chart in report.charts()]
    for key, times in (*Counter(keys).items(), *Counter(drawn).items()):
        if times > 1:
            yield finding("documents.key_twice", Place(key=key), section=key)


def _chart_texts(report: Report) -> Iterator[Finding]:
    for chart in report.charts():
        if not chart.alt.strip():
            yield finding("documents.chart_without_text", Place(key=chart.key), chart=chart.caption or chart.key)


def _logo_text(report: Report) -> Iterator[Finding]:
    if report.logo is not None and not report.logo.alt.strip():
        yield finding("documents.logo_without_text", Place(key="logo"))


def _characters(report: Report) -> Iterator[Finding]:
    for section in report.all_sections():
        for character in unknown("".join(_own_texts(section))):
            name = f"{character} (U+{ord(character):04X})" if character.isprintable() else f"U+{ord(character):04X}"
            place = Place(key=section.key)
            yield finding("documents.unknown_character", place, character=name, section=section.heading)


def _own_texts(section: Section) -> Iterator[str]:
    yield section.heading
    yield from _texts(section.blocks)


def _texts(value: object) -> Iterator[str]:
    """Walk every text in records and tuples of records."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, Finding):
        for side in fields(value):
            yield from _texts(getattr(value, side.name))
