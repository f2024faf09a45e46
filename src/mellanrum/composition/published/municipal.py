"""Where participations are from, by time and without sex: from the months, which are exact."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from mellanrum.composition.published.asking import INTERVENTION, PERIOD, TOGETHER, Asked
from mellanrum.composition.published.attributes import Attributes
from mellanrum.composition.published.codes import Codes
from mellanrum.composition.published.counts import SHORTER, label_of
from mellanrum.composition.published.moving import NAMES, Moving
from mellanrum.composition.published.times import Times
from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table
from mellanrum.findings import Finding, Phrase, Place, finding, words
from mellanrum.tallies.months import municipal_months
from mellanrum.tallies.municipal_figures import MUNICIPALITY
from mellanrum.tallies.rules import MISSING, WITHHELD

WEIGHT = 1
Numbers = Mapping[tuple[str, ...], int]
"""By municipality and the code of a time."""


@dataclass(frozen=True)
class Municipal:
    """The events by municipality and time, of each group that is asked for."""

    asked: Asked
    times: Times
    moving: Moving
    attributes: Attributes

    @cached_property
    def codes(self) -> Codes:
        """The codes of municipalities, those of the tables of attributes where there are any."""
        return self.attributes.codes.get(MUNICIPALITY) or Codes(MUNICIPALITY, self.asked.scheme, self.asked.lang)

    @cached_property
    def has_withheld(self) -> bool:
        """Whether months tell of more than the tables of attributes do: some of those are withheld there."""
        return any(
            number != numbers.get((place, self.times.whole.code), 0)
            for count, group, numbers in self._counted
            for place, number in self._told(count, group).items()
            if place != WITHHELD
        )

    def tables(self) -> Iterator[Table]:
        """Make the tables that tie with the counts of all, and with the attributes by municipality."""
        for count, group, numbers in self._counted:
            if self._ties(count, group, numbers):
                yield self._table(count, group, numbers)

    def left_out(self) -> Iterator[Finding]:
        """Tell of those that do not tie: published.municipal."""
        for count, group, numbers in self._counted:
            if not self._ties(count, group, numbers):
                where = Place(key=f"{group}.municipal.{count}")
                named = Phrase(label_of(count, self.asked), {})
                yield finding("published.municipal", where, group=self.asked.name(group), event=named)

    def code(self, place: str) -> str:
        """Return the code of all of a municipality: another than that of those told of, where some are withheld."""
        return f"{place}.all" if self.has_withheld else place

    def labels(self) -> Mapping[str, str]:
        """Name the codes that only these tables have."""
        names = self.codes.labels()
        if not self.has_withheld:
            return {place: names[place] for place in self._places}
        silent = {f"{place}.withheld": f"{names[place]}, {names[WITHHELD].lower()}" for place in self._places}
        return {self.code(place): names[place] for place in self._places} | silent

    def sums(self, of: frozenset[str]) -> Iterator[Sum]:
        """Give what the codes that only these tables have add up to: all of them, and those told of and withheld."""
        if self.has_withheld:
            yield Sum(TOTAL, tuple(self.code(place) for place in self._places), of)
            yield from (Sum(self.code(place), (place, f"{place}.withheld"), of) for place in self._places)
            yield Sum(WITHHELD, tuple(f"{place}.withheld" for place in self._places), of)

    @cached_property
    def _counted(self) -> tuple[tuple[str, str, Numbers], ...]:
        events = [key for key, event in self.asked.scheme.events.items() if MUNICIPALITY in event.asks]
        found = ((event, group, self._numbers(event, group)) for event, group in product(events, self.asked.groups))
        return tuple(
            (NAMES.get(event, event), group, numbers)
            for event, group, numbers in found
            if any(numbers.values()) and self.asked.contents.has(group, f"municipal.{NAMES.get(event, event)}")
        )

    def _numbers(self, event: str, group: str) -> Numbers:
        span = self.asked.span
        counted = municipal_months(self.asked.groups[group], span.years, event)
        found: Counter[tuple[str, ...]] = Counter(dict.fromkeys(product(self._places, self._times), 0))
        for (place, months), each in product(counted.items(), self.times.all):
            found[place, each.code] += sum(
                number for day, number in months.items() if each.span.first <= day <= each.span.last
            )
        below = {code for (_, code), number in found.items() if number < 0}
        told = [grain for grain in (self._whole, *self._shorter.values()) if not below & set(grain)]
        kept = {code for grain in told for code in grain}
        return {(place, code): number for (place, code), number in found.items() if code in kept}

    @cached_property
    def _places(self) -> tuple[str, ...]:
        events = (key for key, event in self.asked.scheme.events.items() if MUNICIPALITY in event.asks)
        spans = (municipal_months(self.asked.followed, self.asked.span.years, event) for event in events)
        is_missing = (MUNICIPALITY, MISSING) in self.attributes.silent or any(MISSING in found for found in spans)
        return (*self.codes.fine, *((MISSING,) if is_missing else ()))

    @property
    def _whole(self) -> tuple[str, ...]:
        return (self.times.whole.code,)

    @property
    def _shorter(self) -> Mapping[str, tuple[str, ...]]:
        return {grain.key: tuple(each.code for each in grain.slices) for grain in self.times.grains}

    @property
    def _times(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.times.all)

    def _ties(self, count: str, group: str, numbers: Numbers) -> bool:
        told, whole = self._told(count, group), self.times.whole.code
        if not {place for place, _ in numbers} <= set(self._places) or whole not in {code for _, code in numbers}:
            return False
        of_all = Counter[str]()
        for (_, code), number in numbers.items():
            of_all[code] += number
        if any(number != (self.moving.number(count, group, TOTAL, code) or 0) for code, number in of_all.items()):
            return False
        beside = {place: numbers.get((place, whole), 0) - told.get(place, 0) for place in self._places if told}
        return min(beside.values(), default=0) >= 0 and sum(beside.values()) == told.get(WITHHELD, 0)

    def _told(self, count: str, group: str) -> Mapping[str, int]:
        """Return what the attributes tell by municipality of the same; nothing where they have no such table."""
        return {
            spot[0]: number
            for kind, several in self.attributes.made.items()
            if kind.what == count and kind.rule.questions == (MUNICIPALITY,)
            for made in several
            if (made.group, made.code) == (group, self.times.whole.code)
            for spot, number in made.numbers.items()
            if spot[1] == TOTAL and spot[0] in {*self._places, WITHHELD}
        }

    def _table(self, count: str, group: str, numbers: Numbers) -> Table:
        label = words("{what} by municipality and time", self.asked.lang, what=label_of(count, self.asked))
        held: dict[tuple[str, ...], int] = {
            (self.code(place), code): number for (place, code), number in numbers.items()
        }
        for (_, code), number in numbers.items():
            held[TOTAL, code] = held.get((TOTAL, code), 0) + number
        told = {code for _, code in numbers}
        at = {} if group == TOTAL else {INTERVENTION: group}
        name = TOGETHER if group == TOTAL else group
        forms = tuple(self._forms(told))
        title = self.asked.title(group, label)
        return Table(f"{name}.municipal.{count}", title, count, (MUNICIPALITY, PERIOD), held, at, WEIGHT, forms)

    def _forms(self, told: set[str]) -> Iterator[Form]:
        kept = self._whole
        forms = [Form("whole", words("the whole time alone", self.asked.lang), {PERIOD: kept})]
        for key, codes in self._shorter.items():
            if set(codes) <= told:
                kept = (*kept, *codes)
                forms.append(Form(key, words(SHORTER.get(key, key), self.asked.lang), {PERIOD: kept}))
        yield from reversed(forms[:-1])
