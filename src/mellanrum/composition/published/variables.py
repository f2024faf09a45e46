"""The variables of a set, with all that readers know of how their codes add up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mellanrum.composition.published.asking import INTERVENTION, PERIOD, SEX
from mellanrum.composition.published.codes import ANSWERED, OF_STOCK, SILENT, Codes
from mellanrum.composition.published.laying_out import LayingOut
from mellanrum.composition.published.moving import IN, OUT, WAITING, fewer, more
from mellanrum.composition.published.municipal import Municipal
from mellanrum.composition.published.naming import APART, STATED, TOLD
from mellanrum.composition.published.worth import leading_of, rest_of
from mellanrum.disclosure.tables import TOTAL, Sum, Table, Variable
from mellanrum.findings import words
from mellanrum.tallies.merging import SCREENING
from mellanrum.tallies.municipal_figures import MUNICIPALITY
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.shown import ALL, ONGOING

SENSITIVE = frozenset({"end_reason", SCREENING})
"""The questions whose answers are of health and violence: they have the higher threshold."""
_SEXES = {
    Sex.WOMAN.value: "Women",
    Sex.MAN.value: "Men",
    Sex.OTHER.value: "Other or not stated",
    TOLD[Sex.WOMAN]: "Women, divided by sex",
    TOLD[Sex.MAN]: "Men, divided by sex",
    TOLD[Sex.UNSPLIT]: "Not divided by sex",
    APART[TOLD[Sex.WOMAN]]: "Women, not divided by sex",
    APART[TOLD[Sex.MAN]]: "Men, not divided by sex",
}


@dataclass(frozen=True)
class Variables:
    """What the variables of the tables are made from."""

    laying: LayingOut
    municipal: Municipal
    tables: tuple[Table, ...]

    def all(self) -> dict[str, Variable]:
        """Make every variable by its key."""
        made = [self._intervention(), self._period(), self._sex()]
        roots = {**self.laying.attributes.codes}
        if MUNICIPALITY in self._used:
            roots[MUNICIPALITY] = self.municipal.codes
        made += [self._answers(codes) for codes in roots.values()]
        return {each.key: each for each in made}

    @cached_property
    def _used(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """The counts that each code of each variable stands in."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for table in self.tables:
            for variable, code in table.at.items():
                found[variable][code].add(table.of)
            for at, variable in enumerate(table.by):
                for code in {place[at] for place in table.numbers} - {TOTAL}:
                    found[variable][code].add(table.of)
        return {variable: {code: frozenset(of) for code, of in codes.items()} for variable, codes in found.items()}

    def _codes(self, variable: str) -> Mapping[str, frozenset[str]]:
        return self._used.get(variable, {})

    @property
    def _counts(self) -> frozenset[str]:
        return frozenset(table.of for table in self.tables)

    @property
    def _stocks(self) -> frozenset[str]:
        """The counts that are of those ongoing at an end, which do not add up over time."""
        return frozenset(named.of for kind, named in self.laying.named.items() if kind.what == ONGOING) | {ONGOING}

    @property
    def _during(self) -> frozenset[str]:
        """The counts of all during a time: who is there in two of them is one."""
        return frozenset(named.of for kind, named in self.laying.named.items() if kind.what == ALL) | {ALL}

    @property
    def _differences(self) -> frozenset[str]:
        own = {named.of for named in self.laying.named.values() if named.is_own}
        return frozenset(way(of) for of in own for way in (more, fewer))

    def _intervention(self) -> Variable:
        asked, used = self.laying.asked, self._codes(INTERVENTION)
        is_carried = bool({IN, OUT} & self._counts)
        apart = self._differences | {IN, OUT} | (self._during if is_carried else frozenset())
        members: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for count in self._counts - apart:
            of = self._months_of(count)
            members[tuple(key for key in self.laying.moving.groups.get(of, ()) if key in asked.members)].add(count)
        sums = tuple(Sum(TOTAL, parts, frozenset(counts)) for parts, counts in sorted(members.items()) if parts)
        codes = {key: asked.name(key) for key in asked.groups if key in used}
        return Variable(INTERVENTION, words("Intervention", asked.lang), codes, sums)

    def _months_of(self, count: str) -> str:
        return next((kind.what for kind, named in self.laying.named.items() if named.of == count), count)

    def _period(self) -> Variable:
        asked, times = self.laying.asked, self.laying.times
        used = self._codes(PERIOD)
        flows = self._counts - self._stocks - self._during - self._differences - {WAITING}
        sums = tuple(
            one for one in times.sums(flows, self._stocks & self._counts) if {one.whole, *one.parts} <= used.keys()
        )
        codes = {code: label for code, label in times.labels(asked.lang).items() if code in used}
        return Variable(PERIOD, words("Time", asked.lang), codes, sums)

    def _sex(self) -> Variable:
        lang, used = self.laying.asked.lang, self._codes(SEX)
        stated = tuple(code for code in STATED.values() if code in used)
        sums = [Sum(TOTAL, stated)] if stated else []
        codes = dict.fromkeys(stated)
        if TOLD[Sex.WOMAN] in used:
            tied = frozenset(each.of for each in self.laying.named.values() if each.sexes is TOLD and not each.is_own)
            sums += [
                Sum(TOTAL, tuple(TOLD.values())),
                *(Sum(whole, parts, tied) for whole, parts in _lost(stated) if tied),
            ]
            codes |= dict.fromkeys((*TOLD.values(), *APART.values()))
        return Variable(SEX, words("Sex", lang), {code: words(_SEXES[code], lang) for code in codes}, tuple(sums))

    def _answers(self, codes: Codes) -> Variable:
        used = {**self._codes(codes.root)}
        if codes.has_answered and used.keys() & {*SILENT, *OF_STOCK.values()}:
            used[ANSWERED] = frozenset()
        labels, sums = codes.labels(), tuple(self._sums(codes, used.keys()))
        if codes.root == MUNICIPALITY and any(
            table.key.partition(".")[2].startswith("municipal.") for table in self.tables
        ):
            of = frozenset(table.of for table in self.tables) - self._stocks - self._during
            labels = {**labels, **self.municipal.labels()}
            sums = (*sums, *self.municipal.sums(of))
            used |= dict.fromkeys(self.municipal.labels(), frozenset[str]())
        name = words(codes.question.label, self.laying.asked.lang)
        known = tuple(one for one in sums if {one.whole, *one.parts} - {TOTAL} <= used.keys())
        labels = {code: label for code, label in labels.items() if code in used}
        return Variable(
            codes.root,
            name,
            labels,
            known,
            codes.is_several,
            codes.root in SENSITIVE,
            leading=frozenset(leading_of(codes)) & labels.keys(),
            rest=frozenset(rest_of(codes)) & labels.keys(),
        )

    def _sums(self, codes: Codes, used: Iterable[str]) -> Iterator[Sum]:
        there, of_stock = set(used), (self._stocks | self._during) & self._counts
        for of, codes_of_silent in ((self._counts - of_stock, SILENT), (of_stock, tuple(OF_STOCK.values()))):
            silent = tuple(code for code in codes_of_silent if code in there)
            if silent and codes.has_answered:
                yield Sum(TOTAL, (ANSWERED, *silent), of)
                yield from (Sum(ANSWERED, parts, of) for parts in codes.partitions())
            elif of:
                yield from (Sum(TOTAL, (*parts, *silent), of) for parts in codes.partitions())
        for code, (_, members) in codes.merged.items():
            yield Sum(code, members)
        for level in codes.levels if not codes.is_several else ():
            yield from (Sum(code, parts) for code, parts in codes.unions(level) if len(parts) > 1)


def _lost(stated: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what those whose split was lost are part of: their sex, and all who are not divided."""
    for sex in (Sex.WOMAN, Sex.MAN):
        yield sex.value, (TOLD[sex], APART[TOLD[sex]])
    others = tuple(code for code in stated if code == Sex.OTHER)
    yield TOLD[Sex.UNSPLIT], (*APART.values(), *others)
