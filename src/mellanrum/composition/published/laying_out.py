"""The tables of attributes with their coarser forms, and the flows that hold for each answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from mellanrum.composition.published.asking import INTERVENTION, PERIOD, SEX, TOGETHER, Asked
from mellanrum.composition.published.attributes import STOCKS, Attributes, Kind, Made, Spot, table_label
from mellanrum.composition.published.codes import ANSWERED, OF_STOCK, SILENT, Codes, Level, same_answers
from mellanrum.composition.published.counts import FACT, NOT_SMALL, label_of
from mellanrum.composition.published.moving import DOWN, IN, OUT, UP, Moving, fewer, more
from mellanrum.composition.published.naming import STATED, Named, Naming
from mellanrum.composition.published.times import Times
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Table
from mellanrum.findings import words
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.shown import ALL, ENDED, ONGOING, STARTED

MAIN, OTHER = 2, 1
"""What hiding a number of a table costs: of events of the whole time, and of all else."""


@dataclass(frozen=True)
class LayingOut:
    """Everything that tables of attributes are laid out from."""

    asked: Asked
    times: Times
    moving: Moving
    attributes: Attributes

    @cached_property
    def named(self) -> Mapping[Kind, Named]:
        """What each kind of table counts."""
        return Naming(self.attributes, self.moving).all

    @cached_property
    def has_other(self) -> bool:
        """Whether there is anybody of other sex."""
        counted = any(row.sex == Sex.OTHER for row, _ in self.moving.numbers)
        return counted or any(
            Sex.UNSPLIT in made.slots
            for kind, several in self.attributes.made.items()
            for made in several
            if self.named[kind].sexes is STATED
        )

    def tables(self) -> Iterator[Table]:
        """Make the tables, and beside those that are not of all that the months count, by how many they differ."""
        for kind, several in self.attributes.made.items():
            yield from (self._table(self.named[kind], made) for made in several)
        yield from self.apart

    @cached_property
    def apart(self) -> tuple[Table, ...]:
        """By how many tables differ from the months: counted and not in them, in them and not counted any more."""
        made = (table for named in self._own for table in self._differing(named))
        return tuple(table for table in made if any(table.numbers.values()))

    def name(self, count: str) -> str:
        """Name a count, that of the months or of tables."""
        own = next((named for named in self.named.values() if named.of == count and named.is_own), None)
        if own is not None:
            return words("{count}, those in tables", self.asked.lang, count=label_of(own.kind.what, self.asked))
        titles = {table.of: table.title for table in self.apart}
        return titles[count] if count in titles else label_of(count, self.asked)

    def flows(self) -> Iterator[Flow]:
        """Give what ties those ongoing by each answer, and tables with the months that they differ from."""
        for kind in self.attributes.made:
            if kind.what == ONGOING:
                yield from self._by_answer(kind)
        yield from self._same()
        counts = {table.of for table in self.apart}
        for named in self._own:
            steps = ((1, named.kind.what), (1, fewer(named.of)), (-1, named.of), (-1, more(named.of)))
            there = tuple(Step(way, of) for way, of in steps if of in {named.kind.what, named.of, *counts})
            for code in dict.fromkeys(made.code for made in self.attributes.made[named.kind]):
                yield Flow(there, {PERIOD: code})

    def _same(self) -> Iterator[Flow]:
        """Give that an answer that excludes all others is the group of those who gave it."""
        asked: dict[str, dict[str, None]] = {}
        for kind, named in self.named.items():
            asked.setdefault(named.of, {}).update(dict.fromkeys(self.attributes.variables(kind)))
        for of, ((one, code), (other, same)) in product(asked, same_answers(self.asked.scheme)):
            if {one, other} <= asked[of].keys():
                yield Flow((Step(1, of, {one: code}), Step(-1, of, {other: same})))

    @property
    def _own(self) -> tuple[Named, ...]:
        """The kinds that count under a name of their own, one for each name."""
        found = {named.of: named for named in reversed(tuple(self.named.values())) if named.is_own and not named.at}
        return tuple(named for named in found.values() if self._is_counted(named))

    def _is_counted(self, named: Named) -> bool:
        rule = named.kind.rule
        return rule.base is None and all(made.base(TOTAL) is not None for made in self.attributes.made[named.kind])

    def _differing(self, named: Named) -> Iterator[Table]:
        of, held = named.kind.what, self.attributes.made[named.kind]
        off = {
            (made.group, made.code): (self.moving.number(of, made.group, TOTAL, made.code) or 0)
            - (made.base(TOTAL) or 0)
            for made in held
        }
        said = (
            (
                more,
                1,
                words(
                    "{table}: counted and not in the table", self.asked.lang, table=table_label(named.kind, self.asked)
                ),
            ),
            (
                fewer,
                -1,
                words(
                    "{table}: in the table and not counted", self.asked.lang, table=table_label(named.kind, self.asked)
                ),
            ),
        )
        for name, way, title in said:
            numbers: dict[Spot, int] = {place: max(0, way * number) for place, number in off.items()}
            count = name(named.of)
            yield Table(count, title, count, (INTERVENTION, PERIOD), numbers, weight=FACT, threshold=NOT_SMALL)

    def _table(self, named: Named, made: Made) -> Table:
        variables, kind = self.attributes.variables(named.kind), named.kind
        by = (*variables, SEX) if made.slots else variables
        numbers = dict(self._numbers(named, made))
        at = {PERIOD: made.code, **named.at, **({} if made.group == TOTAL else {INTERVENTION: made.group})}
        group = TOGETHER if made.group == TOTAL else made.group
        is_main = kind.what not in STOCKS and made.code == self.times.whole.code
        forms = tuple(_forms([self.attributes.codes[key] for key in variables], by, numbers, self.asked))
        key, title = f"{group}.{kind.key}.{made.code}", self._title(kind, made)
        return Table(key, title, named.of, by, numbers, at, MAIN if is_main else OTHER, forms)

    def _numbers(self, named: Named, made: Made) -> Iterator[tuple[tuple[str, ...], int]]:
        last = Sex.UNSPLIT.value
        is_last_told = last in made.slots or (named.sexes is STATED and not self.has_other)
        for spot, number in made.numbers.items():
            codes, slot = spot[:-1], spot[-1]
            yield ((*codes, named.sexes.get(slot, slot)) if made.slots else codes), number
            if made.slots and slot == TOTAL and not is_last_told:
                yield (*codes, named.sexes[last]), 0

    def _title(self, kind: Kind, made: Made) -> str:
        title = self.asked.title(made.group, table_label(kind, self.asked))
        is_usual = made.code in {self.times.whole.code, self.times.whole.closing}
        return title if is_usual else f"{title}, {self.times.labels(self.asked.lang)[made.code]}"

    def _by_answer(self, ongoing: Kind) -> Iterator[Flow]:
        """Give, for each answer, that those there before, who started, less who ended, are there.

        Where nothing was corrected or carried over, and all is counted under the same names, the counts' own flows
        say so already.
        """
        kinds = {kind.what: self.named[kind].of for kind in self.attributes.made if kind.rule.key == ongoing.rule.key}
        if not {UP, DOWN, IN, OUT} & set(self.moving.counts) and all(what == of for what, of in kinds.items()):
            return
        variables = self.attributes.variables(ongoing)
        answers = (answers_of(self.attributes.codes[key]) for key in variables)
        for each, codes in product(self.times.main, product(*answers)):
            at = dict(zip(variables, codes, strict=True))
            for counts in (((1, STARTED), (-1, ENDED)), ((1, STARTED), (-1, ALL))):
                last = () if counts[1][1] == ALL else (Step(-1, kinds[ONGOING], {PERIOD: each.closing}),)
                if all(what in kinds for _, what in counts):
                    steps = (Step(way, kinds[what], {PERIOD: each.code}) for way, what in counts)
                    yield Flow((Step(1, kinds[ONGOING], {PERIOD: each.opening}), *steps, *last), at)


def answers_of(codes: Codes) -> tuple[str, ...]:
    """List all codes of a question but those of who is silent."""
    return tuple(code for code in codes.labels() if code not in {*SILENT, *OF_STOCK.values(), ANSWERED})


def _forms(
    axes: list[Codes], by: tuple[str, ...], numbers: Mapping[tuple[str, ...], int], asked: Asked
) -> Iterator[Form]:
    """Give the coarser forms, finest first: broader answers by sex, then all of them without sex."""
    used = [{place[at] for place in numbers} for at in range(len(by))]
    ways = list(product(*([None, *_fitting(axis, used[at])] for at, axis in enumerate(axes))))
    ways.sort(key=lambda way: sum(level is not None for level in way))
    without = {SEX: (TOTAL,)} if SEX in by else {}
    for is_split, way in product((True, False) if without else (True,), ways):
        levels = [
            (axis, level, codes) for axis, level, codes in zip(axes, way, used, strict=False) if level is not None
        ]
        if not levels and is_split:
            continue
        keep = {axis.root: tuple(code for code in axis.kept(level) if code in codes) for axis, level, codes in levels}
        said = [level.label for _, level, _ in levels] + ([] if is_split else [words("without sex", asked.lang)])
        key = "-".join([level.key for _, level, _ in levels] + ([] if is_split else ["without_sex"]))
        yield Form(key, ", ".join(said), keep | ({} if is_split else without))


def _fitting(axis: Codes, used: set[str]) -> Iterator[Level]:
    """Give the levels that a table can be told at: those all of whose codes it has, and that leave something out."""
    for level in axis.levels:
        if set(level.codes) <= used and not used <= set(axis.kept(level)):
            yield level
