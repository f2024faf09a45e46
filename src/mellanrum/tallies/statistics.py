"""Statistics tables: counts and shares of what may be shown, with the base they are of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from mellanrum.tallies.following import Followed
from mellanrum.tallies.labels import answer_label, is_own
from mellanrum.tallies.rules import MISSING, WITHHELD, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, Sex
from mellanrum.tallies.shown import PartState, Shown, rule_of
from mellanrum.tallies.spans import Span, of_part, of_years
from mellanrum.tallies.stocked import shown
from mellanrum.tallies.whole import whole_of

BySexes = Mapping[Sex | None, "StatCell"]
State = Literal["shown", "too_few", "waiting", "empty"]


@dataclass(frozen=True, slots=True)
class StatCell:
    """A number and its share of the column's base. None is not shown: too few, or no split by sex."""

    number: int | None = None
    share: Decimal | None = None


HIDDEN = StatCell()


@dataclass(frozen=True, slots=True)
class StatRow:
    """An answer of a table. `label` is an English message id, or a name of the association's own.

    `cells` are by sex, None for all. In a table that is crossed they are the row's sums, and `across` has each column.
    """

    key: str
    label: str
    is_own_label: bool
    cells: BySexes
    across: Mapping[str, BySexes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """An answer of the question that a table is crossed with."""

    key: str
    label: str
    is_own_label: bool


@dataclass(frozen=True, slots=True)
class Break:
    """That a table, or an answer of it (then `key` is its), is counted from a day within the time the table is of."""

    day: date
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class StatTable:
    """A table of a span of whole periods, of one intervention or several.

    `what` is what is counted: "started", "ended", "ongoing" (at the end), "all" (during the span) or an event. `base`
    is what the shares are of, by sex, None for all: the entries that are in the tables (of a follow-up those who
    answered). `total` is the exact number from the months. `waiting` are entries that are in no snapshot yet. `state`
    is "shown"; "too_few" where the base is under the threshold, "waiting" where nothing may be shown yet and "empty"
    where nothing has been counted: of the first two every number of a row is None. `has_split` says whether woman and
    man (and those without a split) may be shown beside all. In a table of several answers shares add to more than one.
    """

    key: str
    title: str
    what: str
    rows: tuple[StatRow, ...]
    base: Mapping[Sex | None, int | None]
    total: Mapping[Sex | None, int]
    state: State
    is_several: bool
    has_split: bool
    parts: tuple[PartState, ...]
    waiting: int
    rule: TableRule
    span: Span
    across: tuple[Column, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def columns(self) -> tuple[Sex | None, ...]:
        """The columns to show: all, and where there is a split woman, man, and unsplit if there are any."""
        slots = (slot for slot in SLOTS if slot is not Sex.UNSPLIT or self.base.get(slot))
        return (None, *slots) if self.has_split else (None,)

    def row(self, key: str) -> StatRow | None:
        """Return an answer's row; None where the table has none."""
        return next((row for row in self.rows if row.key == key), None)


def share(part: int, base: int) -> Decimal | None:
    """Divide exactly; None where there is nothing to divide by. Shown shares are rounded half up, each alone."""
    return Decimal(part) / Decimal(base) if base else None


def cost_per(cost: Decimal, base: int) -> Decimal | None:
    """Divide a cost in kronor by participations; say beside it which they are (started, ended, all during the year)."""
    return cost / Decimal(base) if base else None


def table(  # noqa: PLR0913, PLR0917 - what, of whom, when, by which rules
    followed: Sequence[Followed],
    what: str,
    table_key: str,
    years: Iterable[int],
    scheme: Scheme,
    threshold: int,
    part: int | None = None,
) -> StatTable | None:
    """Make a table of one or more interventions for whole years, or for a period (from 1) of a single year.

    None where the scheme has no such table, or it is of a number: that has a mean.
    """
    asked = tuple(years)
    span = of_years(asked) if part is None else of_part(followed, asked[0], part)
    return table_of(followed, what, table_key, span, scheme, threshold)


def table_of(  # noqa: PLR0913, PLR0917 - as above
    followed: Sequence[Followed], what: str, table_key: str, span: Span, scheme: Scheme, threshold: int
) -> StatTable | None:
    """Make a table of a span of whole periods, as `table` does."""
    rule = rule_of(scheme, what, table_key)
    if rule is None or scheme.questions[rule.questions[0]].kind == "number":
        return None
    held = shown(followed, what, rule, span, scheme)
    made = _without_rows(held, whole_of(followed, what, span), (what, rule, span), scheme, threshold)
    rows = (_row(key, made, held, scheme) for key in _listed(rule.questions[0], held, 0, scheme))
    return replace(made, rows=tuple(rows))


def _without_rows(
    held: Shown,
    total: Mapping[Sex | None, int],
    asked: tuple[str, TableRule, Span],
    scheme: Scheme,
    threshold: int,
) -> StatTable:
    """Make a table as far as its rows: what may be shown of it, and what it is of."""
    what, rule, span = asked
    state = _state(held, total, threshold)
    has_split = state == "shown" and rule.by_sex and _splits(held, threshold)
    return StatTable(
        key=rule.key,
        title=rule.label,
        what=what,
        rows=(),
        base={sex: (number if sex is None or has_split else None) for sex, number in held.base.items()},
        total=total,
        state=state,
        is_several=scheme.questions[rule.questions[0]].kind == "several",
        has_split=has_split,
        parts=held.parts,
        waiting=held.waiting,
        rule=rule,
        span=span,
        across=_columns(rule, held, scheme),
        breaks=tuple(_breaks(rule, span, scheme)),
    )


def _state(held: Shown, total: Mapping[Sex | None, int], threshold: int) -> State:
    if held.base[None] >= threshold:
        return "shown"
    if not held.base[None] and not total.get(None):
        return "empty"
    return "waiting" if held.waiting else "too_few"


def _splits(held: Shown, threshold: int) -> bool:
    """Tell whether the split may be shown: nobody of a sex, or enough, or nothing told of them but that they are."""
    told = {slot for (key, _, slot), number in held.cells.items() if number and key not in {MISSING, WITHHELD}}
    return all(held.base[slot] >= threshold or slot not in told for slot in SLOTS) and any(
        held.base[slot] for slot in (Sex.WOMAN, Sex.MAN)
    )


def _listed(question: str, held: Shown, place: int, scheme: Scheme) -> tuple[str, ...]:
    """List a question's answers in order; those no longer on the list after them, what is not told of last."""
    listed = scheme.answers(question)
    found = {cell[place] for cell, number in held.cells.items() if number}
    known = [key for key in listed if key != MISSING]
    gone = sorted(found - set(listed) - {WITHHELD, ""})
    return (*known, *gone, MISSING, *((WITHHELD,) if WITHHELD in found else ()))


def _columns(rule: TableRule, held: Shown, scheme: Scheme) -> tuple[Column, ...]:
    if len(rule.questions) == 1:
        return ()
    question = rule.questions[1]
    return tuple(
        Column(key, answer_label(question, key, scheme), is_own(question, key, scheme))
        for key in _listed(question, held, 1, scheme)
    )


def _row(key: str, made: StatTable, held: Shown, scheme: Scheme) -> StatRow:
    question = made.rule.questions[0]
    return StatRow(
        key,
        answer_label(question, key, scheme),
        is_own(question, key, scheme),
        _cells(made, held, key, None),
        {column.key: _cells(made, held, key, column.key) for column in made.across},
    )


def _cells(made: StatTable, held: Shown, key: str, across: str | None) -> BySexes:
    return {slot: _cell(made, held, key, across, slot) for slot in (None, *SLOTS)}


def _cell(made: StatTable, held: Shown, key: str, across: str | None, slot: Sex | None) -> StatCell:
    if made.state in {"too_few", "waiting"} or (slot is not None and not made.has_split):
        return HIDDEN
    number = held.number(key, across, slot)
    return StatCell(number, share(number, held.base[slot]))


def _breaks(rule: TableRule, span: Span, scheme: Scheme) -> Iterable[Break]:
    if rule.valid_from > span.first:
        yield Break(rule.valid_from, "", rule.label)
    for question in rule.questions:
        for answer in scheme.questions[question].answers:
            if answer.valid_from is not None and answer.valid_from > span.first:
                yield Break(answer.valid_from, answer.key, answer.label)
