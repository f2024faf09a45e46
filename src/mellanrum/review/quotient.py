"""Relations that are shares: a figure equals one sum over another, as far as rounding lets one tell."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mellanrum.findings import Finding
from mellanrum.numbers import round_half_away
from mellanrum.review.amounts import NIL, Amount, Amounts, in_words, resolve
from mellanrum.review.linear import together
from mellanrum.review.notation import Sum, read_pair, read_sum
from mellanrum.review.relation import Case, Outcome, names_for, table_of, tell

TEN_THOUSANDTH = Decimal("0.0001")
Range = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class IsShare:
    """A figure is a part over a whole, `text` being "figure = part / whole".

    A share is right when some exact part and whole that round to those stated give a share that rounds to it.
    `other_wholes` are bases that are named by mistake: a share that fits one of them has the code `other_code`.
    """

    text: str
    other_wholes: tuple[str, ...] = ()
    other_code: str = ""

    @cached_property
    def sides(self) -> tuple[Sum, Sum, Sum]:
        """The share, the part and the whole."""
        figure, _, quotient = self.text.partition(" = ")
        return read_sum(figure), *read_pair(quotient, "/")

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The patterns of the keys in the relation."""
        return tuple(dict.fromkeys(key.pattern for side in self.sides for key in side.walk()))

    def judge(self, case: Case) -> Outcome:
        """Compare the share with its quotient; once for each name that `$` of the share stands for."""
        share = self.needs[0]
        if "$" not in share:
            return self._one(case, ())
        outcomes = [self._one(case, names) for names in names_for((share,), case.stated, case.year)]
        return together(outcomes) if outcomes else Outcome(missing=((share, case.year),))

    def _one(self, case: Case, names: tuple[str, ...]) -> Outcome:
        share, part, whole = (resolve(side, case.stated, case.year, names) for side in self.sides)
        missing = share.missing + part.missing + whole.missing
        if missing:
            return Outcome(missing=missing)
        used = share.keys + part.keys + whole.keys
        if not _reach(whole):
            return Outcome(missing=whole.keys)
        if _agree(share, part, whole):
            return Outcome(used=used)
        return Outcome((self._found(case, share.parts[0], part, whole),), used=used)

    def _found(self, case: Case, share: Amount, part: Amounts, whole: Amounts) -> Finding:
        other = self._other(case, share, part)
        table = table_of(share)
        named = [in_words(side.parts, table, case.year) for side in (part, whole)]
        return tell(
            case,
            share,
            share.value,
            round_half_away(part.value / whole.value, TEN_THOUSANDTH),
            code=self.other_code if other else "",
            parts=" / ".join(f"({name})" if " + " in name else name for name in named),
            other=in_words(other, table, case.year),
        )

    def _other(self, case: Case, share: Amount, part: Amounts) -> tuple[Amount, ...]:
        for text in self.other_wholes:
            whole = resolve(read_sum(text), case.stated, case.year)
            if not whole.missing and _reach(whole) and _agree(Amounts((share,)), part, whole):
                return whole.parts
        return ()


def _range(amounts: Amounts) -> Range:
    return amounts.value - amounts.slack, amounts.value + amounts.slack


def _reach(whole: Amounts) -> bool:
    """Tell whether one can divide by the exact sum, whatever it is."""
    low, high = _range(whole)
    return low > NIL or high < NIL


def _agree(share: Amounts, part: Amounts, whole: Amounts) -> bool:
    quotients = [over / under for over in _range(part) for under in _range(whole)]
    low, high = _range(share)
    return low <= max(quotients) and min(quotients) <= high
