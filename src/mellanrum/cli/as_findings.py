"""Findings as sentences: how much they matter, where they stand, what is wrong and how to mend it."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from mellanrum.cli.console import FAINT, RED, YELLOW, styled, width_of
from mellanrum.findings import Finding, Place, Severity, spoken_mend, spoken_message, words
from mellanrum.numbers import Language

_STYLES = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: FAINT}

MOST_ALIKE = 40
"""How many findings of one code in one file are written out, so that a file can be mended in one go; where there are
still more, as a warning for each voucher of a wrong year, they are counted. JSON has them all."""


def findings_text(findings: Sequence[Finding], lang: Language, stream: TextIO | None = None) -> str:
    """Write the findings in the order given, many of one kind as some and a count, and how many there are in all."""
    return "\n".join([*_told(findings, lang, stream), counted(findings, lang)])


def _told(findings: Sequence[Finding], lang: Language, stream: TextIO | None) -> Iterator[str]:
    times = Counter((item.code, item.place.file) for item in findings)
    seen: Counter[tuple[str, str | None]] = Counter()
    for item in findings:
        kind = (item.code, item.place.file)
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE or times[kind] == MOST_ALIKE + 1:
            yield finding_text(item, lang, stream)
        if seen[kind] == MOST_ALIKE and times[kind] > MOST_ALIKE + 1:
            yield words(
                "    … and {number} more of the same kind: mellanrum check --format json has them all.",
                lang,
                number=times[kind] - MOST_ALIKE,
            )


def finding_text(item: Finding, lang: Language, stream: TextIO | None = None) -> str:
    """Write one finding, wrapped."""
    severity = severity_word(item.severity, lang)
    where = place_text(item.place, lang)
    said = (spoken_message(item, lang), spoken_mend(item, lang), figure_text(item.place, lang))
    sentences = " ".join(part for part in said if part)
    told = f"{severity}: {where}: {sentences}" if where else f"{severity}: {sentences}"
    width = width_of(stream)
    wrapped = textwrap.fill(told, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    return styled(severity, _STYLES[item.severity], stream) + wrapped[len(severity) :]


def severity_word(severity: Severity, lang: Language) -> str:
    """Return what a severity is called."""
    return {
        Severity.ERROR: words("error", lang),
        Severity.WARNING: words("warning", lang),
        Severity.NOTE: words("note", lang),
    }[severity]


def place_text(place: Place, lang: Language) -> str:
    """Write a place: the file, and line, page, sheet and cell where they are known, else the key in the file."""
    exact = [
        words("line {line}", lang, line=place.line) if place.line else "",
        words("page {page}", lang, page=place.page) if place.page else "",
        words("sheet {sheet}", lang, sheet=place.sheet) if place.sheet else "",
        words("cell {cell}", lang, cell=place.cell) if place.cell else "",
    ]
    known = [part for part in (place.file or "", *exact) if part]
    if not any(exact) and place.key and not _is_figure(place.key):
        known.append(place.key)
    return " ".join(known)


def figure_text(place: Place, lang: Language) -> str:
    """Name the figure a finding is about, by the key that `mellanrum why` takes; empty where it is about none."""
    return words("(figure:\N{NO-BREAK SPACE}{key})", lang, key=place.key) if place.key and _is_figure(place.key) else ""


def _is_figure(key: str) -> bool:
    """Tell a figure's key from a key in a file of the user's."""
    # Imported here: most refusals are about no figure, and reading the relations takes a while.
    from mellanrum.review.stated import TABLES

    return key.partition(".")[0] in TABLES


def counted(findings: Iterable[Finding], lang: Language) -> str:
    """Say how many findings there are of each severity."""
    listed = list(findings)
    if not listed:
        return words("No findings.", lang)
    times = {severity: sum(item.severity is severity for item in listed) for severity in Severity}
    return words(
        "Findings: errors {errors}, warnings {warnings}, notes {notes}.",
        lang,
        errors=times[Severity.ERROR],
        warnings=times[Severity.WARNING],
        notes=times[Severity.NOTE],
    )
