"""Telling the rows of a table that add other rows from those that hold something of their own."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.books.ledger import NIL
from mellanrum.books.sheets.line import Line

_SUM = re.compile(r"(summa|sum|s:a|total|totalt|delsumma|slutsumma|totalsumma|varav)\b", re.IGNORECASE)
_RESULT = re.compile(r"((årets |beräknat |periodens )?resultat|differens|omslutning|balans|kontroll)\b", re.IGNORECASE)

Totals = dict[str, Decimal]


def is_called_sum(labels: Iterable[str], *, has_account: bool) -> bool:
    """Tell whether a row calls itself a sum. An account may be called the result of the year; a row without may not."""
    return any(_SUM.match(label) or (not has_account and _RESULT.match(label)) for label in labels)


def _add(totals: Totals, line: Line) -> None:
    for name, value in line.all_amounts():
        totals[name] = totals.get(name, NIL) + value


def _agrees(line: Line, totals: Totals) -> bool:
    return all(value == totals.get(name, NIL) for name, value in line.all_amounts())


@dataclass(slots=True)
class RunningTotals:
    """What the rows above a row add up to: all of them, and those since the last sum."""

    everything: Totals = field(default_factory=dict)
    since_sum: Totals = field(default_factory=dict)

    def add(self, line: Line) -> None:
        """Count a line."""
        _add(self.everything, line)
        _add(self.since_sum, line)

    def take_sum(self) -> None:
        """Begin anew after a sum."""
        self.since_sum = {}

    def explain(self, line: Line) -> bool:
        """Tell whether the line repeats what the rows above it add up to."""
        return bool(self.since_sum) and (_agrees(line, self.since_sum) or _agrees(line, self.everything))


def group_lines(lines: Sequence[Line]) -> list[Line]:
    """Find the lines of account groups ("30" above 3010 and 3020) that repeat the sum of their accounts."""
    longest = max((len(line.account) for line in lines), default=0)
    groups = [line for line in lines if 0 < len(line.account) < min(longest, 4)]
    totals: dict[tuple[str, object], Totals] = defaultdict(dict)
    lengths = {len(line.account) for line in groups}
    for line in (line for line in lines if len(line.account) == longest and lengths):
        for length in lengths:
            _add(totals[line.account[:length], None], line)
            _add(totals[line.account[:length], line.objects], line)
    return [group for group in groups if _repeats(group, totals.get((group.account, group.objects or None)))]


def _repeats(group: Line, under: Totals | None) -> bool:
    return under is not None and _agrees(group, under)
