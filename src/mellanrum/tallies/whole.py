"""How many in all: started, ended, ongoing, all during a span, or of any event, exactly and by legal sex."""

from collections.abc import Sequence

from mellanrum.tallies.following import Followed
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.shown import ALL, EVENTS, ONGOING
from mellanrum.tallies.spans import Span
from mellanrum.tallies.totals import Total, all_during, flow_of, totals


def whole_of(followed: Sequence[Followed], what: str, span: Span) -> Total:
    """Return the number that a table is of, from months: net of corrections; at a span's end for those ongoing."""
    if what in {ONGOING, ALL}:
        return {sex: _stock(followed, what, span, sex) for sex in (None, *STATED)}
    return totals(followed, EVENTS.get(what, what), span)


def _stock(followed: Sequence[Followed], what: str, span: Span, sex: Sex | None) -> int:
    return flow_of(followed, span, sex).closing if what == ONGOING else all_during(followed, span, sex)
