"""The outline of a report: which sections stand in it, in which order, under which headings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mellanrum.documents.model import Section
from mellanrum.findings import Finding, Place, finding
from mellanrum.rules import Dated, Strict, in_force, parse, shipped
from mellanrum.rules.model import Text

DRAFT = "findings"
"""The key of the section that says why a report is a draft."""
SIGNATURES = "signatures"
"""The key of the section where the board signs."""
_UNASKED = frozenset({DRAFT, SIGNATURES})


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A place in the outline: the key of a section, and its heading, empty where the section keeps its own."""

    section: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The order and headings of the sections; `file` is where it was read, for findings."""

    entries: tuple[OutlineEntry, ...]
    file: str = ""


class StandardSection(Dated):
    """A section the program can write: its key, the heading most associations use, and whether the law demands it."""

    key: Text
    heading: Text
    mandatory: bool = False


class StandardOutline(Strict):
    """The sections in the order they stand where an association says nothing else."""

    section: tuple[StandardSection, ...]


class OwnSection(Strict):
    """A section in an association's own outline; without `heading` it keeps the usual one."""

    key: Text
    heading: str = ""


class OwnOutline(Strict):
    """An association's own outline: `[[section]]` tables in the order the sections shall stand."""

    section: tuple[OwnSection, ...]


def standard_sections(day: date) -> tuple[StandardSection, ...]:
    """Return the sections in force on a day, in their usual order."""
    return in_force(shipped(StandardOutline, "report_outline").section, day)


def standard_outline(day: date) -> Outline:
    """Return the outline most associations use."""
    return Outline(tuple(OutlineEntry(section.key, section.heading) for section in standard_sections(day)))


def read_outline(data: bytes, file: str) -> tuple[Outline | None, tuple[Finding, ...]]:
    """Read an association's own outline, TOML; None, with findings, where it cannot be read."""
    own, faults = parse(OwnOutline, data, file)
    if own is None:
        return None, faults
    return Outline(tuple(OutlineEntry(section.key, section.heading) for section in own.section), file), ()


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A section as a form has it: its key, the heading written, empty for the usual one, and whether it is in."""

    key: str
    heading: str = ""
    is_in: bool = True


def outline_of(rows: Iterable[OutlineRow], day: date | None = None) -> tuple[Outline, tuple[Finding, ...]]:
    """Make an outline of rows kept elsewhere than in a file, in their order; rows that are not in are left out.

    The findings are those that `arrange` gives for an outline of a file: unknown sections, sections named twice, and
    sections that the law demands on `day` and that are not in. Without a day all rules that ever held are asked.
    """
    entries = tuple(OutlineEntry(row.key.strip(), " ".join(row.heading.split())) for row in rows if row.is_in)
    outline = Outline(entries)
    standard = standard_sections(day) if day else shipped(StandardOutline, "report_outline").section
    named = {entry.section for entry in entries}
    return outline, (*_misnamed(outline, {one.key for one in standard}), *_missing(outline, standard, named))


def sections_offered(day: date) -> tuple[StandardSection, ...]:
    """List the sections that can be renamed, moved and left out, in their usual order.

    Each says its usual heading, and whether the law demands it by which paragraph. What stands in a report whatever
    the outline says, as why it is a draft and where it is signed, is not among them.
    """
    return tuple(section for section in standard_sections(day) if section.key not in _UNASKED)


def arrange(
    sections: Iterable[Section], outline: Outline, day: date
) -> tuple[tuple[Section, ...], tuple[Finding, ...]]:
    """Put the sections in the order of the outline, under its headings; a section it does not name is left out.

    Findings say where the outline names a section that nobody knows, or names one twice, and where a section that the
    law demands on `day` is missing, left out by the outline or never written.
    """
    offered = {section.key: section for section in sections}
    named = tuple(dict.fromkeys(entry.section for entry in outline.entries))
    headings = {entry.section: entry.heading for entry in reversed(outline.entries)}
    placed = tuple(_headed(offered[key], headings[key]) for key in named if key in offered)
    standard = standard_sections(day)
    known = offered.keys() | {section.key for section in standard}
    return placed, (*_misnamed(outline, known), *_missing(outline, standard, {section.key for section in placed}))


def _headed(section: Section, heading: str) -> Section:
    return replace(section, heading=heading) if heading else section


def _misnamed(outline: Outline, known: Iterable[str]) -> Iterator[Finding]:
    sections, seen = set(known), set()
    for entry in outline.entries:
        place = Place(file=outline.file or None, key=entry.section)
        if entry.section in seen:
            yield finding("documents.outline_section_twice", place, section=entry.section)
        elif entry.section not in sections:
            yield finding("documents.outline_unknown_section", place, section=entry.section)
        seen.add(entry.section)


def _missing(outline: Outline, standard: Iterable[StandardSection], placed: set[str]) -> Iterator[Finding]:
    for section in standard:
        if section.mandatory and section.key not in placed:
            yield finding(
                "documents.mandatory_section_missing",
                Place(file=outline.file or None, key=section.key),
                section=section.heading,
                reference=section.reference,
            )
