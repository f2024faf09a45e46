"""The sheet for the state's follow-up (Uppföljning Finsam): money, head counts by legal sex, and what differs and why.

Which numbers the state's system asks for, and in which order, is data (`statutory` in the rules of follow-up).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mellanrum.figures import Figure
from mellanrum.numbers import round_half_away
from mellanrum.rules import in_force, shipped
from mellanrum.tallies.following import Followed, of_association
from mellanrum.tallies.rules import Rules, StatutoryLine
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, of_part, of_years
from mellanrum.tallies.totals import END, START, all_during, counted, flow_of

LEGAL = (Sex.WOMAN, Sex.MAN)
"""What the state's system takes: legal sex has no third value."""
HEAD_COUNT = "head_count"
GUIDANCE = "guidance"
COUNTS = frozenset({"started", "ended", HEAD_COUNT})
"""What is counted, by legal sex: all that the sheet of a shorter time than a year has."""
FACTS = frozenset({"direction", "esf"})
"""What an intervention is: it has no number."""


@dataclass(frozen=True, slots=True)
class Money:
    """What the books say of a year: figures of the association by measure, and outcomes by the intervention's key."""

    association: Mapping[str, Figure] = field(default_factory=dict)
    outcomes: Mapping[str, Figure] = field(default_factory=dict)


NO_MONEY = Money()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What the sheet says on a line.

    What is counted has `numbers` by legal sex, without a sex that nothing tells of; `others` are in the association's
    own total beside them, and so are `unsplit`: those that a document tells of without their legal sex. What is one
    number has `value`: whole kronor, or the budgeted number; None where it is lacking. `figure` is the key of the
    figure it is, where it is one. A line of an intervention's direction, or whether it is ESF, has none of these.
    """

    key: str
    label: str
    measure: str
    numbers: Mapping[Sex, int] = field(default_factory=dict)
    others: int = 0
    value: Decimal | None = None
    figure: str = ""
    unsplit: int = 0

    @property
    def sum(self) -> int:
        """What the sheet has in all of what is counted."""
        return sum(self.numbers.values())

    @property
    def is_lacking(self) -> bool:
        """Whether the state's system asks for a number that is not there."""
        if self.measure in COUNTS:
            return any(sex not in self.numbers for sex in LEGAL)
        return self.measure not in FACTS and self.value is None


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

    `association` are the lines of the association itself. `lines` are those that are counted. `own` is the
    association's own total of each of them, as its statistics have it, and `differences` what leads from the sheet's
    sum to it. `notes` are what is in the numbers without being a difference (late entries, corrections).
    """

    span: Span
    association: tuple[SheetLine, ...]
    rows: tuple[SheetRow, ...]
    lines: tuple[StatutoryLine, ...]
    own: Mapping[str, int]
    differences: tuple[Difference, ...]
    notes: tuple[Difference, ...]

    def sum(self, line: str) -> int:
        """Add a line up over the interventions, as the sheet has it."""
        return sum(each.sum for row in self.rows for each in row.lines if each.key == line)


def statutory_sheet(
    followed: Sequence[Followed],
    year: int,
    part: int | None = None,
    money: Money = NO_MONEY,
    rules: Rules | None = None,
) -> Sheet:
    """Make the sheet for a year, or a period of it, as `sheet_of` does."""
    return sheet_of(followed, of_years([year]) if part is None else of_part(followed, year, part), money, rules)


def sheet_of(followed: Sequence[Followed], span: Span, money: Money = NO_MONEY, rules: Rules | None = None) -> Sheet:
    """Make the sheet for the months of a year or a period of it; only a whole year has money and budgeted numbers.

    It is of all interventions, ESF projects too, each for itself.

    Those are on it that something was counted in during the year, that had somebody ongoing when the period began, or,
    of a whole year, that money was granted to or spent on, or that a document tells the numbers of. What nobody has
    counted, and no document tells, is lacking: it is not nil.
    """
    lines = _asked(rules or shipped(Rules, "tallies"), span)
    running = [each for each in followed if _is_on(each, span, money)]
    ordered = sorted(running, key=lambda each: (not each.is_individual, name_on(each, span.last)))
    rows = tuple(_row(each, lines, span, money) for each in ordered)
    counts = tuple(line for line in lines if line.measure in COUNTS)
    own = {line.key: _own(running, line, span) for line in counts}
    return Sheet(
        span,
        tuple(_of_association(line, money) for line in lines if line.direction == "association"),
        rows,
        counts,
        own,
        tuple(_differences(rows, counts, own)),
        tuple(_notes(running, counts, span)),
    )


def _asked(rules: Rules, span: Span) -> tuple[StatutoryLine, ...]:
    """Return the lines in force: of less than a year only those that are counted, and what the intervention is."""
    is_year = _is_year(span)
    return tuple(line for line in in_force(rules.statutory, span.last) if is_year or line.measure in COUNTS | FACTS)


def _is_year(span: Span) -> bool:
    return span == of_years([span.last.year])


def _is_on(each: Followed, span: Span, money: Money) -> bool:
    year = span.last.year
    has_money = _is_year(span) and (each.key in money.outcomes or each.granted.get(year))
    is_told = _is_year(span) and any(said.year == year and said.key in COUNTS for said in each.reported)
    return each.ledger(year) is not None or is_told or bool(has_money or flow_of((each,), span).opening)


def name_on(followed: Followed, day: date) -> str:
    """Return what an intervention was called on a day."""
    begun = [name for first, name in sorted(followed.names) if first <= day]
    return begun[-1] if begun else followed.name


def _row(each: Followed, lines: Sequence[StatutoryLine], span: Span, money: Money) -> SheetRow:
    wanted = {"any", "individual" if each.is_individual else "structural"}
    made = tuple(_line(each, line, span, money) for line in lines if line.direction in wanted)
    return SheetRow(each.key, name_on(each, span.last), each.is_individual, each.is_esf, made)


def _line(each: Followed, line: StatutoryLine, span: Span, money: Money) -> SheetLine:
    year = span.last.year
    if line.measure in FACTS:
        return SheetLine(line.key, line.label, line.measure)
    if line.measure == "budgeted":
        budgeted = each.budgeted.get(year)
        return SheetLine(line.key, line.label, line.measure, value=None if budgeted is None else Decimal(budgeted))
    if line.measure == "budget":
        granted = each.granted.get(year)
        return SheetLine(line.key, line.label, line.measure, value=None if granted is None else _kronor(granted))
    if line.measure == "outcome":
        return _of_figure(line, money.outcomes.get(each.key))
    return _told(each, line, span) if each.ledger(year) is None else _counted(each, line, span)


def _counted(each: Followed, line: StatutoryLine, span: Span) -> SheetLine:
    in_all = _number((each,), line, span)
    if each.by_head_count and line.measure != HEAD_COUNT and not in_all:
        return SheetLine(line.key, line.label, line.measure)
    numbers = {sex: _number((each,), line, span, sex) for sex in LEGAL}
    figure = _figure(each, line) if _is_figure(each, line, span) else ""
    return SheetLine(line.key, line.label, line.measure, numbers, in_all - sum(numbers.values()), figure=figure)


def _is_figure(each: Followed, line: StatutoryLine, span: Span) -> bool:
    """Tell whether what is counted is a figure: that has no corrections in it, and is of participations alone."""
    if line.measure == HEAD_COUNT or each.by_head_count:
        return False
    return not any(counted((each,), _event(line), span, sex).corrected for sex in LEGAL)


def _figure(each: Followed, line: StatutoryLine) -> str:
    return f"interventions.{each.key}.{line.measure}"


def _told(each: Followed, line: StatutoryLine, span: Span) -> SheetLine:
    """Give what documents tell of a year that has no counters: by legal sex where they do, else it is lacking."""
    numbers = {sex: told for sex in LEGAL if (told := _stated(each, line, span, sex)) is not None}
    rest = max(0, (_stated(each, line, span) or 0) - sum(numbers.values()))
    others, unsplit = (rest, 0) if len(numbers) == len(LEGAL) else (0, rest)
    figure = _figure(each, line) if numbers else ""
    return SheetLine(line.key, line.label, line.measure, numbers, others, figure=figure, unsplit=unsplit)


def _stated(each: Followed, line: StatutoryLine, span: Span, sex: Sex | None = None) -> int | None:
    said = each.stated(span.last.year, line.measure, sex) if _is_year(span) else None
    return None if said is None else int(said.value)


def _of_association(line: StatutoryLine, money: Money) -> SheetLine:
    return _of_figure(line, money.association.get(line.measure))


def _of_figure(line: StatutoryLine, found: Figure | None) -> SheetLine:
    if found is None:
        return SheetLine(line.key, line.label, line.measure)
    return SheetLine(line.key, line.label, line.measure, value=_kronor(found.value), figure=found.key)


def _kronor(amount: Decimal) -> Decimal:
    return round_half_away(amount)


def _number(followed: Sequence[Followed], line: StatutoryLine, span: Span, sex: Sex | None = None) -> int:
    if line.measure == HEAD_COUNT:
        # of an intervention that only guides, a guidance is all that there is of somebody
        heads = counted(followed, HEAD_COUNT, span, sex).net + counted(followed, GUIDANCE, span, sex).net
        taking_part = 0 if all(each.by_head_count for each in followed) else all_during(followed, span, sex)
        return heads + taking_part
    return counted(followed, _event(line), span, sex).net


def _event(line: StatutoryLine) -> str:
    return START if line.measure == "started" else END


def _own(running: Sequence[Followed], line: StatutoryLine, span: Span) -> int:
    own = [each for each in of_association(running) if each.is_individual == (line.direction == "individual")]
    has_ledger = [each for each in own if each.ledger(span.last.year) is not None]
    told = [_told(each, line, span) for each in own if each not in has_ledger]
    return _number(has_ledger, line, span) + sum(each.sum + each.others + each.unsplit for each in told)


def _differences(
    rows: Sequence[SheetRow], lines: Sequence[StatutoryLine], own: Mapping[str, int]
) -> Iterator[Difference]:
    for line in lines:
        of_line = [(row, each) for row in rows for each in row.lines if each.key == line.key]
        others = sum(each.others for row, each in of_line if not row.is_esf)
        unsplit = sum(each.unsplit for row, each in of_line if not row.is_esf)
        in_projects = sum(each.sum for row, each in of_line if row.is_esf)
        if others:
            yield Difference(line.key, "Other or not stated sex, which the state's system does not take", others)
        if unsplit:
            yield Difference(line.key, "Told by a document, and not by legal sex", unsplit)
        if in_projects:
            yield Difference(line.key, "ESF projects, which are not in the association's own total", -in_projects)
        told = sum(each.sum for _, each in of_line) + others + unsplit - in_projects
        if own[line.key] != told:
            yield Difference(
                line.key, "Carried over between two interventions, and counted in both", own[line.key] - told
            )


def _notes(running: Sequence[Followed], lines: Sequence[StatutoryLine], span: Span) -> Iterator[Difference]:
    individual = [each for each in running if each.is_individual]
    for line in lines:
        if line.measure in {"started", "ended"}:
            found = counted(individual, _event(line), span)
            if found.late:
                yield Difference(line.key, "Of which counted late, of months that had locked", found.late)
            if found.corrected:
                yield Difference(line.key, "Of which corrections of months that had locked", found.corrected)
