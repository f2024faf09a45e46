"""Rows merged for showing: broader bands, limits that shares are told of, and named sets of answers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from mellanrum.rules import shipped
from mellanrum.tallies.rules import Band, BandSet, Limit, Rules
from mellanrum.tallies.scheme import AnswerSet, Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.statistics import HIDDEN, BySexes, StatCell, StatRow, StatTable, share

SCREENING, DECLINED = "screening_outcome", "declined"


@cache
def band_sets(question: str) -> tuple[BandSet, ...]:
    """Return the broader bands that a question's own are merged into for showing."""
    return tuple(each for each in shipped(Rules, "tallies").band_sets if each.question == question)


@cache
def limits(question: str) -> tuple[Limit, ...]:
    """Return the limits that shares of a question are told of."""
    return tuple(each for each in shipped(Rules, "tallies").limits if each.question == question)


def sets_of(question: str, scheme: Scheme) -> tuple[AnswerSet, ...]:
    """Return the named sets of a question's answers: the association's own, and the broad answers beside them.

    An own set goes before a broad answer by the same key. Sets may overlap, so they do not add up.
    """
    own = {each.key: each for each in scheme.sets if each.question == question}
    broad = {}
    for group in scheme.questions.values():
        if group.kind == "group" and group.of == question:
            answers = scheme.questions[question].answers
            for each in group.answers:
                members = frozenset(answer.key for answer in answers if each.key in answer.groups)
                broad[each.key] = AnswerSet(each.key, each.label, question, members)
    return tuple({**broad, **own}.values())


def answering(question: str, scheme: Scheme) -> tuple[AnswerSet, ...]:
    """Return those who answered the violence screening, as a named set: all who did not decline."""
    if question != SCREENING:
        return ()
    keys = frozenset(key for asked, key in scheme.former if asked == question and key != DECLINED)
    return (AnswerSet("answered", "Answered", question, keys),)


def set_rows(found: StatTable, sets: Iterable[AnswerSet]) -> tuple[StatRow, ...]:
    """Add a table's answers up by named sets; nothing of a table of several answers, where people would count twice."""
    question = found.rule.questions[0]
    if found.is_several or found.across:
        return ()
    return tuple(
        _sum(found, each.key, each.label, [row for row in found.rows if row.key in each.answers])
        for each in sets
        if each.question == question
    )


def limit_rows(found: StatTable, scheme: Scheme) -> tuple[StatRow, ...]:
    """Tell how many are within each limit of the table's question; none where a band is on both sides of it."""
    named = limited(found.rule.questions[0], scheme)
    return tuple(_sum(found, each.key, each.label, _rows(found, each.answers)) for each in named)


def limited(question: str, scheme: Scheme) -> tuple[AnswerSet, ...]:
    """Return the bands of a question within each of its limits, as named sets; none of a limit that divides a band."""
    bands = scheme.questions[question].bands
    held = ((limit, _within(bands, limit.low, limit.high)) for limit in limits(question))
    return tuple(
        AnswerSet(limit.key, limit.label, question, frozenset(keys)) for limit, keys in held if keys is not None
    )


def broadened(question: str, scheme: Scheme) -> tuple[AnswerSet, ...]:
    """Return a question's bands within each of its broader ones, as named sets; none that is a band already."""
    bands = scheme.questions[question].bands
    own = {band.key for band in bands}
    wanted = {band.key: band for each in band_sets(question) for band in each.bands if band.key not in own}
    held = ((band, _within(bands, band.low, band.high)) for band in wanted.values())
    return tuple(AnswerSet(band.key, band.label, question, frozenset(keys)) for band, keys in held if keys)


def merged(found: StatTable, bands: BandSet, scheme: Scheme) -> StatTable:
    """Merge a table's bands into broader ones; what is not known stays. Bands that do not fit stay as they are."""
    own = scheme.questions[bands.question].bands
    fitting = [(band, keys) for band in bands.bands if (keys := _within(own, band.low, band.high))]
    taken = {key for _, keys in fitting for key in keys}
    rows = [_sum(found, band.key, band.label, _rows(found, keys)) for band, keys in fitting]
    return replace(found, title=bands.label, rows=(*rows, *(row for row in found.rows if row.key not in taken)))


def _within(bands: Sequence[Band], low: int, high: int | None) -> tuple[str, ...] | None:
    """Return the bands from `low` to `high`; None where one is partly within."""
    found = []
    for band in bands:
        is_low = band.low >= low
        is_high = high is None or (band.high is not None and band.high <= high)
        if is_low and is_high:
            found.append(band.key)
        elif (band.high is None or band.high >= low) and (high is None or band.low <= high):
            return None
    return tuple(found)


def _rows(found: StatTable, keys: Iterable[str]) -> list[StatRow]:
    wanted = set(keys)
    return [row for row in found.rows if row.key in wanted]


def _sum(found: StatTable, key: str, label: str, rows: Sequence[StatRow]) -> StatRow:
    cells: BySexes = {slot: _cell(found, slot, rows) for slot in (None, *Sex) if slot is not Sex.OTHER}
    return StatRow(key, label, is_own_label=False, cells=cells)


def _cell(found: StatTable, slot: Sex | None, rows: Sequence[StatRow]) -> StatCell:
    base = found.base.get(slot)
    if found.state != "shown" or base is None:
        return HIDDEN
    number = sum(row.cells[slot].number or 0 for row in rows)
    return StatCell(number, share(number, base))
