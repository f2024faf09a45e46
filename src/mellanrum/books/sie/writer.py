"""Writing a SIE file: records into bytes (specification 4B, section 5)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from mellanrum.books.sie.blocks import PlainRows
from mellanrum.books.sie.checksum import checksum, marked
from mellanrum.books.sie.encoding import CP437, encoding_of
from mellanrum.books.sie.records import TEXT, Field, Record, SieFile
from mellanrum.findings import Finding, finding

_BARE = re.compile(r"[A-Za-z0-9.,:/_+-]+")
_NEEDS_ESCAPE = re.compile(r'(["\\])')
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_INSTEAD = {
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{EURO SIGN}": "EUR",
}


def write_sie(file: SieFile, encoding: str = CP437, newline: str = "\r\n") -> tuple[bytes, tuple[Finding, ...]]:
    """Give the bytes of a file, in CP437 with CRLF as the specification wants, and what had to change.

    #KSUMMA is computed anew. A character that the encoding does not have, or that may not stand in a field, is
    replaced (`sie.character_replaced`). Bytes that a reader must take for another encoding are said
    (`sie.encoding_ambiguous`). Reading what was written gives the same records.
    """
    writer = _Writer(encoding)
    lines = [line for record in _with_checksum(file, writer) for line in writer.lines(record)]
    data = "".join(line + newline for line in lines).encode(encoding)
    findings = list(writer.findings(file))
    if encoding_of(data) != encoding and not data.isascii():
        findings.append(finding("sie.encoding_ambiguous", file.place(), encoding=encoding, read_as=encoding_of(data)))
    return data, tuple(findings)


class _Writer:
    """Turns records into lines, and counts the characters it had to replace."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._replaced: Counter[str] = Counter()

    def lines(self, record: Record, indent: str = "") -> Iterator[str]:
        """Give the lines of a record, its rows in braces."""
        if record.label == TEXT:
            yield self.clean(record.text(0))
            return
        yield " ".join((f"{indent}#{self.clean(record.label)}", *map(self._field, record.fields)))
        if record.rows is not None:
            yield f"{indent}{{"
            yield from self._rows(record.rows, indent + "   ")
            yield f"{indent}}}"

    def _rows(self, rows: Sequence[Record], indent: str) -> Iterator[str]:
        if isinstance(rows, PlainRows):
            yield from map(self.clean, rows.lines())
            return
        for row in rows:
            yield from self.lines(row, indent)

    def findings(self, file: SieFile) -> Iterator[Finding]:
        """Say what was replaced, a finding for each character."""
        for character, count in sorted(self._replaced.items()):
            yield finding(
                "sie.character_replaced",
                file.place(),
                character=character if character.isprintable() else " ",
                unicode=f"U+{ord(character):04X}",
                instead=self._instead(character),
                count=count,
            )

    def clean(self, text: str) -> str:
        """Replace what cannot be written."""
        if not _CONTROL.search(text) and self._has_all(text):
            return text
        return "".join(letter if self._can_write(letter) else self._replace(letter) for letter in text)

    def _field(self, field: Field) -> str:
        if isinstance(field, tuple):
            return "{" + " ".join(map(self._field, field)) + "}"
        text = self.clean(field)
        return text if _BARE.fullmatch(text) else '"' + _NEEDS_ESCAPE.sub(r"\\\1", text) + '"'

    def _can_write(self, letter: str) -> bool:
        return not _CONTROL.match(letter) and self._has_all(letter)

    def _has_all(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _replace(self, letter: str) -> str:
        self._replaced[letter] += 1
        return self._instead(letter)

    def _instead(self, letter: str) -> str:
        if _CONTROL.match(letter):
            return " "
        near = _INSTEAD.get(letter) or unicodedata.normalize("NFKD", letter)
        return "".join(part for part in near if self._can_write(part)) or "?"


def _with_checksum(file: SieFile, writer: _Writer) -> Iterator[Record]:
    found = marked(file)
    end = found[1] if found else None
    for record in file.records:
        if found and record is end:
            yield Record("KSUMMA", (str(checksum(_cleaned(record, writer) for record in found[0])),))
        else:
            yield record


def _cleaned(record: Record, writer: _Writer) -> Record:
    """Give a record as it will be read again."""

    def clean(field: Field) -> Field:
        return writer.clean(field) if isinstance(field, str) else tuple(map(writer.clean, field))

    rows = None if record.rows is None else tuple(_cleaned(row, writer) for row in record.rows)
    return Record(writer.clean(record.label), tuple(map(clean, record.fields)), rows)
