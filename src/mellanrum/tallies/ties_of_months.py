"""Ties of the months: with the tables of their period, by municipality with by sex, and with nothing."""

from collections import Counter
from collections.abc import Iterator

from mellanrum.findings import Finding
from mellanrum.tallies.about import About, Named, differs, of_event, of_month, of_period, of_sex, place
from mellanrum.tallies.ledger import TOTAL, Ledger
from mellanrum.tallies.sex import SLOTS, Sex


def period_findings(about: About) -> Iterator[Finding]:
    """The tables of an event are of as many as the period's months; with the next period where a rest was moved on."""
    for ledger in about.ledgers:
        for event in about.scheme.events:
            if about.scheme.tables_of(event):
                for parts in _together(ledger, event):
                    yield from _against_months(about, ledger, event, parts)


def municipal_findings(about: About) -> Iterator[Finding]:
    """A month has as many of an event by municipality as by sex, where it has been counted by municipality."""
    for ledger in about.ledgers:
        for number, month in enumerate(ledger.months, 1):
            for event in sorted({event for event, _ in month.municipal} & set(about.scheme.events)):
                counted = sum(amount for (key, _), amount in month.municipal.items() if key == event)
                expected = _of_months(ledger, event, (number,)).total()
                if counted != expected:
                    where = place(about, ledger, f"m{number}", event)
                    when, label = of_month(ledger, number), of_event(about, event)
                    named: Named = {"intervention": about.name, "when": when, "event": label}
                    yield differs("tallies.municipalities_differ", where, counted, expected, named)


def taken_back_findings(about: About) -> Iterator[Finding]:
    """No month has had more taken back, while it was open, than was counted in it."""
    for ledger in about.ledgers:
        for number, month in enumerate(ledger.months, 1):
            for (key, sex), count in month.counts.items():
                if count.on_time < 0 and key in about.scheme.events:
                    where = place(about, ledger, f"m{number}", key)
                    named: Named = {"intervention": about.name, "when": of_month(ledger, number), "who": of_sex(sex)}
                    event = of_event(about, key)
                    yield differs("tallies.taken_back", where, count.on_time, 0, {**named, "event": event})


def _together(ledger: Ledger, event: str) -> Iterator[tuple[int, ...]]:
    """Part the year's periods where nothing was moved on between them."""
    parts: tuple[int, ...] = ()
    for number, part in enumerate(ledger.parts, 1):
        parts = (*parts, number)
        if event not in part.folded or number == len(ledger.parts):
            yield parts
            parts = ()


def _against_months(about: About, ledger: Ledger, event: str, parts: tuple[int, ...]) -> Iterator[Finding]:
    has_tables = _has_tables(ledger, event, parts)
    is_locked = all(ledger.part(number).is_locked for number in parts)
    if not is_locked and (len(parts) > 1 or not has_tables):
        return  # nothing has been typed yet, or only a rest is there
    months = tuple(month for number in parts for month in ledger.kind.months_of(number))
    expected, counted = _of_months(ledger, event, months), _of_tables(ledger, event, parts)
    where = place(about, ledger, f"p{parts[-1]}", event)
    when = of_period(ledger, parts[0], parts[-1])
    named: Named = {"intervention": about.name, "when": when, "event": of_event(about, event)}
    if counted.total() != expected.total():
        code = "tallies.months_differ" if has_tables else "tallies.no_tables"
        yield differs(code, where, counted.total(), expected.total(), named)
    elif not is_locked:
        for slot in [slot for slot in SLOTS if counted[slot] != expected[slot]][:1]:
            split = {**named, "who": of_sex(slot)}
            yield differs("tallies.months_split_differs", where, counted[slot], expected[slot], split)


def _of_months(ledger: Ledger, event: str, months: tuple[int, ...]) -> Counter[Sex]:
    found: Counter[Sex] = Counter()
    for number in months:
        for (key, sex), count in ledger.month(number).counts.items():
            if key == event:
                found[sex.in_tables] += count.net
    return found


def _of_tables(ledger: Ledger, event: str, parts: tuple[int, ...]) -> Counter[Sex]:
    found: Counter[Sex] = Counter()
    for number in parts:
        for cell, amount in ledger.part(number).cells.items():
            if cell.event == event and cell.table == TOTAL:
                found[cell.sex] += amount
    return found


def _has_tables(ledger: Ledger, event: str, parts: tuple[int, ...]) -> bool:
    return any(cell.event == event for number in parts for cell in ledger.part(number).cells)
