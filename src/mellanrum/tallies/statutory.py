"""The sheet for the state's follow-up (Uppföljning Finsam): head counts by legal sex, and what explains differences.

Which numbers the state's system asks for, and in which order, is data (`statutory` in the rules of follow-up).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.rules import in_force, shipped
from mellanrum.tallies.following import Followed, of_association
from mellanrum.tallies.rules import Rules, StatutoryLine
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, months_in, of_part, of_years
from mellanrum.tallies.totals import END, START, all_during, counted, flow_of

LEGAL = (Sex.WOMAN, Sex.MAN)
"""What the state's system takes: legal sex has no third value."""
HEAD_COUNT = "head_count"
GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A number of the sheet. `numbers` are by legal sex; `others` are in the association's own total beside them."""

    key: str
    label: str
    numbers: Mapping[Sex, int]
    others: int

    @property
    def sum(self) -> int:
        """What the sheet has in all."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An intervention on the sheet; `name` is what it was called when the period ended."""

    key: str
    name: str
    is_individual: bool
    is_esf: bool
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that makes the sheet differ from the association's own total of a line, and by how many.

    `label` is an English message id. `number` is what is to be added to the sheet's sum; all of a line's differences
    together give the own total.
    """

    line: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a year or a period, in the order of the state's system: interventions by direction, then by name.

    `own` is the association's own total of each line, as its statistics have it, and `differences` what leads from the
    sheet's sum to it. `notes` are what is in the numbers without being a difference (late entries, corrections).
    """

    span: Span
    rows: tuple[SheetRow, ...]
    lines: tuple[StatutoryLine, ...]
    own: Mapping[str, int]
    differences: tuple[Difference, ...]
    notes: tuple[Difference, ...]

    def sum(self, line: str) -> int:
        """Add a line up over the interventions, as the sheet has it."""
        return sum(each.sum for row in self.rows for each in row.lines if each.key == line)


def statutory_sheet(
    followed: Sequence[Followed], year: int, part: int | None = None, rules: Rules | None = None
) -> Sheet:
    """Make the sheet for a year, or a period of it, as `sheet_of` does."""
    return sheet_of(followed, of_years([year]) if part is None else of_part(followed, year, part), rules)


def sheet_of(followed: Sequence[Followed], span: Span, rules: Rules | None = None) -> Sheet:
    """Make the sheet for the months of a year or a period of it.

    It is of all interventions, ESF projects too, each for itself.

    Those are on it that something was counted in during the year, or that had somebody ongoing when the period began.
    """
    year = span.last.year
    lines = in_force((rules or shipped(Rules, "tallies")).statutory, span.last)
    running = [each for each in followed if each.ledger(year) is not None or flow_of((each,), span).opening]
    ordered = sorted(running, key=lambda each: (not each.is_individual, name_on(each, span.last)))
    rows = tuple(_row(each, lines, span) for each in ordered)
    own = {line.key: _own(running, line, span) for line in lines}
    return Sheet(
        span,
        rows,
        lines,
        own,
        tuple(_differences(rows, lines, own)),
        tuple(_notes(running, lines, span)),
    )


def name_on(followed: Followed, day: date) -> str:
    """Return what an intervention was called on a day."""
    begun = [name for first, name in sorted(followed.names) if first <= day]
    return begun[-1] if begun else followed.name


def _row(each: Followed, lines: Sequence[StatutoryLine], span: Span) -> SheetRow:
    own = [line for line in lines if (line.direction == "individual") == each.is_individual]
    made = tuple(_line(each, line, span) for line in own)
    return SheetRow(each.key, name_on(each, span.last), each.is_individual, each.is_esf, made)


def _line(each: Followed, line: StatutoryLine, span: Span) -> SheetLine:
    numbers = {sex: _number((each,), line, span, sex) for sex in LEGAL}
    return SheetLine(line.key, line.label, numbers, _number((each,), line, span) - sum(numbers.values()))


def _number(followed: Sequence[Followed], line: StatutoryLine, span: Span, sex: Sex | None = None) -> int:
    measure = line.measure
    if measure == HEAD_COUNT:
        # of an intervention that only guides, a guidance is all that there is of somebody
        heads = counted(followed, HEAD_COUNT, span, sex).net + counted(followed, GUIDANCE, span, sex).net
        taking_part = 0 if all(each.by_head_count for each in followed) else all_during(followed, span, sex)
        return heads + taking_part
    if measure in {"started", "ended"}:
        return counted(followed, START if measure == "started" else END, span, sex).net
    if measure == "all":
        return all_during(followed, span, sex)
    moved = flow_of(followed, span, sex)
    return moved.opening if measure == "opening" else moved.closing


def _own(running: Sequence[Followed], line: StatutoryLine, span: Span) -> int:
    own = [each for each in of_association(running) if each.is_individual == (line.direction == "individual")]
    return _number(own, line, span)


def _differences(
    rows: Sequence[SheetRow], lines: Sequence[StatutoryLine], own: Mapping[str, int]
) -> Iterator[Difference]:
    for line in lines:
        of_line = [(row, each) for row in rows for each in row.lines if each.key == line.key]
        others = sum(each.others for row, each in of_line if not row.is_esf)
        in_projects = sum(each.sum for row, each in of_line if row.is_esf)
        if others:
            yield Difference(line.key, "Other or not stated sex, which the state's system does not take", others)
        if in_projects:
            yield Difference(line.key, "ESF projects, which are not in the association's own total", -in_projects)
        told = sum(each.sum for _, each in of_line) + others - in_projects
        if own[line.key] != told:
            yield Difference(
                line.key, "Carried over between two interventions, and counted in both", own[line.key] - told
            )


def _notes(running: Sequence[Followed], lines: Sequence[StatutoryLine], span: Span) -> Iterator[Difference]:
    individual = [each for each in running if each.is_individual]
    for line in lines:
        if line.measure in {"started", "ended"}:
            found = counted(individual, START if line.measure == "started" else END, span)
            if found.late:
                yield Difference(line.key, "Of which counted late, of months that had locked", found.late)
            if found.corrected:
                yield Difference(line.key, "Of which corrections of months that had locked", found.corrected)
    yield from _of_stock(individual, lines, span)


def _of_stock(individual: Sequence[Followed], lines: Sequence[StatutoryLine], span: Span) -> Iterator[Difference]:
    corrected = sum(sum(month.stock_corrected.values()) for _, _, month in months_in(individual, span))
    moved = sum(max(number, 0) for _, _, month in months_in(individual, span) for number in month.transferred.values())
    for line in lines:
        if line.measure in {"ongoing", "all"} and corrected:
            yield Difference(line.key, "Of which corrections of the stock", corrected)
        if line.measure == "ongoing" and moved:
            yield Difference(line.key, "Of which transferred from one intervention to another", moved)
