"""Relations that are neither sums nor shares: contributions, deficits, limits, rows twice, stale figures."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.figures import Unit
from mellanrum.findings import Finding
from mellanrum.review.amounts import NIL, Amount, in_words, resolve, tolerance
from mellanrum.review.limits import ContributionShare, Limit
from mellanrum.review.notation import read_sum
from mellanrum.review.relation import Case, Outcome, table_of, tell
from mellanrum.review.stated import FigureKey, StatedFigures
from mellanrum.review.units import in_unit, per_cent

THOUSAND = Decimal(1000)


def _amount(case: Case, key: str) -> Amount | None:
    found = case.stated.get((key, case.year))
    return None if found is None else Amount(1, key, case.year, found)


@dataclass(frozen=True, slots=True)
class PaidShares:
    """The state, the region and the municipalities pay the shares of all contributions that the limits say."""

    @property
    def text(self) -> str:
        """The relation in words of keys."""
        return "contributions.state, .region and .municipalities = their shares of contributions.total"

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures that are read."""
        return ("contributions.state", "contributions.region", "contributions.municipalities", "contributions.total")

    def judge(self, case: Case) -> Outcome:
        """Compare each kind of member with its share; a region that pays nothing is no member."""
        total = _amount(case, "contributions.total")
        region = _amount(case, "contributions.region")
        shares = case.limits.shares_of(case.year, region=region is not None and region.value != NIL)
        payers = [(share, _amount(case, f"contributions.{share.member}")) for share in shares]
        missing = tuple((f"contributions.{share.member}", case.year) for share, payer in payers if payer is None)
        if total is None:
            return Outcome(missing=(*missing, ("contributions.total", case.year)))
        paid = [(share, payer) for share, payer in payers if payer is not None]
        return Outcome(
            tuple(item for share, payer in paid for item in _paid(case, share, payer, total)),
            missing,
            tuple((one.key, one.year) for one in (*(payer for _, payer in paid), total)),
        )


def _paid(case: Case, share: ContributionShare, payer: Amount, total: Amount) -> Iterator[Finding]:
    expected = total.value * share.share
    coarse = max(payer.stated.step, total.stated.step)
    if abs(payer.value - expected) > max(share.tolerance, coarse):
        named = in_words((total,), table_of(payer), case.year)
        parts = f"{named} × {per_cent(share.share, case.lang)}"
        yield tell(case, payer, payer.value, expected, reference=share.reference, parts=parts)


@dataclass(frozen=True, slots=True)
class Restored:
    """`target` is what remains to restore: the deficit of a sum, and nil where the sum is a surplus."""

    target: str
    parts: str

    @property
    def text(self) -> str:
        """The relation in the notation."""
        return f"{self.target} = the deficit of {self.parts}, or 0"

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures that are read."""
        return (self.target, *(key.pattern for key in read_sum(self.parts).walk()))

    def judge(self, case: Case) -> Outcome:
        """Compare what is to be restored with the deficit."""
        target, parts = (resolve(read_sum(side), case.stated, case.year) for side in (self.target, self.parts))
        if target.missing or parts.missing:
            return Outcome(missing=target.missing + parts.missing)
        expected = max(-parts.value, NIL)
        used = target.keys + parts.keys
        if abs(target.value - expected) <= tolerance(target, parts):
            return Outcome(used=used)
        first = target.parts[0]
        named = in_words(parts.parts, table_of(first), case.year)
        return Outcome((tell(case, first, target.value, expected, parts=named),), used=used)


@dataclass(frozen=True, slots=True)
class NoDeficit:
    """The balance requirement result is no deficit. Where it is, the board says why: a warning, nothing is stopped."""

    figure: str

    @property
    def text(self) -> str:
        """The relation in the notation."""
        return f"{self.figure} >= 0"

    @property
    def needs(self) -> tuple[str, ...]:
        """The figure that is read."""
        return (self.figure,)

    def judge(self, case: Case) -> Outcome:
        """Say that there is a deficit."""
        amount = _amount(case, self.figure)
        if amount is None:
            return Outcome(missing=((self.figure, case.year),))
        used = ((amount.key, amount.year),)
        if amount.value >= NIL:
            return Outcome(used=used)
        deficit = in_unit(-amount.value, amount.stated, case.lang)
        return Outcome((tell(case, amount, amount.value, NIL, deficit=deficit),), used=used)


@dataclass(frozen=True, slots=True)
class WithinLimits:
    """Every share that has a limit is within it. Over it is a warning: the limit is practice, the board answers it."""

    @property
    def text(self) -> str:
        """The relation in words."""
        return "every figure in rules/data/limits.toml <= its limit"

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures with a limit come from the limits themselves."""
        return ("ratios.*",)

    def judge(self, case: Case) -> Outcome:
        """Compare each figure that has a limit with it, exactly as it is shown."""
        limits = [(limit, _amount(case, limit.figure)) for limit in case.limits.limits_of(case.year)]
        over = [
            _over(case, limit, amount)
            for limit, amount in limits
            if amount is not None and not limit.keeps(amount.value)
        ]
        missing = tuple((limit.figure, case.year) for limit, amount in limits if amount is None)
        used = tuple((amount.key, amount.year) for _, amount in limits if amount is not None)
        return Outcome(tuple(over), missing, used)


def _over(case: Case, limit: Limit, amount: Amount) -> Finding:
    at_most = per_cent(limit.at_most, case.lang)
    return tell(case, amount, amount.value, limit.at_most, reference=limit.reference, limit=at_most)


@dataclass(frozen=True, slots=True)
class NoRowTwice:
    """No two rows of a table have the same label."""

    tables: tuple[str, ...]

    @property
    def text(self) -> str:
        """The relation in words."""
        return f"no label twice among the rows of {', '.join(self.tables)}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The families that are read."""
        return self.tables

    def judge(self, case: Case) -> Outcome:
        """Compare the labels of each table's rows, capitals and spaces set aside."""
        found: list[Finding] = []
        used: list[FigureKey] = []
        for pattern in self.tables:
            rows = _rows(case.stated, pattern, case.year)
            used += [(row.key, row.year) for row in rows]
            found += [_twice(case, row, times) for row, times in _repeated(rows)]
        missing = () if used else tuple((pattern, case.year) for pattern in self.tables)
        return Outcome(tuple(found), missing, tuple(used))


def _rows(stated: StatedFigures, pattern: str, year: int) -> tuple[Amount, ...]:
    return tuple(Amount(1, key, year, stated[key, year], is_row=True) for key in stated.rows(pattern, year))


def _repeated(rows: tuple[Amount, ...]) -> Iterator[tuple[Amount, int]]:
    groups: dict[tuple[str, str], list[Amount]] = defaultdict(list)
    for row in rows:
        # The rows of financed.individual and financed.structural are two lists: a label may stand in both.
        groups[row.key.rpartition(".")[0], " ".join(row.stated.label.casefold().split())].append(row)
    for (_, label), group in groups.items():
        if label and len(group) > 1:
            yield group[1], len(group)


def _twice(case: Case, row: Amount, times: int) -> Finding:
    return tell(case, row, row.value, None, times=times)


@dataclass(frozen=True, slots=True)
class NotStale:
    """A figure that should move is not last year's to the krona.

    Amounts under a thousand, whole thousands and amounts shown in thousands are passed over: those may well be equal.
    So are figures computed from the books, where the exact data say that they are equal.
    """

    figures: tuple[str, ...]

    @property
    def text(self) -> str:
        """The relation in words."""
        return f"not the figure of the year before: {', '.join(self.figures)}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The figures that are read, this year's and last year's."""
        return self.figures

    def judge(self, case: Case) -> Outcome:
        """Compare each figure with the year before."""
        declared = (resolve(read_sum(pattern), case.stated, case.year) for pattern in self.figures)
        pairs = [(one, case.stated.get((one.key, case.year - 1))) for found in declared for one in found.parts]
        both = [(one, last) for one, last in pairs if last is not None]
        at_all = tuple((one.key, case.year - 1) for one, _ in pairs)
        same = [one for one, last in both if one.stated.value == last.value and not _may_be_equal(one)]
        return Outcome(
            tuple(_stale(case, one) for one in same),
            () if both else at_all or tuple((pattern, case.year) for pattern in self.figures),
            tuple((one.key, at) for one, _ in both for at in (case.year, case.year - 1)),
        )


def _may_be_equal(amount: Amount) -> bool:
    exact = amount.stated.unit is Unit.SEK and amount.stated.step == 1
    is_plain = abs(amount.value) < THOUSAND or amount.value % THOUSAND == NIL
    return amount.stated.is_computed or not exact or is_plain


def _stale(case: Case, amount: Amount) -> Finding:
    return tell(case, amount, amount.value, None, previous=case.year - 1)
