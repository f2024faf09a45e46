"""What those counted are like: the statistics' tables as numbers by code, group and time."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from mellanrum.composition.published.asking import Asked
from mellanrum.composition.published.codes import ANSWERED, OF_STOCK, SILENT, Codes, root_of
from mellanrum.composition.published.counts import label_of
from mellanrum.composition.published.moving import DOWN, IN, OUT, UP, Moving
from mellanrum.composition.published.times import Slice, Times
from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import Finding, Place, finding, words
from mellanrum.tallies.rules import MISSING, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.shown import ALL, ONGOING, STARTED
from mellanrum.tallies.statistics import StatTable, table_of

_SILENT_ALL = frozenset({*SILENT, *OF_STOCK.values()})
STOCKS = frozenset({ONGOING, ALL})
Spot = tuple[str, ...]
"""The codes of a number, one for each question of its table, TOTAL among them; last its slot of sex, or TOTAL."""
Cells = tuple[Mapping[Spot, int], tuple[str, ...]]
"""The numbers of a table, and the slots of sex it is split by."""
Where = tuple["Kind", str, str]
"""A kind of table, a group, and the code of a time."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of what is counted: "started", "ended", "ongoing", "all" or an event; and its rule."""

    what: str
    rule: TableRule

    @property
    def key(self) -> str:
        """How it is named among the contents: "started.age_band"."""
        return f"{self.what}.{self.rule.key}"


@dataclass(frozen=True, slots=True)
class Made:
    """A table of a group and a time, by its code. `slots` are the slots of sex it is split by, where it is."""

    group: str
    code: str
    numbers: Mapping[Spot, int]
    slots: tuple[str, ...]

    def base(self, slot: str) -> int | None:
        """Return how many it is of, in all or of a slot; None where answers overlap, so that none of them tell."""
        width = len(next(iter(self.numbers))) - 1
        return self.numbers.get((*(TOTAL,) * width, slot))


@dataclass(frozen=True)
class Attributes:
    """Every table that may be told, by its kind, with the codes of each question; and why others are not.

    `silent` are the questions that somebody has not answered, with the code of how not.
    """

    made: Mapping[Kind, tuple[Made, ...]]
    codes: Mapping[str, Codes]
    scheme: Scheme
    silent: frozenset[tuple[str, str]]
    left_out: tuple[Finding, ...]

    def variables(self, kind: Kind) -> tuple[str, ...]:
        """Return the variables of a kind of table: the questions that its own follow from."""
        return tuple(root_of(key, self.scheme) for key in kind.rule.questions)


def attributes_of(asked: Asked, times: Times, moving: Moving) -> Attributes:
    """Make the tables of what is asked for.

    Findings, of those left out: published.too_few and published.waiting where the statistics show no table either,
    published.carried where those ongoing were carried over from others, published.negative where more have gone with
    an answer than there were, and published.beside_negative of the other interventions then.
    """
    return _Making(asked, times, moving).attributes()


@dataclass(frozen=True)
class _Making:
    asked: Asked
    times: Times
    moving: Moving

    def attributes(self) -> Attributes:
        known = {
            (kind, group, code): _more_by(numbers, self._below[kind, group, code]) if kind.what in STOCKS else numbers
            for (kind, group, code), (numbers, _) in self._every.items()
        }
        below = {where for where, numbers in known.items() if min(numbers.values()) < 0}
        # What is told of the others would be more than all of them together.
        beside = {(kind, code) for kind, group, code in below if group in self.asked.members}
        made: dict[Kind, list[Made]] = defaultdict(list)
        left_out = dict.fromkeys(self._not_shown())
        for (kind, group, code), numbers in known.items():
            if (kind, group, code) in below:
                left_out[self._finding("published.negative", kind, group)] = None
            elif (kind, code) in beside and group in self.asked.members:
                left_out[self._finding("published.beside_negative", kind, group)] = None
            else:
                slots = self._every[kind, group, code][1]
                made[kind].append(Made(group, code, self._whole(kind, numbers), slots))
        return Attributes(
            {kind: tuple(each) for kind, each in made.items()},
            self.codes,
            self.asked.scheme,
            self._silent,
            tuple(left_out),
        )

    @cached_property
    def codes(self) -> Mapping[str, Codes]:
        """The codes of every question that others follow from, with answers given that are on no list."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for kind, _, _, table in self._shown:
            rows = [[row.key for row in table.rows], [column.key for column in table.across]]
            for question, keys in zip(kind.rule.questions, rows, strict=False):
                of = found[root_of(question, self.asked.scheme)]
                if question == root_of(question, self.asked.scheme):
                    of.update(dict.fromkeys(key for key in keys if key not in SILENT))
        return {root: Codes(root, self.asked.scheme, self.asked.lang, tuple(keys)) for root, keys in found.items()}

    @cached_property
    def _every(self) -> Mapping[Where, Cells]:
        """Give every table; of a stock whose split was lost on one side alone none is by sex, nor those beside it."""
        every = {**dict(self._openings()), **self._raw}
        lost = {
            (kind, code) for (kind, group, code), cells in every.items() if self._has_lost(kind, group, code, cells)
        }
        return {
            (kind, group, code): ({spot: n for spot, n in cells[0].items() if spot[-1] == TOTAL}, ())
            if (kind, code) in lost
            else cells
            for (kind, group, code), cells in every.items()
        }

    def _has_lost(self, kind: Kind, group: str, code: str, cells: Cells) -> bool:
        if kind.what not in STOCKS:
            return False
        for slot in cells[1]:
            sex = Sex.OTHER.value if slot == Sex.UNSPLIT else slot
            of_slot = [(spot, number) for spot, number in cells[0].items() if spot[-1] == slot]
            asked = [number for spot, number in of_slot if spot[0] == TOTAL]
            base = asked[0] if asked else sum(number for _, number in of_slot)
            if base != (self.moving.number(kind.what, group, sex, code) or 0):
                return True
        return False

    @cached_property
    def _below(self) -> Mapping[Where, Counter[str]]:
        """Tell how far below nil those missing are in each table; together as far as the interventions are, added."""
        found = {where: _below_nil(*cells) for where, cells in self._every.items() if where[0].what in STOCKS}
        added: dict[Where, Counter[str]] = defaultdict(Counter)
        for (kind, group, code), below in found.items():
            if group in self.asked.members:
                added[kind, TOTAL, code].update(below)
        return {**found, **{where: below for where, below in added.items() if where in found}}

    @cached_property
    def _tables(self) -> tuple[tuple[Kind, str, Slice, StatTable], ...]:
        return tuple(self._every_table())

    @property
    def _shown(self) -> Iterator[tuple[Kind, str, Slice, StatTable]]:
        for kind, group, each, table in self._tables:
            is_carried = kind.what in STOCKS and self._is_carried(group, each.code)
            if table.state == "shown" and not is_carried and not _is_unasked(table):
                yield kind, group, each, table

    def _every_table(self) -> Iterator[tuple[Kind, str, Slice, StatTable]]:
        asked = self.asked
        slices = self.times.main if asked.contents.by_part else (self.times.whole,)
        for what in asked.whats:
            for rule, (group, followed), each in product(asked.rules(what), asked.groups.items(), slices):
                kind = Kind(what, rule)
                if asked.contents.has(group, kind.key) and asked.is_whole(group, each.span):
                    table = table_of(followed, what, rule.key, each.span, asked.scheme, asked.threshold)
                    if table is not None and table.state != "empty":
                        yield kind, group, each, table

    def _not_shown(self) -> Iterator[Finding]:
        for kind, group, each, table in self._tables:
            if table.state == "too_few":
                yield self._finding("published.too_few", kind, group)
            elif table.state == "waiting":
                yield self._finding("published.waiting", kind, group)
            elif kind.what in STOCKS and self._is_carried(group, each.code):
                yield self._finding("published.carried", kind, group)

    def _is_carried(self, group: str, code: str) -> bool:
        return any(self.moving.number(count, group, TOTAL, code) for count in (IN, OUT))

    @cached_property
    def _raw(self) -> Mapping[Where, Cells]:
        found = {}
        for kind, group, each, table in self._shown:
            code = each.closing if kind.what == ONGOING else each.code
            slots = tuple(TOTAL if slot is None else slot.value for slot in table.columns)
            found[kind, group, code] = dict(self._cells(kind, table, slots)), slots[1:]
        return found

    def _cells(self, kind: Kind, table: StatTable, slots: tuple[str, ...]) -> Iterator[tuple[Spot, int]]:
        questions = kind.rule.questions
        codes = [self.codes[root_of(key, self.asked.scheme)] for key in questions]
        for row, slot in product(table.rows, slots):
            code = _of_kind(kind, codes[0].answer(questions[0], row.key))
            if not table.across:
                yield (code, slot), row.cells[_sex(slot)].number or 0
            for column in table.across:
                other = codes[1].answer(questions[1], column.key)
                yield (code, other, slot), row.across[column.key][_sex(slot)].number or 0
        if table.is_several and not table.across:
            yield from (((TOTAL, slot), table.base[_sex(slot)] or 0) for slot in slots)

    def _openings(self) -> Iterator[tuple[Where, Cells]]:
        """Give those there at the beginning: all during the time, less those who started and what was corrected."""
        opening = {each.code: each.opening for each in self.times.main}
        kinds = {kind.key: kind for kind, _, _ in self._raw}
        for (kind, group, code), during in self._raw.items():
            ongoing, start = (kinds.get(f"{what}.{kind.rule.key}") for what in (ONGOING, STARTED))
            if kind.what == ALL and ongoing and start and (start, group, code) in self._raw:
                numbers, slots = _less(during, self._raw[start, group, code])
                yield (ongoing, group, opening[code]), (self._uncorrected(numbers, group, code), slots)

    def _uncorrected(self, numbers: Mapping[Spot, int], group: str, code: str) -> Mapping[Spot, int]:
        """Leave out what the stock was corrected by during a time: it stands under those who are missing."""
        found = dict(numbers)
        for slot in {spot[-1] for spot in numbers}:
            sex = Sex.OTHER.value if slot == Sex.UNSPLIT else slot
            up, down = (self.moving.number(count, group, sex, code) or 0 for count in (UP, DOWN))
            for answer in (OF_STOCK[MISSING], TOTAL) if (TOTAL, slot) in numbers else (OF_STOCK[MISSING],):
                found[answer, slot] = found.get((answer, slot), 0) - up + down
        return found

    def _whole(self, kind: Kind, numbers: Mapping[Spot, int]) -> Mapping[Spot, int]:
        """Add what stands in no row: answers that only other tables have, broader ones, and sums."""
        found = dict(numbers)
        for axis, question in enumerate(kind.rule.questions):
            codes = self.codes[root_of(question, self.asked.scheme)]
            listed = self._listed(kind, codes, question)
            for before, after in {(spot[:axis], spot[axis + 1 :]) for spot in found}:
                held = {code: found.get((*before, code, *after), 0) for code in listed}
                if self.asked.scheme.questions[question].kind != "several":
                    merged = codes.merged if question == codes.question.key else {}
                    held |= {code: sum(held[each] for each in members) for code, (_, members) in merged.items()}
                    held[TOTAL] = sum(held[code] for code in listed)
                    if codes.is_number and self._has_silent(kind, codes):
                        held[ANSWERED] = sum(held[code] for code in listed if code not in _SILENT_ALL)
                found |= {(*before, code, *after): number for code, number in held.items()}
        return found

    def _has_silent(self, kind: Kind, codes: Codes) -> bool:
        return any((codes.root, _of_kind(kind, code)) in self._silent for code in SILENT)

    def _listed(self, kind: Kind, codes: Codes, question: str) -> tuple[str, ...]:
        """List the codes that every table by a question has: its answers, and who is silent where anybody is."""
        silent = tuple(_of_kind(kind, code) for code in SILENT if (codes.root, _of_kind(kind, code)) in self._silent)
        if question == codes.question.key:
            return (*codes.fine, *silent)
        answers = (key for key in self.asked.scheme.answers(question) if key != MISSING)
        return (*(codes.answer(question, key) for key in answers), *silent)

    @cached_property
    def _silent(self) -> frozenset[tuple[str, str]]:
        """The questions that somebody has not answered, and how not."""
        return frozenset(
            (root_of(question, self.asked.scheme), spot[axis])
            for (kind, _, _), (numbers, _) in self._every.items()
            for axis, question in enumerate(kind.rule.questions)
            for spot, number in numbers.items()
            if number and spot[axis] in _SILENT_ALL
        )

    def _finding(self, code: str, kind: Kind, group: str) -> Finding:
        table = table_label(kind, self.asked)
        return finding(code, Place(key=f"{group}.{kind.key}"), group=self.asked.name(group), table=table)


def table_label(kind: Kind, asked: Asked) -> str:
    """Name a table as the statistics do."""
    if kind.what not in STOCKS:
        return words(kind.rule.label, asked.lang)
    questions = (words(asked.scheme.questions[key].label, asked.lang).lower() for key in kind.rule.questions)
    what = label_of(kind.what, asked)
    return words("{what}, by {question}", asked.lang, what=what, question=", ".join(questions))


def _sex(slot: str) -> Sex | None:
    return None if slot == TOTAL else Sex(slot)


def _of_kind(kind: Kind, code: str) -> str:
    return OF_STOCK.get(code, code) if kind.what in STOCKS else code


def _is_unasked(table: StatTable) -> bool:
    """Tell whether a table of some interventions alone (those in a project) holds nothing but missing answers."""
    return not table.rule.standard and all(not row.cells[None].number for row in table.rows if row.key != MISSING)


def _less(during: Cells, started: Cells) -> Cells:
    # Nobody without a split among those who started is no column there.
    slots = tuple(slot for slot in during[1] if slot in started[1] or (started[1] and slot == Sex.UNSPLIT))
    numbers = {spot: number for spot, number in during[0].items() if spot[-1] in {TOTAL, *slots}}
    for spot, number in started[0].items():
        place = (*(OF_STOCK.get(code, code) for code in spot[:-1]), spot[-1])
        if place[-1] in {TOTAL, *slots}:
            numbers[place] = numbers.get(place, 0) - number
    return numbers, slots


def _below_nil(numbers: Mapping[Spot, int], slots: tuple[str, ...]) -> Counter[str]:
    """Count by slot how many more were taken away by correction than have no answer."""
    below = Counter({slot: max(0, -numbers.get((OF_STOCK[MISSING], slot), 0)) for slot in slots or (TOTAL,)})
    return Counter({**below, TOTAL: below.total()})


def _more_by(numbers: Mapping[Spot, int], more: Mapping[str, int]) -> Mapping[Spot, int]:
    """Give a table of those known alone: without so many who are missing below nil."""
    found = dict(numbers)
    for code, slot in product((OF_STOCK[MISSING], TOTAL), more):
        if (code, slot) in found:
            found[code, slot] += more[slot]
    return found
