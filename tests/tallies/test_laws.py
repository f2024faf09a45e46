"""The laws of counting, for whatever is counted, in whatever order, through locks, late entries and corrections."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.cells import Cell, Cells, cells_of
from mellanrum.tallies.counting import correct_stock, count, set_opening, transfer
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger, empty_ledger, from_text, to_text
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.measuring import entries_of_table
from mellanrum.tallies.rules import ASKED, WITHHELD
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, STATED, Sex
from mellanrum.tallies.stock import flow, stock_cells
from mellanrum.tallies.ties import tie_findings
from mellanrum.tallies.ties_of_tables import condition
from tallies.by_hand import a_scheme
from tallies.desk import THRESHOLD, Desk, an_entry, thrown

SCHEME = a_scheme()
FEW = settings(max_examples=40, deadline=None)
# A year of forms takes very long to shrink, and is not much easier to read afterwards.
WHOLE_YEARS = settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
ENTRIES = st.lists(an_entry(SCHEME), max_size=12)
ONE_EVENT = ("start",)
OF_MORE_ENDED = {
    "tallies.stock_negative",
    "tallies.municipality_negative",
    "tallies.answer_negative",
    "tallies.taken_back",
}
"""What is counted, marked and asked about, never refused."""


def counted(entries: Iterable[Entry], *, ledger: Ledger | None = None, threshold: int | None = None) -> Ledger:
    found = ledger or empty_ledger(2025)
    for entry in entries:
        found = count(found, entry, SCHEME)
        found = take_snapshots(found, threshold) if threshold else found
    return found


def without_snapshots(ledger: Ledger) -> Ledger:
    return replace(ledger, parts=tuple(replace(part, snapshots={}) for part in ledger.parts))


@FEW
@given(entries=ENTRIES, dice=st.randoms(use_true_random=False))
def test_order_of_entries_does_not_matter(entries: list[Entry], dice: Random) -> None:
    shuffled = list(entries)
    dice.shuffle(shuffled)

    assert counted(entries) == counted(shuffled)
    assert to_text(counted(entries)) == to_text(counted(shuffled))


@FEW
@given(entries=st.lists(an_entry(SCHEME, events=ONE_EVENT), max_size=30), dice=st.randoms(use_true_random=False))
def test_order_of_entries_does_not_matter_to_what_is_counted_through_snapshots(
    entries: list[Entry], dice: Random
) -> None:
    shuffled = list(entries)
    dice.shuffle(shuffled)

    one, other = counted(entries, threshold=2), counted(shuffled, threshold=2)

    assert without_snapshots(one) == without_snapshots(other)


@FEW
@given(before=ENTRIES, slip=an_entry(SCHEME), after=ENTRIES)
def test_counting_and_then_correcting_is_as_if_it_had_never_been(
    before: list[Entry], slip: Entry, after: list[Entry]
) -> None:
    slipped = counted(after, ledger=count(counted(before), slip, SCHEME))

    assert count(slipped, slip, SCHEME, back=True) == counted(after, ledger=counted(before))


@FEW
@given(before=ENTRIES, slip=an_entry(SCHEME, events=ONE_EVENT), dice=st.integers(1, 3))
def test_counting_and_then_correcting_is_as_if_it_had_never_been_through_snapshots(
    before: list[Entry], slip: Entry, dice: int
) -> None:
    slipped = counted([slip], ledger=counted(before, threshold=dice), threshold=dice)
    mended = take_snapshots(count(slipped, slip, SCHEME, back=True), dice)

    there = counted(before)
    assert mended.months == there.months
    assert [part.cells for part in mended.parts] == [part.cells for part in there.parts]


@FEW
@given(late=an_entry(SCHEME, months=range(1, 4)), before=ENTRIES)
def test_late_entry_and_its_correction_leave_nothing_but_their_numbers(late: Entry, before: list[Entry]) -> None:
    ledger = counted(before)
    through = count(count(ledger, late, SCHEME, into=6), late, SCHEME, into=6, back=True)

    assert [part.cells for part in through.parts] == [part.cells for part in ledger.parts]
    assert through.month(6).municipal == ledger.month(6).municipal
    key = (late.event, late.sex)
    before_it = ledger.month(6).counts.get(key)
    assert through.month(6).counts[key].net == (before_it.net if before_it else 0)
    assert (through.month(6).counts[key].late, through.month(6).counts[key].corrected) == (1, -1)


@FEW
@given(entries=ENTRIES)
def test_one_way_tables_of_an_event_have_the_same_total_and_split(entries: list[Entry]) -> None:
    ledger = counted(entries)

    for event in {entry.event for entry in entries}:
        of_event = [entry for entry in entries if entry.event == event]
        expected = Counter(entry.sex.in_tables for entry in of_event)
        for rule in SCHEME.tables_of(event):
            if len(rule.questions) == 1:
                table = table_of(ledger, event, rule.key)
                found = entries_of_table(table, SCHEME.questions[rule.questions[0]].kind)
                asked = Counter(entry.sex.in_tables for entry in of_event if is_asked(rule.key, entry))
                assert found.total() == asked.total()
                assert not rule.by_sex or found == asked
        assert entries_of_table(table_of(ledger, event, TOTAL)) == expected


def is_asked(table: str, entry: Entry) -> bool:
    before = condition(SCHEME.table(entry.event, table), SCHEME)
    return before is None or entry.answers.get(before[0]) == (before[1],)


def table_of(ledger: Ledger, event: str, table: str) -> dict[Cell, int]:
    found: Counter[Cell] = Counter()
    for part in ledger.parts:
        for cell, number in part.cells.items():
            if (cell.event, cell.table) == (event, table):
                found[cell] += number
    return dict(found)


@FEW
@given(entries=st.lists(an_entry(SCHEME, events=("end",)), min_size=1, max_size=12))
def test_merged_band_is_the_sum_of_its_parts(entries: list[Entry]) -> None:
    found: Counter[Cell] = Counter()
    for entry in entries:
        found.update(cells_of(entry, SCHEME))

    for slot in SLOTS:
        bands = {cell.answer: number for cell, number in found.items() if (cell.table, cell.sex) == ("age_band", slot)}
        young = sum(
            number
            for cell, number in found.items()
            if (cell.table, cell.answer, cell.sex) == ("young_end_group", "under_30", slot)
        )
        assert young == sum(bands.get(key, 0) for key in ("16_19", "20_24", "25_29"))


@FEW
@given(entries=st.lists(an_entry(SCHEME, months=range(1, 13)), max_size=15))
def test_year_is_the_sum_of_its_periods_whatever_they_are(entries: list[Entry]) -> None:
    years = []
    for kind in PeriodKind:
        ledger = counted(entries, ledger=empty_ledger(2025, kind))
        whole: Counter[Cell] = Counter()
        for part in ledger.parts:
            whole.update(part.cells)
        years.append(whole)

    assert all(year == years[0] for year in years)


# What can happen in two years of two interventions, of which one may be merged into the other.
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("count"), an_entry(SCHEME, months=range(1, 13), events=("start", "end", "referral"))),
        st.tuples(st.just("back"), an_entry(SCHEME, months=range(1, 13), events=("start", "end"))),
        st.tuples(st.just("undo"), st.integers(0, 20)),
        st.tuples(st.just("wait"), st.integers(5, 90)),
        st.tuples(st.just("correct"), st.sampled_from(STATED), st.integers(-3, 3)),
        st.tuples(st.just("transfer"), st.sampled_from(STATED), st.integers(1, 9)),
    ),
    max_size=30,
)


@cache
def opening(women: int, men: int) -> Mapping[Cell, int]:
    return {Cell(STOCK, TOTAL, TOTAL, "", Sex.WOMAN): women, Cell(STOCK, TOTAL, TOTAL, "", Sex.MAN): men}


class TwoDesks:
    """Two interventions through the same days, and beside them a plain list of what has happened to each stock."""

    def __init__(self, kind: PeriodKind = PeriodKind.HALF_YEAR) -> None:
        self.one, self.other = Desk(SCHEME, kind), Desk(SCHEME, kind)
        self.happened: list[tuple[str, Sex, int]] = []
        self.entries: list[Entry] = []
        self.one.keep(set_opening(empty_ledger(2025, kind), opening(7, 4)))
        self.happened += [("one", Sex.WOMAN, 7), ("one", Sex.MAN, 4)]

    def act(self, what: str, *given: object) -> None:
        getattr(self, what)(*given)

    def count(self, entry: Entry) -> None:
        if entry.month <= self.one.today:
            self.one.count(entry)
            self.entries.append(entry)
            self._moved(entry, 1)

    def back(self, entry: Entry) -> None:
        if entry.month <= self.one.today:
            self.one.count(entry, back=True)
            self._moved(entry, -1)

    def undo(self, which: int) -> None:
        if self.entries:
            self.back(self.entries.pop(which % len(self.entries)))

    def wait(self, days: int) -> None:
        self.one.wait(days)
        self.other.wait(days)

    def correct(self, sex: Sex, number: int) -> None:
        month = self.one.today.replace(day=1)
        self.one.keep(correct_stock(self.one.ledger(month.year), month.month, {sex: number}))
        self.happened.append(("one", sex, number))

    def transfer(self, sex: Sex, number: int) -> None:
        month = self.one.today.replace(day=1)
        stock = {
            Cell(STOCK, TOTAL, TOTAL, "", sex): number,
            Cell(STOCK, "education", "primary", "", sex.in_tables): number,
        }
        source, target = self.one.ledger(month.year), self.other.ledger(month.year)
        source, target = transfer(source, target, month.month, "one", "other", stock)
        self.one.keep(take_snapshots(source, THRESHOLD))
        self.other.keep(take_snapshots(target, THRESHOLD))
        self.happened += [("one", sex, -number), ("other", sex, number)]

    def _moved(self, entry: Entry, step: int) -> None:
        factor = {"start": 1, "end": -1}.get(entry.event, 0)
        self.happened.append(("one", entry.sex, factor * step))

    def stock(self, key: str, sex: Sex | None) -> int:
        return sum(number for which, slot, number in self.happened if which == key and sex in {None, slot})


def played(acts: list[tuple[object, ...]], kind: PeriodKind = PeriodKind.HALF_YEAR) -> TwoDesks:
    desks = TwoDesks(kind)
    for what, *rest in acts:
        desks.act(str(what), *rest)
    return desks


@WHOLE_YEARS
@given(acts=ACTS, first=st.integers(1, 12), length=st.integers(0, 11))
def test_opening_and_flow_give_closing_through_anything(
    acts: list[tuple[object, ...]], first: int, length: int
) -> None:
    desks = played(acts)

    for key, desk in (("one", desks.one), ("other", desks.other)):
        ledgers = tuple(desk.ledgers.values())
        for sex in (None, *STATED):
            whole = flow(ledgers, date(2025, 1, 1), date(2030, 12, 1), sex)
            assert whole.closing == desks.stock(key, sex)
            start, end = date(2025, first, 1), date(2025 + (first + length - 1) // 12, (first + length - 1) % 12 + 1, 1)
            span = flow(ledgers, start, end, sex)
            after = flow(ledgers, month_after(end), date(2030, 12, 1), sex)
            assert span.closing == after.opening
            assert after.closing == whole.closing


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


@WHOLE_YEARS
@given(acts=ACTS)
def test_stock_adds_up_over_the_sexes(acts: list[tuple[object, ...]]) -> None:
    ledgers = tuple(played(acts).one.ledgers.values())
    first, last = date(2025, 1, 1), date(2026, 12, 1)

    whole = flow(ledgers, first, last)
    by_sex = [flow(ledgers, first, last, sex) for sex in STATED]

    assert whole.closing == sum(each.closing for each in by_sex)
    assert whole.corrected == sum(each.corrected for each in by_sex)
    assert whole.transferred == sum(each.transferred for each in by_sex)


@WHOLE_YEARS
@given(acts=ACTS, kind=st.sampled_from(PeriodKind))
def test_stock_by_attribute_has_as_many_as_the_stock(acts: list[tuple[object, ...]], kind: PeriodKind) -> None:
    ledgers = tuple(played(acts, kind).one.ledgers.values())
    last = date(2027, 12, 1)
    closing = flow(ledgers, last, last).closing

    for shown in (False, True):
        cells = stock_cells(ledgers, last, SCHEME, shown=shown)
        for rule in SCHEME.tables_of("start"):
            if rule.stock:
                table = {cell: number for cell, number in cells.items() if cell.table == rule.key}
                assert entries_of_table(table, SCHEME.questions[rule.questions[0]].kind).total() == closing


@WHOLE_YEARS
@given(acts=ACTS, kind=st.sampled_from(PeriodKind))
def test_what_forms_count_ties_through_anything(acts: list[tuple[object, ...]], kind: PeriodKind) -> None:
    ledgers = tuple(played(acts, kind).one.ledgers.values())

    for live in (False, True):
        found = tie_findings(ledgers, SCHEME, key="one", name="One", live=live)
        assert [item for item in found if item.code not in OF_MORE_ENDED] == []


@FEW
@given(dice=st.randoms(use_true_random=False), kind=st.sampled_from(PeriodKind))
def test_what_forms_count_ties_through_locks_of_many(dice: Random, kind: PeriodKind) -> None:
    ledgers = tuple(a_busy_desk(dice, kind, THRESHOLD).ledgers.values())

    found = tie_findings(ledgers, SCHEME, key="one", name="One", live=True)

    assert [item for item in found if item.code not in OF_MORE_ENDED] == []


@WHOLE_YEARS
@given(acts=ACTS, kind=st.sampled_from(PeriodKind))
def test_months_of_a_year_have_as_many_as_its_tables_through_anything(
    acts: list[tuple[object, ...]], kind: PeriodKind
) -> None:
    for ledger in played(acts, kind).one.ledgers.values():
        months: Counter[str] = Counter()
        for month in ledger.months:
            for (event, _), each in month.counts.items():
                months[event] += each.net
        tables: Counter[str] = Counter()
        for part in ledger.parts:
            for cell, number in part.cells.items():
                if cell.table == TOTAL and cell.event in SCHEME.events:
                    tables[cell.event] += number
        assert {key: number for key, number in months.items() if number} == {
            key: number for key, number in tables.items() if number
        }


@WHOLE_YEARS
@given(acts=ACTS, kind=st.sampled_from(PeriodKind))
def test_text_round_trip_is_the_identity(acts: list[tuple[object, ...]], kind: PeriodKind) -> None:
    desks = played(acts, kind)

    for ledger in (*desks.one.ledgers.values(), *desks.other.ledgers.values()):
        assert from_text(to_text(ledger)) == ledger
        assert to_text(from_text(to_text(ledger))) == to_text(ledger)


def a_busy_desk(dice: Random, kind: PeriodKind, threshold: int) -> Desk:
    desk = Desk(SCHEME, kind, threshold)
    for entry, step in busy(dice, range(1, 13)):
        if entry.month <= desk.today:
            desk.count(entry, back=step < 0)
        desk.wait(dice.choice((0, 0, 1, 5, 20)))
    desk.wait(700)
    return desk


def busy(dice: Random, months: range) -> Iterable[tuple[Entry, int]]:
    """Many of two events, some taken back: those that were counted, and some that never were."""
    entries: list[Entry] = []
    slips = dice.choice((0.05, 0.2, 0.4))
    for _ in range(dice.randint(10, 80)):
        if entries and dice.random() < slips:
            yield entries.pop(dice.randrange(len(entries))), -1
        else:
            entry = thrown(SCHEME, dice, dice.choice(("end", "end", "referral")), date(2025, dice.choice(months), 1))
            entries.append(entry)
            yield entry, dice.choices((1, -1), (30, 1))[0]


@FEW
@given(dice=st.randoms(use_true_random=False), threshold=st.integers(2, 5), kind=st.sampled_from(PeriodKind))
def test_two_states_a_reader_got_differ_by_a_threshold_or_tell_nothing(
    dice: Random, threshold: int, kind: PeriodKind
) -> None:
    desk = a_busy_desk(dice, kind, threshold)

    for states in desk.seen.values():
        for earlier, later in combinations(({}, *states), 2):
            for number, told in told_between(earlier, later, SCHEME):
                assert abs(number) >= threshold
                assert {value > 0 for value in told} == {number > 0}


def told_between(earlier: Cells, later: Cells, scheme: Scheme) -> Iterable[tuple[int, list[int]]]:
    """Of each slot in which a later state tells more of somebody: of how many, and by how much its cells differ."""
    difference = Counter({cell: later.get(cell, 0) - earlier.get(cell, 0) for cell in {*earlier, *later}})
    for by_sex, slot in ((True, Sex.WOMAN), (True, Sex.MAN), (True, Sex.UNSPLIT), (False, Sex.UNSPLIT)):
        told: list[int] = []
        silent = 0
        for cell, number in difference.items():
            if cell.table != TOTAL and scheme.table(cell.event, cell.table).by_sex is by_sex and cell.sex is slot:
                if cell.answer == WITHHELD:
                    silent = max(silent, number, key=abs)
                else:
                    told.append(number - _asked_of_silent(cell, difference, scheme))
        if any(told):
            totals = (n for cell, n in difference.items() if cell.table == TOTAL and (cell.sex is slot or not by_sex))
            yield sum(totals) - silent, [number for number in told if number]


def _asked_of_silent(cell: Cell, difference: Counter[Cell], scheme: Scheme) -> int:
    """How many of those asked a question with several answers are withheld: that they were asked tells nothing."""
    rule = scheme.table(cell.event, cell.table)
    is_several = scheme.questions[rule.questions[0]].kind == "several"
    return difference[cell._replace(answer=WITHHELD)] if cell.answer == ASKED and is_several else 0


@FEW
@given(dice=st.randoms(use_true_random=False), threshold=st.integers(2, 4))
def test_no_two_snapshots_are_of_fewer_participations_apart_than_the_threshold(dice: Random, threshold: int) -> None:
    """The same, by what was counted rather than by what the cells say: while the year is open, nothing is withheld."""
    ledger, counts = empty_ledger(2025), Apart()
    taken: dict[str, list[Apart]] = {"end": [Apart()], "referral": [Apart()]}
    for entry, step in busy(dice, range(1, 2)):
        counts[entry.event, entry.sex.in_tables, repr(sorted(cells_of(entry, SCHEME)))] += step
        before = ledger.part(1).snapshots.get(entry.event)
        ledger = take_snapshots(count(ledger, entry, SCHEME, back=step < 0), threshold)
        if ledger.part(1).snapshots.get(entry.event) != before:
            taken[entry.event].append(Apart({key: n for key, n in counts.items() if key[0] == entry.event}))

    for states in taken.values():
        for earlier, later in combinations(states, 2):
            apart: Counter[Sex] = Counter()
            for key in {*earlier, *later}:
                apart[key[1]] += abs(later[key] - earlier[key])
            assert all(number >= threshold for number in apart.values() if number)


Apart = Counter[tuple[str, Sex, str]]
