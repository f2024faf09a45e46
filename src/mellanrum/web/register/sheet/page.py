"""What the page of a tick sheet shows: its fields with what was typed, its sums, and what does not tie."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.ledger import TOTAL, Count
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.sheets.layout import Block, MonthRow
from mellanrum.tallies.sheets.sums import Tie, expected_of, filled, tie_of
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.sheet.fields import cell_name, mean_name, month_name, ongoing_name, place_name
from mellanrum.web.register.sheet.shape import SheetShape


@dataclass(frozen=True)
class State:
    """What stands in the fields: texts by name; faults, and what somebody else has saved meanwhile, by name."""

    texts: Mapping[str, str]
    numbers: Mapping[str, int]
    faults: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """A field, or (`is_open` False) the number that stands in its place. `standing` is what a field adds to."""

    name: str
    label: str
    text: str
    number: int
    slot: str
    is_open: bool = True
    fault: str = ""
    theirs: int | None = None
    standing: int | None = None
    counts: bool = False
    kind: str = "numeric"

    @property
    def described_by(self) -> str:
        """The ids of what stands beside the field: what it adds to, what is wrong, and what is saved now."""
        told = {"standing": self.standing is not None, "error": bool(self.fault), "theirs": self.theirs is not None}
        return " ".join(f"{self.name}_{key}" for key, is_there in told.items() if is_there)


SEXES = {Sex.WOMAN: lambda: _("Women"), Sex.MAN: lambda: _("Men")}


def column_label(slot: Sex, *, one: bool = False) -> str:
    """Return the heading of a column: women, men, and those that are neither or not split; alone, the number."""
    if one:
        return _("How many")
    return SEXES[slot]() if slot in SEXES else _("Other") if slot is Sex.OTHER else _("Not split")


class Page:
    """Puts the parts of the page together; the template asks for them by name."""

    def __init__(self, shape: SheetShape, state: State) -> None:
        self.shape, self.state = shape, state

    def month(self) -> dict[str, Any]:
        """Return the month's totals: events by sex, and counters."""
        split = [row for row in self.shape.rows if len(row.columns) > 1]
        single = [row for row in self.shape.rows if len(row.columns) == 1]
        return {
            "headings": [column_label(sex) for sex in STATED],
            "split": [self._month_row(row) for row in split],
            "single": [self._month_row(row) for row in single],
            "is_locked": self.shape.counted.is_locked,
            "adds": any(self.shape.adds(name) for name in self.shape.month_fields),
        }

    def _month_row(self, row: MonthRow) -> dict[str, Any]:
        label = row_title(row)
        fields = [self._month_field(row, sex, label) for sex in row.columns]
        counts = [self.shape.counted.counts.get((row.key, sex), Count()) for sex in row.columns]
        return {
            "key": row.key,
            "label": label,
            "is_level": row.level,
            "fields": fields,
            "total": sum(each.number + (each.standing or 0) for each in fields),
            "late": sum(count.late for count in counts),
            "corrected": sum(count.corrected for count in counts),
        }

    def _month_field(self, row: MonthRow, sex: Sex, label: str) -> Shown:
        name = month_name(row.key, sex)
        counted = self.shape.counted.counts.get((row.key, sex), Count()).on_time
        adds = self.shape.adds(name)
        heading = column_label(sex, one=len(row.columns) == 1)
        return self._shown(name, f"{label}, {heading.lower()}", sex, counted, standing=counted if adds else None)

    def places(self) -> dict[str, Any] | None:
        """Return the month by municipality, with what it should add up to."""
        events, own = self.shape.places
        if not events:
            return None
        question = self.shape.scheme
        labels = {event: say(question.events[event].label) for event in events}
        rows: list[dict[str, Any]] = [
            {
                "label": say(answer_of(self.shape, place)),
                "fields": [self._place_field(event, place, labels[event]) for event in events],
            }
            for place in own
        ]
        sums = [
            sum(row["fields"][at].number + (row["fields"][at].standing or 0) for row in rows)
            for at in range(len(events))
        ]
        return {
            "headings": list(labels.values()),
            "rows": rows,
            "sums": [
                {"event": event, "sum": summed, "expected": expected, "difference": summed - expected, "more": more}
                for event, summed, (expected, more) in zip(events, sums, map(self._whole_month, events), strict=True)
            ],
        }

    def _whole_month(self, event: str) -> tuple[int, int]:
        """Return how many of an event the month has in all, and how many of them are late, corrected or by form."""
        typed = sum(self.state.numbers.get(month_name(event, sex), 0) for sex in STATED)
        counts = [self.shape.counted.counts.get((event, sex), Count()) for sex in STATED]
        if self.shape.counted.is_locked or self.shape.adds(month_name(event, Sex.WOMAN)):
            more = sum(count.net for count in counts)
        else:
            more = sum(count.late + count.corrected for count in counts)
        return typed + more, more

    def _place_field(self, event: str, place: str, heading: str) -> Shown:
        name = place_name(event, place)
        counted = self.shape.counted.municipal.get((event, place), 0)
        label = f"{heading}, {say(answer_of(self.shape, place))}"
        return self._shown(name, label, Sex.UNSPLIT, counted, standing=counted if self.shape.adds(name) else None)

    def ongoing(self, counted: Mapping[Sex, int]) -> dict[str, Any] | None:
        """Return the number that is really ongoing beside that of the counters, by sex."""
        if self.shape.by_head_count:
            return None
        real = self.shape.counted.ongoing or {}
        fields = [
            self._shown(
                ongoing_name(sex),
                _("Really ongoing, %(sex)s") % {"sex": column_label(sex).lower()},
                sex,
                real.get(sex, 0),
            )
            for sex in STATED
        ]
        is_typed = any(ongoing_name(sex) in self.state.numbers for sex in STATED) or bool(real)
        differences = [each.number - counted[sex] for each, sex in zip(fields, STATED, strict=True)]
        return {
            "headings": [column_label(sex) for sex in STATED],
            "fields": fields,
            "counted": [counted[sex] for sex in STATED],
            "differences": differences if is_typed else [],
            "differs": is_typed and any(differences),
            "total": sum(each.number for each in fields),
            "counted_total": sum(counted.values()),
        }

    def parts(self) -> list[dict[str, Any]]:
        """Return the period's tables by event."""
        return [self._part(event, blocks) for event, blocks in self.shape.blocks.items() if blocks]

    def _part(self, event: str, blocks: Sequence[Block]) -> dict[str, Any]:
        adds, is_locked = self.shape.is_adding(event), self.shape.part.is_locked
        cells = self._cells(event)
        expected = None if adds or is_locked else self._expected(event)
        is_thin = is_locked and _entries(cells) < self.shape.threshold
        tables = [] if is_thin else [self._table(block, cells, expected) for block in blocks]
        wrong = sum(table["is_wrong"] for table in tables)
        return {
            "event": event,
            "label": row_title(next(row for row in self.shape.rows if row.key == event)),
            "adds": adds,
            "is_thin": is_thin and bool(cells),
            "tables": tables,
            "filled": filled(blocks, cells),
            "wrong": wrong,
            "expected": sum(expected.values()) if expected else 0,
            "told": _entries(cells) if is_locked and not is_thin else 0,
            "is_open": bool(wrong) or any(name.split(".")[1] == event for name in self.state.faults if name[0] in "ta"),
        }

    def _cells(self, event: str) -> Mapping[Cell, int]:
        """Return the numbers of the tables: as typed, or of a locked period as its snapshot shows them."""
        if self.shape.part.is_locked:
            return self.shape.part.snapshots.get(event, {})
        numbers, fields = self.state.numbers, self.shape.table_fields
        return {cell: numbers.get(name, 0) for name, cell in fields.items() if cell.event == event}

    def _expected(self, event: str) -> Mapping[Sex, int]:
        """Return what the tables should have: the months as they are, and this month as it is typed."""
        found = expected_of(self.shape.ledger, self.shape.number, event)
        for sex in STATED:
            name = month_name(event, sex)
            if name in self.shape.month_fields:
                counted = self.shape.counted.counts.get((event, sex), Count()).on_time
                found[sex.in_tables] += self.state.numbers.get(name, 0) - counted
        return found

    def _table(self, block: Block, cells: Mapping[Cell, int], expected: Mapping[Sex, int] | None) -> dict[str, Any]:
        tie = tie_of(block, cells, expected)
        title = say(block.rule.label)
        is_wrong = tie.expected is not None and not tie.ties and not tie.is_empty
        names = {cell_name(cell) for cell in block.cells()} | {mean_name(block, slot) for slot in block.slots}
        return {
            "key": block.key,
            "title": title,
            "headings": [column_label(slot, one=len(block.slots) == 1) for slot in block.slots],
            "rows": list(self._rows(block, cells, title)),
            "means": [self._mean(block, slot, title) for slot in block.slots] if block.kind == "number" else [],
            "tie": tie,
            "has_sums": block.kind != "loose",
            "is_crossed": block.is_crossed,
            "foot": [self._foot(block, tie, slot) for slot in block.slots],
            "is_wrong": is_wrong,
            "is_told": tie.expected is not None and not tie.is_empty,
            "is_open": is_wrong or not names.isdisjoint(self.state.faults),
        }

    def _foot(self, block: Block, tie: Tie, slot: Sex) -> dict[str, Any]:
        """Return a column's sum; with what it should be and how much it differs, where that can be told of it alone."""
        is_alone = len(block.slots) == 1
        expected = None
        if tie.expected is not None:
            expected = sum(tie.expected.values()) if is_alone else tie.expected.get(slot, 0)
        summed = tie.sums.get(slot, 0)
        typed = month_name(block.event, Sex.OTHER if slot is Sex.UNSPLIT else slot)
        own = (
            sum(self.state.numbers.get(month_name(block.event, sex), 0) for sex in STATED)
            if is_alone
            else (self.state.numbers.get(typed, 0))
        )
        return {
            "slot": slot.value,
            "sum": summed,
            "expected": expected,
            "rest": None if expected is None else expected - (own if self.shape.month_fields else 0),
            "difference": None if expected is None else summed - expected,
        }

    def _rows(self, block: Block, cells: Mapping[Cell, int], title: str) -> Iterator[dict[str, Any]]:
        group = None
        for row in block.rows:
            label = say(row.across_label if block.is_crossed else row.label)
            over = say(row.label) if block.is_crossed and row.label != group else ""
            group = row.label
            whole = f"{title}: {say(row.label)} × {label}" if block.is_crossed else f"{title}: {label}"
            counts = row.answer in _COUNTED.get(block.kind, {row.answer})
            yield {
                "key": row.answer,
                "group": over,
                "label": label,
                "is_apart": row.answer in {"asked", "sum"} and block.kind == "several",
                "fields": [self._cell(block.cell(row, slot), cells, whole, counts=counts) for slot in block.slots],
            }

    def _cell(self, cell: Cell, cells: Mapping[Cell, int], label: str, *, counts: bool) -> Shown:
        name = cell_name(cell)
        whole = f"{label}, {column_label(cell.sex).lower()}"
        return self._shown(name, whole, cell.sex, cells.get(cell, 0), counts=counts)

    def _mean(self, block: Block, slot: Sex, title: str) -> Shown:
        name = mean_name(block, slot)
        label = _("%(table)s: mean, %(sex)s") % {"table": title, "sex": column_label(slot).lower()}
        is_open = not self.shape.part.is_locked
        text, fault = self.state.texts.get(name, ""), self.state.faults.get(name, "")
        return Shown(name, label, text, 0, slot.value, is_open, fault, kind="decimal")

    def _shown(  # noqa: PLR0913 - a field has this many sides
        self,
        name: str,
        label: str,
        slot: Sex,
        number: int,
        *,
        standing: int | None = None,
        counts: bool = False,
    ) -> Shown:
        is_open = name in self._names
        return Shown(
            name,
            label,
            self.state.texts.get(name, ""),
            self.state.numbers.get(name, 0) if is_open else number,
            slot.value,
            is_open,
            self.state.faults.get(name, ""),
            self.state.theirs.get(name),
            standing,
            counts,
            "text" if self.shape.adds(name) else "numeric",  # a telephone's digits have no minus
        )

    @property
    def _names(self) -> frozenset[str]:
        found: frozenset[str] | None = self.__dict__.get("_all_names")
        if found is None:
            found = self.__dict__["_all_names"] = frozenset(self.shape.names)
        return found

    def faults(self) -> list[tuple[str, str, str]]:
        """List what is wrong in the order of the page: field, its label, the sentence."""
        labels = {each.name: each.label for each in self.every_field()}
        return [(name, labels.get(name, name), text) for name, text in self.state.faults.items()]

    def conflicts(self) -> list[tuple[Shown, int]]:
        """List the fields somebody else has changed, with what they have saved."""
        return [(each, each.theirs) for each in self.every_field() if each.theirs is not None]

    def every_field(self) -> Iterator[Shown]:
        month = self.month()
        yield from (each for row in (*month["split"], *month["single"]) for each in row["fields"])
        places = self.places()
        yield from (each for row in (places["rows"] if places else []) for each in row["fields"])
        ongoing = self.ongoing(dict.fromkeys(STATED, 0))
        yield from ongoing["fields"] if ongoing else []
        for part in self.parts():
            for table in part["tables"]:
                yield from (each for row in table["rows"] for each in row["fields"])
                yield from table["means"]


def _entries(cells: Mapping[Cell, int]) -> int:
    """Return how many entries a period's cells of an event are of."""
    return sum(number for cell, number in cells.items() if cell.table == TOTAL)


_COUNTED = {"several": {"asked"}, "number": {"asked", "missing"}, "loose": set[str]()}


def row_title(row: MonthRow) -> str:
    """Return what a row of the month is called; a follow-up with its months."""
    if row.months:
        return _("%(what)s, %(months)d months") % {"what": say(row.label), "months": row.months}
    return say(row.label)


def answer_of(shape: SheetShape, place: str) -> str:
    """Return what a municipality is called."""
    return answer_label("municipality", place, shape.scheme)
