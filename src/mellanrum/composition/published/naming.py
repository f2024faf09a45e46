"""Under which name a table of attributes counts: that of the months where it is of the same, else one of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from mellanrum.composition.published.attributes import STOCKS, Attributes, Kind, Made
from mellanrum.composition.published.codes import root_of
from mellanrum.composition.published.moving import Moving
from mellanrum.disclosure.tables import TOTAL
from mellanrum.tallies.sex import Sex

STATED: Mapping[str, str] = {Sex.WOMAN: Sex.WOMAN.value, Sex.MAN: Sex.MAN.value, Sex.UNSPLIT: Sex.OTHER.value}
"""The codes of a table's slots where it is split as the months are: those without a split are of other sex."""
TOLD: Mapping[str, str] = {Sex.WOMAN: "woman_told", Sex.MAN: "man_told", Sex.UNSPLIT: "unsplit"}
"""The codes of a table's slots where some of a sex lost their split when their period locked."""
APART: Mapping[str, str] = {"woman_told": "woman_apart", "man_told": "man_apart"}
"""Those who did."""


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of table: what it counts (`of`), where (`at`: the answers without which it is not asked), `sexes` by slot.

    `is_own`: it is of others than the count that it would be of, and those who are apart are told beside it.
    """

    kind: Kind
    of: str
    sexes: Mapping[str, str]
    at: Mapping[str, str] = field(default_factory=dict)
    is_own: bool = False


Whole = Callable[[str, str, str], int | None]
"""How many a table would be of, by group, time and slot; None where nobody knows."""


@dataclass(frozen=True)
class Naming:
    """The names of all kinds of tables."""

    attributes: Attributes
    moving: Moving

    @cached_property
    def all(self) -> Mapping[Kind, Named]:
        """Every kind with its name."""
        found: dict[Kind, Named] = {}
        for kind in self.attributes.made:
            found[kind] = self._named(kind, tuple(found.values()))
        return found

    def _named(self, kind: Kind, before: tuple[Named, ...]) -> Named:
        condition = self._condition(kind)
        if condition is not None:
            other, answer = condition
            parent = self._named(other, before)
            if self._is_of(kind, partial(self._answered, other, answer), by_slot=True):
                at = {**parent.at, root_of(other.rule.questions[0], self.attributes.scheme): answer}
                return Named(kind, parent.of, parent.sexes, at, parent.is_own)
            return Named(kind, kind.key, TOLD, {}, is_own=True)
        for sexes in (STATED, TOLD):
            whole = self._counted(kind, sexes)
            if self._is_of(kind, whole, by_slot=sexes is STATED):
                return Named(kind, kind.what, sexes)
        same = (each for each in before if each.is_own and not each.at and self._agree(each.kind, kind))
        own = next((each.of for each in same), kind.key)
        return Named(kind, own, STATED if kind.what in STOCKS else TOLD, is_own=True)

    def _condition(self, kind: Kind) -> tuple[Kind, str] | None:
        """Return the table and the answer in it that a kind of table is of."""
        scheme = self.attributes.scheme
        of = {each.rule.key: each for each in self.attributes.made if each.what == kind.what}
        if kind.rule.base is not None:
            table, answer = kind.rule.base
            return (of[table], answer) if table in of else None
        asked = scheme.questions[kind.rule.questions[0]]
        while asked.of is not None:
            asked = scheme.questions[asked.of]
        if asked.only_if is None:
            return None
        before, answer = asked.only_if
        return next(((each, answer) for each in of.values() if each.rule.questions == (before,)), None)

    def _counted(self, kind: Kind, sexes: Mapping[str, str]) -> Whole:
        def whole(group: str, code: str, slot: str) -> int | None:
            sex = slot if slot == TOTAL else sexes[slot]
            return self.moving.number(kind.what, group, sex, code) or 0

        return whole

    def _answered(self, kind: Kind, answer: str, group: str, code: str, slot: str) -> int | None:
        held = (each for each in self.attributes.made[kind] if (each.group, each.code) == (group, code))
        return next((each.numbers.get((answer, slot)) for each in held), None)

    def _is_of(self, kind: Kind, whole: Whole, *, by_slot: bool) -> bool:
        """Tell whether tables are of a whole, as far as it is known; by each slot of sex too, or in all alone."""
        return all(
            made.base(slot) == number
            for made in self.attributes.made[kind]
            for slot in ((TOTAL, *made.slots) if by_slot else (TOTAL,))
            if (number := whole(made.group, made.code, slot)) is not None and made.base(slot) is not None
        )

    def _agree(self, one: Kind, other: Kind) -> bool:
        """Tell whether two kinds of tables are of the same wherever both are told."""
        found = {(made.group, made.code): made for made in self.attributes.made[one]}
        both = [
            (made, found[made.group, made.code])
            for made in self.attributes.made[other]
            if (made.group, made.code) in found
        ]
        return bool(both) and all(a.base(slot) == b.base(slot) for a, b in both for slot in _slots(a, b))


def _slots(one: Made, other: Made) -> Iterator[str]:
    yield TOTAL
    yield from (slot for slot in one.slots if slot in other.slots)
