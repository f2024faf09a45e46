"""The checksum of a SIE file (specification 4B, #KSUMMA): CRC-32 over what stands between its two marks."""

import zlib
from collections.abc import Iterable

from mellanrum.books.sie.encoding import CP437
from mellanrum.books.sie.records import TEXT, Record, SieFile

_MASK = 0xFFFFFFFF


def checksum(records: Iterable[Record]) -> int:
    """Give the CRC-32 of records: labels and fields in CP437, without separators, quotes and braces."""
    crc = 0
    for record in records:
        crc = zlib.crc32(_flat(record).encode(CP437, errors="replace"), crc)
    return crc


def marked(file: SieFile) -> tuple[tuple[Record, ...], Record | None] | None:
    """Give the records between the two #KSUMMA, and the second; None where the file has no mark."""
    marks = [at for at, record in enumerate(file.records) if record.label == "KSUMMA"]
    if not marks:
        return None
    end = marks[1] if len(marks) > 1 else len(file.records)
    return file.records[marks[0] + 1 : end], file.records[end] if len(marks) > 1 else None


def stated_checksum(record: Record) -> int | None:
    """Read the checksum a #KSUMMA states, whether as a signed or an unsigned number; None where it states none."""
    try:
        return int(record.text(0)) & _MASK
    except ValueError:
        return None


def _flat(record: Record) -> str:
    if record.label == TEXT:
        return ""
    fields = (field if isinstance(field, str) else "".join(field) for field in record.fields)
    return "".join((f"#{record.label}", *fields, *map(_flat, record.rows or ())))
