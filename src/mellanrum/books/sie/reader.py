"""Reading a SIE file, types 1–4: bytes into records and findings (specification 4B, section 5)."""

from mellanrum.books.sie.blocks import PlainRows, plain_voucher
from mellanrum.books.sie.encoding import decode
from mellanrum.books.sie.labels import LABELS, ROWS
from mellanrum.books.sie.records import TEXT, Field, Record, SieFile
from mellanrum.books.sie.refusals import refusals
from mellanrum.books.sie.tokens import SPACES, careful_fields, has_odd_space, quick_fields, split_label
from mellanrum.findings import Finding, Place, finding

LIMIT = 200_000_000
"""The largest file that is read, in bytes."""

LONGEST_LINE = 100_000
"""The longest line that is read, in characters: no program writes one of a thousandth of it."""

_KNOWN = {f"#{name}": name for name in LABELS}


def read_sie(data: bytes, file: str = "", limit: int = LIMIT) -> tuple[SieFile | None, tuple[Finding, ...]]:
    """Read the bytes of a SIE file called `file`.

    Gives the file with every record in it, and what is odd in how it is written (`sie.*`): those findings speak of
    lines, quotes, braces and encoding; `check_sie` speaks of what the records say. None, and an error that says why,
    where it is no SIE file, is empty or larger than `limit` bytes, has a line or a chart of accounts longer than any
    real one, names no account, tells no financial year, or has an amount that is no number.
    """
    place = Place(file=file or None)
    if len(data) > limit:
        return None, (finding("sie.too_large", place, size=len(data), limit=limit),)
    if not data.strip():
        return None, (finding("sie.empty", place),)
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    too_long = _line_too_long(text)
    if too_long:
        return None, (finding("sie.line_too_long", Place(file=file or None, line=too_long), limit=LONGEST_LINE),)
    builder = _Builder(file, odd=has_odd_space(text))
    builder.take(text)
    found = SieFile(builder.finish(), file, decoded.encoding, text)
    refused = refusals(found)
    return (None, refused) if refused else (found, tuple(builder.findings))


def _line_too_long(text: str) -> int | None:
    """Return the number of the first line that is longer than any that is read; None where none is."""
    at, number = 0, 1
    while (end := text.find("\n", at)) >= 0:
        if end - at > LONGEST_LINE:
            return number
        # Short lines need not be looked at one by one: the next stop is the last end within reach.
        far = text.rfind("\n", at, at + LONGEST_LINE + 1)
        number += text.count("\n", at, far + 1)
        at = far + 1
    return number if len(text) - at > LONGEST_LINE else None


class _Builder:
    """Puts lines together to records: what stands in braces belongs to the record before them."""

    def __init__(self, file: str, *, odd: bool) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._odd = odd
        self._records: list[Record] = []
        self._rows: list[Record] | None = None

    def take(self, text: str) -> None:
        """Take a file's text, its lines ended by line feeds."""
        at, number = 0, 1
        while at < len(text):
            voucher = plain_voucher(text, at) if self._rows is None else None
            if voucher and (fields := self._quick(voucher[1])) is not None:
                rows = PlainRows(voucher[2], number + 2)
                self._records.append(Record("VER", fields, rows, number))
                at, number = voucher.end(), number + len(rows) + 3
            else:
                end = text.find("\n", at)
                end = len(text) if end < 0 else end
                self._line(text[at:end], number)
                at, number = end + 1, number + 1

    def _quick(self, rest: str) -> tuple[Field, ...] | None:
        return None if self._odd and has_odd_space(rest) else quick_fields(rest)

    def _line(self, line: str, number: int) -> None:
        text = line.strip(SPACES)
        if text == "{":
            self._open(number)
        elif text == "}":
            self._close(number)
        elif text[:1] == "#":
            self._record(text, number)
        else:
            self._text(line, number)

    def finish(self) -> tuple[Record, ...]:
        """Close what is open and give the records."""
        if self._rows is not None:
            self._cut()
        return tuple(self._records)

    def _at(self, line: int) -> Place:
        return Place(file=self._file or None, line=line)

    def _cut(self) -> None:
        self.findings.append(finding("sie.block_cut", self._at(self._records[-1].line)))
        self._end_block()

    def _record(self, text: str, number: int) -> None:
        label, rest = self._label(text)
        if label == TEXT:
            self._text(text, number)
            return
        fields, opens = self._fields(label, rest, number)
        record = Record(label, fields, None, number)
        if self._rows is None:
            self._records.append(record)
        elif label in ROWS or label not in LABELS:
            self._rows.append(record)
        else:
            self._cut()
            self._records.append(record)
        if opens:
            self._open(number)

    def _label(self, text: str) -> tuple[str, str]:
        label, _, rest = text.partition(" ")
        known = _KNOWN.get(label)
        if known is not None:
            return known, rest
        label, rest = split_label(text)
        return (label.upper() if label.upper() in LABELS else label), rest

    def _fields(self, label: str, rest: str, number: int) -> tuple[tuple[Field, ...], bool]:
        fields = self._quick(rest)
        if fields is not None:
            return fields, False
        fields, whole = careful_fields(rest)
        if not whole and label == "VER" and rest.endswith("{"):
            return fields[:-1], True
        if not whole:
            self.findings.append(finding("sie.open_quote", self._at(number), label=label))
        return fields, False

    def _open(self, number: int) -> None:
        if self._rows is None and self._records and self._opens_block(self._records[-1]):
            self._rows = []
        else:
            self.findings.append(finding("sie.stray_brace", self._at(number), brace="{"))
            self._keep(Record(TEXT, ("{",), None, number))

    @staticmethod
    def _opens_block(record: Record) -> bool:
        return record.label != TEXT and record.rows is None

    def _close(self, number: int) -> None:
        if self._rows is not None:
            self._end_block()
        else:
            self.findings.append(finding("sie.stray_brace", self._at(number), brace="}"))
            self._keep(Record(TEXT, ("}",), None, number))

    def _end_block(self) -> None:
        before = self._records[-1]
        self._records[-1] = Record(before.label, before.fields, tuple(self._rows or ()), before.line)
        self._rows = None

    def _text(self, line: str, number: int) -> None:
        if line.strip(SPACES):
            self.findings.append(finding("sie.not_a_record", self._at(number), text=line.strip()[:40]))
        self._keep(Record(TEXT, (line,), None, number))

    def _keep(self, record: Record) -> None:
        (self._records if self._rows is None else self._rows).append(record)
