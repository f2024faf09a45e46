"""Relations that are sums: a figure equals a sum of others, as far as rounding lets one tell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain as chained
from itertools import combinations

from mellanrum.findings import Finding, Parameter
from mellanrum.review.amounts import NIL, Amount, Amounts, in_words, resolve, tolerance
from mellanrum.review.notation import Sum, read_pair, read_sum
from mellanrum.review.relation import Case, Outcome, names_for, table_of, tell
from mellanrum.review.units import in_unit

BEYOND_SLIPS = 10
"""A difference within ten times the tolerance is a slip; beyond it another figure may explain it."""
FEW = 8


@dataclass(frozen=True)
class Equals:
    """A figure equals a sum.

    `text` is the equation. `chain` is 2 where the terms are themselves sums of rounded figures. `explained_by` is a sum
    of figures, signed as they would make the difference: where some of them do, the difference is explained and not
    wrong. With `$` in the equation it is checked for every name that fits `over`, or else any of its keys.
    """

    text: str
    chain: int = 1
    explained_by: str = ""
    over: tuple[str, ...] = ()

    @cached_property
    def sides(self) -> tuple[Sum, Sum]:
        """The figure, and the sum it equals."""
        return read_pair(self.text, "=")

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The patterns of the keys in the equation."""
        return tuple(dict.fromkeys(key.pattern for side in self.sides for key in side.walk()))

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The patterns that say what `$` stands for."""
        return self.over or tuple(pattern for pattern in self.needs if "$" in pattern)

    def judge(self, case: Case) -> Outcome:
        """Compare the two sides; once for each name `$` stands for."""
        if not self.named:
            return self._one(case, ())
        outcomes = [self._one(case, names) for names in names_for(self.named, case.stated, case.year)]
        if not outcomes:
            return Outcome(missing=tuple((pattern, case.year) for pattern in self.named))
        return together(outcomes)

    def _one(self, case: Case, names: tuple[str, ...]) -> Outcome:
        target, parts = (resolve(side, case.stated, case.year, names) for side in self.sides)
        missing = target.missing + parts.missing
        if missing:
            return Outcome(missing=missing)
        allowed = tolerance(target, parts, self.chain)
        used = target.keys + parts.keys
        if abs(target.value - parts.value) <= allowed:
            return Outcome(used=used)
        return Outcome((self._found(case, target, parts, self._explanation(case, target, parts, allowed)),), used=used)

    def _found(self, case: Case, target: Amounts, parts: Amounts, explanation: tuple[Amount, ...]) -> Finding:
        first = target.parts[0]
        table = table_of(first)
        more: dict[str, Parameter] = {"parts": in_words(parts.parts, table, case.year)}
        if len(target.parts) > 1:
            more["label"] = in_words(target.parts, table, case.year)
        if explanation:
            unsigned = [replace(one, sign=1) for one in explanation]
            more["explanation"] = in_words(unsigned, table, case.year)
            more["difference"] = in_unit(target.value - parts.value, first.stated, case.lang)
        code = "review.explained" if explanation else ""
        return tell(case, first, target.value, parts.value, code=code, reference="", **more)

    def _explanation(self, case: Case, target: Amounts, parts: Amounts, allowed: Decimal) -> tuple[Amount, ...]:
        difference = target.value - parts.value
        if not self.explained_by or abs(difference) <= BEYOND_SLIPS * allowed:
            return ()
        found = resolve_any(read_sum(self.explained_by), case)
        large = [one for one in found if abs(one.value) > BEYOND_SLIPS * allowed]
        for some in _subsets(large):
            slack = allowed + sum((one.stated.step for one in some), NIL) / 2
            if abs(difference - sum((one.value for one in some), NIL)) <= slack:
                return some
        return ()


def resolve_any(declared: Sum, case: Case) -> tuple[Amount, ...]:
    """Return those figures of a sum that are stated, whichever are missing."""
    found = (resolve(Sum((term,)), case.stated, case.year).parts for term in declared.terms)
    return tuple(chained.from_iterable(found))


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Join the outcomes for several names into one."""
    listed = tuple(outcomes)
    return Outcome(
        tuple(item for outcome in listed for item in outcome.findings),
        tuple(dict.fromkeys(key for outcome in listed for key in outcome.missing)),
        tuple(dict.fromkeys(key for outcome in listed for key in outcome.used)),
    )


def _subsets(amounts: list[Amount]) -> Iterator[tuple[Amount, ...]]:
    """List one, then two, and of few also three amounts: more would explain anything."""
    most = 3 if len(amounts) <= FEW else 2
    for size in range(1, most + 1):
        yield from combinations(amounts, size)
