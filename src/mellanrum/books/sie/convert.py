"""A SIE file into another type (specification 4B, section 8): what the type lets in, and what it needs derived."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Objects
from mellanrum.books.sie.amounts import day
from mellanrum.books.sie.kinds import sie_type
from mellanrum.books.sie.labels import BY_MONTH, LABELS, SieType
from mellanrum.books.sie.months import Totals
from mellanrum.books.sie.records import Field, Record, SieFile
from mellanrum.books.sie.vouchers import booked
from mellanrum.books.sie.years import periods
from mellanrum.findings import Finding, finding

_FROM = {
    SieType.ONE: frozenset({SieType.TWO, SieType.THREE, SieType.FOUR_E}),
    SieType.TWO: frozenset({SieType.THREE, SieType.FOUR_E}),
    SieType.THREE: frozenset({SieType.FOUR_E}),
    SieType.FOUR_E: frozenset[SieType](),
    SieType.FOUR_I: frozenset({SieType.FOUR_E}),
}
_BEFORE = {"OMFATTN": frozenset({"KONTO"}), "PSALDO": frozenset({"VER", "KSUMMA"})}
_CENT = Decimal("0.01")


def convert(file: SieFile, target: SieType) -> tuple[SieFile | None, tuple[Finding, ...]]:
    """Give the file as type `target`, and what was left out (`sie.dropped`) or computed (`sie.derived`).

    Types 2 and 3 take #PSALDO from the file, or from the vouchers where the file has none for its own year; type 3
    also by object. Records the type does not have are dropped; unknown records and texts stay. None, and
    `sie.convert_needs_*`, where the type needs what the file does not have.
    """
    source = sie_type(file)
    if source is not target and source not in _FROM[target]:
        code = _lacking(source, target)
        return None, (finding(code, file.place(), source=source.upper(), target=target.upper()),)
    derived, said = _derived(file, target)
    kept, dropped = _kept(file, target)
    return replace(file, records=tuple(_placed(kept, derived)), source=""), (*said, *dropped)


def _lacking(source: SieType, target: SieType) -> str:
    if source is SieType.FOUR_I:
        return "sie.convert_needs_balances"
    if target in {SieType.FOUR_E, SieType.FOUR_I}:
        return "sie.convert_needs_vouchers"
    return "sie.convert_needs_objects" if target is SieType.THREE else "sie.convert_needs_months"


def _kept(file: SieFile, target: SieType) -> tuple[list[Record], list[Finding]]:
    kept: list[Record] = []
    dropped: dict[str, list[Record]] = {}
    for record in file.records:
        if _belongs(record, target):
            kept.append(_restated(record, target))
        else:
            dropped.setdefault(record.label, []).append(record)
    return kept, [
        finding("sie.dropped", file.place(records[0]), label=label, count=len(records), target=target.upper())
        for label, records in dropped.items()
    ]


def _belongs(record: Record, target: SieType) -> bool:
    label = LABELS.get(record.label)
    if label is None:
        return True
    by_object = record.label in BY_MONTH and any(isinstance(field, tuple) and field for field in record.fields)
    return target in label.types and not (by_object and target is SieType.TWO)


def _restated(record: Record, target: SieType) -> Record:
    if record.label == "SIETYP":
        return Record("SIETYP", (target[0],), None, record.line)
    return record


def _derived(file: SieFile, target: SieType) -> tuple[list[Record], list[Finding]]:
    if target not in {SieType.TWO, SieType.THREE}:
        return [], []
    records = _period_day(file)
    findings: list[Finding] = []
    if not any(record.text(0) == "0" for record in file.all("PSALDO")):
        rows, findings = _months(file, target)
        records += rows
    return records, findings


def _period_day(file: SieFile) -> list[Record]:
    """Give #OMFATTN, which types 2 and 3 must have: the day the file was made, or the year's last day if earlier."""
    own, made = periods(file).get(0), day(file.value("GEN"))
    if file.all("OMFATTN") or own is None:
        return []
    last = min(made, own.end) if made and made >= own.start else own.end
    return [Record("OMFATTN", (f"{last:%Y%m%d}",))]


def _months(file: SieFile, target: SieType) -> tuple[list[Record], list[Finding]]:
    rows = sorted(_summed(booked(file).totals, by_object=target is SieType.THREE).items(), key=_row_order)
    records = [_psaldo(account, objects, month, value) for (account, objects, month), value in rows if value and month]
    said = [
        finding("sie.not_in_a_month", file.place(), account=account, amount=value)
        for (account, objects, month), value in rows
        if value and not month and not objects
    ]
    return records, [finding("sie.derived", file.place(), label="PSALDO", count=len(records)), *said]


def _summed(totals: Totals, *, by_object: bool) -> Totals:
    """Add totals up to an account's months, and to those of each object by itself."""
    found: Totals = {}
    for (account, objects, month), value in totals.items():
        for key in ((), *((pair,) for pair in objects if by_object)):
            found[account, key, month] = found.get((account, key, month), NIL) + value
    return found


def _row_order(item: tuple[tuple[str, Objects, date | None], Decimal]) -> tuple[str, Objects, date]:
    (account, objects, month), _ = item
    return account, objects, month or date.max


def _psaldo(account: str, objects: Objects, month: date, value: Decimal) -> Record:
    words: Field = tuple(word for pair in objects for word in pair)
    return Record("PSALDO", ("0", f"{month:%Y%m}", account, words, written(value)))


def written(value: Decimal) -> str:
    """Write an amount as SIE does: with a point and two decimals, more only where it has more."""
    return f"{value if value != value.quantize(_CENT) else value.quantize(_CENT):f}"


def _placed(kept: list[Record], derived: list[Record]) -> list[Record]:
    """Put derived records where a file of the type has them: before what must follow them, else last in the file."""
    placed = kept
    for label, followers in _BEFORE.items():
        at = next((at for at, record in enumerate(placed) if _follows(record, followers)), len(placed))
        placed = [*placed[:at], *(record for record in derived if record.label == label), *placed[at:]]
    return placed


def _follows(record: Record, followers: frozenset[str]) -> bool:
    """Whether a record is one of the followers; of the two #KSUMMA only the second, which has a field, is."""
    return record.label in followers and (record.label != "KSUMMA" or bool(record.fields))
