"""How a SIE file is written: encoding, labels, header, whether its end is there (specification 4B, sections 5–8)."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from mellanrum.books.sie.amounts import has_comma
from mellanrum.books.sie.checksum import checksum, marked, stated_checksum
from mellanrum.books.sie.encoding import CP437
from mellanrum.books.sie.kinds import sie_type
from mellanrum.books.sie.labels import BALANCES, BY_MONTH, BY_OBJECT, LABELS, ROWS, Label
from mellanrum.books.sie.records import TEXT, Record, SieFile
from mellanrum.books.sie.rows import amount_text
from mellanrum.findings import Finding, Severity, finding

_LOST = "\N{REPLACEMENT CHARACTER}"
_WITH_AMOUNT = (*BALANCES, *BY_OBJECT, *BY_MONTH, "TRANS", "RTRANS", "BTRANS")
_TOLD_ELSEWHERE = frozenset({"KONTO", "RAR", "IB", "UB", "RES", "PSALDO", "TRANS", "VER"})
_LAST_TEXT = {"FNAMN": 0, "KONTO": 1, "DIM": 1, "OBJEKT": 2, "PROSA": 0, "FTYP": 0}


def encoding(file: SieFile) -> Iterator[Finding]:
    """Note a file in another encoding than CP437."""
    if file.encoding != CP437:
        yield finding("sie.encoding", file.place(), encoding=file.encoding)


def lost_characters(file: SieFile) -> Iterator[Finding]:
    """Note characters that were lost before or while the file was read."""
    if _LOST in file.source:
        first = file.source[: file.source.index(_LOST)].count("\n") + 1
        line = Record(TEXT, line=first)
        yield finding("sie.lost_characters", file.place(line), count=file.source.count(_LOST))


def unknown_labels(file: SieFile) -> Iterator[Finding]:
    """Note each label that specification 4B does not have."""
    for label, records in file.by_label.items():
        if label != TEXT and label not in LABELS:
            yield finding("sie.unknown_label", file.place(records[0]), label=label, count=len(records))


def misplaced_labels(file: SieFile) -> Iterator[Finding]:
    """Note each label that does not belong in the file's type."""
    kind = sie_type(file)
    for label, records in file.by_label.items():
        if label in LABELS and kind not in LABELS[label].types:
            yield finding("sie.wrong_type", file.place(records[0]), label=label, type=kind.upper(), count=len(records))


def missing_labels(file: SieFile) -> Iterator[Finding]:
    """Note each header record that the file's type must have and this file lacks."""
    kind = sie_type(file)
    for name, label in LABELS.items():
        if kind in label.must and name not in file.by_label and name not in _TOLD_ELSEWHERE:
            yield finding("sie.missing_record", file.place(), label=name, type=kind.upper())


def program_version(file: SieFile) -> Iterator[Finding]:
    """Note a #PROGRAM without version."""
    program = file.first("PROGRAM")
    if program and not program.text(1):
        yield finding("sie.program_version", file.place(program))


def unquoted_text(file: SieFile) -> Iterator[Finding]:
    """Note names of several words that lack their quotation marks; they are read whole."""
    for label, at in _LAST_TEXT.items():
        odd = [record for record in file.all(label) if len(record.fields) > at + 1]
        if odd:
            yield finding("sie.unquoted", file.place(odd[0]), label=label, count=len(odd))


def missing_fields(file: SieFile) -> Iterator[Finding]:
    """Say each record that lacks a field it must have: an error where it states an amount, else a note."""
    for label in LABELS.values():
        for record in _records(file, label):
            lacking = [name for at, name in enumerate(label.fields[: label.least]) if at >= len(record.fields)]
            if lacking and not (label.name in _WITH_AMOUNT and amount_text(record)):
                yield _field_missing(file, record, lacking[0])


def _field_missing(file: SieFile, record: Record, name: str) -> Finding:
    severity = Severity.ERROR if record.label in _WITH_AMOUNT else Severity.NOTE
    return finding(
        "sie.field_missing",
        file.place(record),
        severity=severity,
        label=record.label,
        field=name,
        text=file.raw(record),
    )


def _records(file: SieFile, label: Label) -> Iterator[Record]:
    yield from file.all(label.name)
    if label.name in ROWS:
        yield from file.unusual_rows(label.name)


def decimal_comma(file: SieFile) -> Iterator[Finding]:
    """Warn of amounts written with a decimal comma; they are read as if it were a point."""
    for name in _WITH_AMOUNT:
        for record in _records(file, LABELS[name]):
            if has_comma(amount_text(record)):
                yield finding("sie.decimal_comma", file.place(record), label=name, text=amount_text(record))


def last_line(file: SieFile) -> Iterator[Finding]:
    """Say that the last line has no end, as in a file that is cut.

    A closing brace is whole without one. A last amount that has two decimals, as every amount in the file, is whole as
    well: then it is a warning.
    """
    if not file.last_line_open or file.lines[-1].strip() == "}":
        return
    severity = Severity.WARNING if _amount_is_whole(file) else None
    yield finding(
        "sie.last_line", file.place(Record(TEXT, line=len(file.lines))), severity=severity, text=file.lines[-1][:60]
    )


def _amount_is_whole(file: SieFile) -> bool:
    last = file.records[-1]
    if last.label not in _WITH_AMOUNT or not file.lines[-1].endswith(amount_text(last)):
        return False
    records = (record for name in _WITH_AMOUNT for record in _records(file, LABELS[name]))
    return all(_decimals(amount_text(record)) == 2 for record in records)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def wrong_checksum(file: SieFile) -> Iterator[Finding]:
    """Say that #KSUMMA does not agree with the records, or that the second #KSUMMA is not there."""
    found = marked(file)
    if not found:
        return
    records, end = found
    if end is None:
        yield finding("sie.checksum_missing", file.place(file.first("KSUMMA")))
    elif stated_checksum(end) != (computed := checksum(records)):
        stated = stated_checksum(end)
        yield finding(
            "sie.checksum",
            file.place(end),
            stated=None if stated is None else Decimal(stated),
            expected=Decimal(computed),
        )


CHECKS: tuple[Callable[[SieFile], Iterator[Finding]], ...] = (
    encoding,
    lost_characters,
    unknown_labels,
    misplaced_labels,
    missing_labels,
    program_version,
    unquoted_text,
    missing_fields,
    decimal_comma,
    last_line,
    wrong_checksum,
)
