"""What must tie: tables with each other and with the months, the stock with its flow. Each check gives what does not.

No finding tells an answer's live number: margins and stocks by answer are read from what may be shown (and, with
`live`, from what a tick sheet typed); totals are those of the months, which are exact.
"""

from collections.abc import Callable, Iterator, Sequence

from mellanrum.findings import Finding
from mellanrum.tallies.about import About
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.ties_of_months import municipal_findings, period_findings, taken_back_findings
from mellanrum.tallies.ties_of_stock import negative_findings, ongoing_findings, opening_findings
from mellanrum.tallies.ties_of_tables import crossing_findings, table_findings

Check = Callable[[About], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    table_findings,
    crossing_findings,
    period_findings,
    municipal_findings,
    taken_back_findings,
    opening_findings,
    ongoing_findings,
    negative_findings,
)


def tie_findings(ledgers: Sequence[Ledger], scheme: Scheme, *, key: str, name: str, live: bool) -> tuple[Finding, ...]:
    """Tell what does not tie in the years of one intervention (its key and name): tallies.* of ties.

    `live` is for those who type its tick sheet. Each finding has both numbers, and stands at `place.key`: intervention,
    year, and then period, event and table ("coachingteamet.2025.p1.start.age_band") or month ("….2025.m3.ongoing").
    """
    about = About(key, name, scheme, sorted(ledgers, key=lambda ledger: ledger.year), live)
    return tuple(item for check in CHECKS for item in check(about))
