"""Which encoding a SIE file is written in: told from its bytes, never from what it says of itself.

The specification (4B, section 5.6) wants IBM PC 8-bit extended ASCII, codepage 437. Programs also write UTF-8 and
Windows-1252, and declare "PC8" all the same.
"""

import codecs
from dataclasses import dataclass

CP437 = "cp437"
UTF8 = "utf-8"
CP1252 = "cp1252"
UTF16 = "utf-16"

_END_OF_FILE = "\x1a"  # DOS programs end a text file with it
_LOST = "\N{REPLACEMENT CHARACTER}"
_LETTERS = "åäöÅÄÖéÉüÜ"
_CP437_BYTES = frozenset(_LETTERS.encode(CP437))
_CP1252_BYTES = frozenset(_LETTERS.encode(CP1252))
_UTF8_PAIRS = tuple(letter.encode() for letter in _LETTERS)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and how many characters could not be read."""

    text: str
    encoding: str
    lost: int


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a file; every sequence of bytes gives a text."""
    encoding = encoding_of(data)
    if encoding == UTF8:
        # A file cut inside a character loses that character: what is open at the end is left out, not replaced.
        text = codecs.getincrementaldecoder(UTF8)(errors="replace").decode(data)
    else:
        text = data.decode(encoding, errors="replace")
    text = text.removeprefix("\ufeff").rstrip(_END_OF_FILE)
    return Decoded(text, encoding, text.count(_LOST))


def encoding_of(data: bytes) -> str:
    """Tell the encoding: by the byte order mark, by being UTF-8, else by which Swedish letters the bytes would be.

    A file of plain ASCII, or one that nothing tells, is CP437.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF16
    if data.startswith(codecs.BOM_UTF8):
        return UTF8
    if data.isascii():
        return CP437
    return UTF8 if _is_utf8(data) else _most_letters(data)


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(UTF8)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _most_letters(data: bytes) -> str:
    high = data.translate(None, bytes(range(128)))
    votes = {
        CP437: sum(high.count(byte) for byte in _CP437_BYTES),
        CP1252: sum(high.count(byte) for byte in _CP1252_BYTES),
        UTF8: 2 * sum(high.count(pair) for pair in _UTF8_PAIRS),
    }
    return max(votes, key=votes.__getitem__)
