"""From the options of a call to a year that is ready to be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from mellanrum.books.association_map import ChartName
from mellanrum.cli.files import names, read
from mellanrum.cli.session import CallError, refusal
from mellanrum.composition import Opened, Source, Sources, open_year, reviewed
from mellanrum.findings import Finding, in_order
from mellanrum.numbers import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """The files and settings a call names."""

    books: Path
    earlier: Sequence[Path] | None = None
    chart: str | None = None
    own_map: Path | None = None
    budget: Path | None = None
    reported: Sequence[Path] | None = None
    columns: Path | None = None

    def files(self) -> tuple[Path, ...]:
        """List every file that is named."""
        single = (self.own_map, self.budget, self.columns)
        several = (self.books, *(self.earlier or ()), *(self.reported or ()))
        return (*several, *(path for path in single if path is not None))


def opened(asked: Asked) -> tuple[Opened, tuple[Finding, ...]]:
    """Open the year: every finding of reading it. CallError where some file cannot be used."""
    year, findings = open_year(sources(asked))
    if year is None:
        raise CallError(*findings)
    return year, findings


def judged(asked: Asked, lang: Language) -> tuple[Opened, tuple[Finding, ...]]:
    """Open the year and hold its figures against every relation, named in `lang`. CallError as `opened`."""
    year, findings = opened(asked)
    return year, in_order((*findings, *reviewed(year, lang)))


def judged_for_report(asked: Asked, lang: Language) -> tuple[Opened, tuple[Finding, ...], tuple[Finding, ...]]:
    """Open and judge the year; the findings as the report says them, in Swedish, and as the user hears them."""
    year, findings = opened(asked)
    in_report, told = (in_order((*findings, *reviewed(year, language))) for language in ("sv", lang))
    return year, in_report, told


def sources(asked: Asked) -> Sources:
    """Read the files. CallError with a reason for each that cannot be read."""
    _not_twice((asked.books, *(asked.earlier or ())))
    shown = names(asked.files())
    found: dict[Path, Source] = {}
    faults: list[Finding] = []
    for path in shown:
        try:
            found[path] = read(path, shown[path])
        except CallError as error:
            faults += error.findings
    if faults:
        raise CallError(*faults)
    return Sources(
        books=found[asked.books],
        earlier=tuple(found[path] for path in asked.earlier or ()),
        chart=next((chart for chart in get_args(ChartName) if chart == asked.chart), None),
        own_map=found[asked.own_map] if asked.own_map else None,
        budget=found[asked.budget] if asked.budget else None,
        reported=tuple(found[path] for path in dict.fromkeys(asked.reported or ())),
        columns=found[asked.columns] if asked.columns else None,
    )


def _not_twice(books: Iterable[Path]) -> None:
    seen: set[Path] = set()
    for path in books:
        if path.resolve() in seen:
            raise refusal("cli.same_books_twice", file=str(path))
        seen.add(path.resolve())
