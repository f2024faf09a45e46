"""Whether texts hold what belongs to one person: a personal number in a voucher's text or in a name."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from mellanrum.books.sie.records import TEXT, Record, SieFile
from mellanrum.books.sie.tokens import SPACES, fields_of, split_label
from mellanrum.findings import Finding, finding
from mellanrum.numbers import checks_out

_NAMED = 10
_TEXT_AT = {
    "VER": 3,
    "TRANS": 4,
    "RTRANS": 4,
    "BTRANS": 4,
    "KONTO": 1,
    "DIM": 1,
    "UNDERDIM": 1,
    "OBJEKT": 1,
    "PROSA": 0,
}
_SHAPES = (b"0" * 10, b"000000-0000")
_TO_SHAPE = bytes.maketrans(b"0123456789+", b"0000000000-")
_NUMBER = re.compile(r"(?<![0-9])(?P<century>18|19|20)?([0-9]{2})([0-9]{2})([0-9]{2})[-+]?([0-9]{4})(?![0-9])")
_COORDINATION = 60  # is added to the day in a coordination number (samordningsnummer)


def personal_numbers(file: SieFile) -> Iterator[Finding]:
    """Warn of texts that hold what looks like personal numbers: how many, and on which lines, never the numbers."""
    found = [(number, times) for number, line in _suspects(file.source) if (times := _in_texts(line))]
    if found:
        listed = ", ".join(str(number) for number, _ in islice(found, _NAMED)) + (" …" if len(found) > _NAMED else "")
        place = file.place(Record(TEXT, line=found[0][0]))
        yield finding("sie.personal_number", place, count=sum(times for _, times in found), lines=listed)


def _suspects(text: str) -> Iterator[tuple[int, str]]:
    """Walk the lines with digits in the shape of a personal number, by their number.

    A year of books is millions of digits: all are made alike first, since a plain search is ten times quicker than a
    pattern.
    """
    shaped = text.encode("latin-1", "replace").translate(_TO_SHAPE)
    starts = sorted({shaped.rfind(b"\n", 0, at) + 1 for shape in _SHAPES for at in _places(shaped, shape)})
    number, before = 1, 0
    for start in starts:
        number, before = number + text.count("\n", before, start), start
        end = text.find("\n", start)
        yield number, text[start : end if end >= 0 else None]


def _places(shaped: bytes, shape: bytes) -> Iterator[int]:
    """Walk the first place of a shape on each line."""
    at = shaped.find(shape)
    while at >= 0:
        yield at
        end = shaped.find(b"\n", at)
        at = shaped.find(shape, end) if end >= 0 else -1


def _in_texts(line: str) -> int:
    """Count the personal numbers in the texts of a record: not in what it says of accounts, days and amounts."""
    label, rest = split_label(line.strip(SPACES))
    label = label.upper()
    if label not in _TEXT_AT:
        return 0
    record = Record(label, fields_of(rest)[0])
    # A row whose object list was left out has its text a field earlier.
    shift = label.endswith("TRANS") and not any(isinstance(field, tuple) for field in record.fields)
    return sum(map(_is_personal, _NUMBER.finditer(record.words(_TEXT_AT[label] - shift))))


def _is_personal(written: re.Match[str]) -> bool:
    """Tell whether digits are a personal or coordination number: a day that there is, and the right last digit.

    An organisation number is none: its third digit is 2 or more, and no month begins so.
    """
    century, year, month, day, last = written.groups()
    centuries = (century,) if century else ("19", "20")
    return any(_is_day(f"{first}{year}", month, day) for first in centuries) and checks_out(f"{year}{month}{day}{last}")


def _is_day(year: str, month: str, day: str) -> bool:
    number = int(day)
    try:
        date(int(year), int(month), number - _COORDINATION if number > _COORDINATION else number)
    except ValueError:
        return False
    return True


CHECKS: tuple[Callable[[SieFile], Iterator[Finding]], ...] = (personal_numbers,)
