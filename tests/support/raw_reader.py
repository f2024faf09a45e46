"""The reader of raw bytes: what a database's own files hold of ledgers, those of today and those of yesterday.

    states_in_log(file)         SQLite: the database as it stood after each commit that its -wal still holds
    ledgers_in_pages(files)     PostgreSQL: ledgers in the pages of tables, rows that are dead among them
    ledgers_in_log(files)       PostgreSQL: ledgers in the write-ahead log
    keys_in(data)               any: how often each counter's key stands in the bytes

PostgreSQL cuts a long text into chunks in a table beside (TOAST) and presses it (pglz); the reader puts chunks together
by their number and unpacks them. What it finds is text of whole ledgers; a ledger it cannot put together is not found.
"""

import re
import sqlite3
import struct
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

_PAGE = 8192
_CHUNK = re.compile(rb"\x03\x00(?:..)\x18.(.{4})(.{4})", re.DOTALL)
_LEDGER = re.compile(rb'\{"kind":"[a-z_]+","months":\[.*?"year":[0-9]{4}\}', re.DOTALL)
_KEY = re.compile(rb'"([a-z0-9_]+/[a-z0-9_]+/[a-z0-9_]+/[a-z0-9_]*/(?:woman|man|other|unsplit))":')
_MOST = 2000  # bytes in a chunk


def keys_in(data: bytes) -> Counter[bytes]:
    """Count the keys of counters that stand in the clear."""
    return Counter(_KEY.findall(data))


def states_in_log(database: Path) -> Iterator[dict[str, str]]:
    """Put back the database as it stood after each commit that lies in its log: the contents of its ledgers."""
    log = database.with_name(f"{database.name}-wal")
    frames = log.read_bytes() if log.exists() else b""
    if len(frames) < 32:
        return
    size = struct.unpack(">I", frames[8:12])[0]
    pages = _pages(database.read_bytes(), size)
    for at in range(32, len(frames) - size - 23, size + 24):
        number, length = struct.unpack(">II", frames[at : at + 8])
        if frames[at + 8 : at + 16] != frames[16:24]:
            return  # of an earlier round of the log
        pages[number] = frames[at + 24 : at + 24 + size]
        if length:
            yield _contents(b"".join(pages.get(page, bytes(size)) for page in range(1, length + 1)))


def ledgers_in_pages(files: Iterable[Path]) -> set[str]:
    """Read ledgers out of the files of PostgreSQL's tables, whether their rows live or not."""
    found: set[str] = set()
    chunks: dict[int, dict[int, bytes]] = {}
    for file in files:
        data = file.read_bytes()
        found |= {text.decode() for text in _LEDGER.findall(data)}
        for start in range(0, len(data), _PAGE):
            for number, order, chunk in _chunks_in_page(data[start : start + _PAGE]):
                chunks.setdefault(number, {})[order] = chunk
    return found | _ledgers(chunks)


def ledgers_in_log(files: Iterable[Path]) -> set[str]:
    """Read ledgers out of PostgreSQL's write-ahead log: whatever was too long to stand in its row."""
    data = b"".join(_without_heads(file.read_bytes()) for file in sorted(files))
    chunks: dict[int, dict[int, bytes]] = {}
    for match in _CHUNK.finditer(data):
        number, order = struct.unpack("<II", match[1] + match[2])
        chunk = _varlena(data, match.end())
        if order < 1000 and chunk:
            chunks.setdefault(number, {})[order] = chunk
    return _ledgers(chunks) | {text.decode() for text in _LEDGER.findall(data)}


def _pages(data: bytes, size: int) -> dict[int, bytes]:
    return {number + 1: data[number * size : (number + 1) * size] for number in range(len(data) // size)}


def _contents(image: bytes) -> dict[str, str]:
    with tempfile.NamedTemporaryFile(suffix=".sqlite3") as copy:
        copy.write(image[:18] + b"\x01\x01" + image[20:])  # it is to be read without a log
        copy.flush()
        connection = sqlite3.connect(copy.name)
        try:
            rows = connection.execute("SELECT intervention || ' ' || year, content FROM counters_yearofcounters")
            return dict(rows.fetchall())
        except sqlite3.OperationalError:
            return {}  # before the table was made
        finally:
            connection.close()


def _chunks_in_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Read what looks like a row of chunks, wherever a row may begin."""
    for at in range(24, len(page) - 40, 8):
        if page[at + 18] == 3 and page[at + 19] & 7 == 0 and page[at + 22] == 24:
            number, order = struct.unpack("<II", page[at + 24 : at + 32])
            chunk = _varlena(page, at + 32)
            if order < 1000 and chunk:
                yield number, order, chunk


def _varlena(data: bytes, at: int) -> bytes:
    if at + 4 > len(data):
        return b""
    if data[at] & 1:
        length = data[at] >> 1
        return data[at + 1 : at + length] if length > 1 else b""
    length = struct.unpack("<I", data[at : at + 4])[0] >> 2
    return data[at + 4 : at + length] if 4 < length <= _MOST + 4 else b""


def _without_heads(segment: bytes) -> bytes:
    """Take away the head that the log has on each of its pages."""
    pages = (segment[start : start + _PAGE] for start in range(0, len(segment), _PAGE))
    return b"".join(page[40 if start == 0 else 24 :] for start, page in enumerate(pages) if page[:1] != b"\x00")


def _ledgers(chunks: dict[int, dict[int, bytes]]) -> set[str]:
    found = set()
    for parts in chunks.values():
        whole = b"".join(parts[order] for order in sorted(parts))
        text = _unpacked(whole) if sorted(parts) == list(range(len(parts))) else None
        if text and _LEDGER.fullmatch(text):
            found.add(text.decode())
    return found


def _unpacked(data: bytes) -> bytes | None:
    """Undo pglz: a byte says of the next eight items whether they are a byte or a piece of what was before."""
    if data[:1] == b"{" or len(data) < 4:
        return data
    length = struct.unpack("<I", data[:4])[0] & 0x3FFFFFFF
    out, at = bytearray(), 4
    try:
        while at < len(data) and len(out) < length:
            control, at = data[at], at + 1
            for bit in range(8):
                if len(out) >= length or at >= len(data):
                    break
                at = _item(data, at, out) if control >> bit & 1 else _byte(data, at, out)
    except IndexError:
        return None
    return bytes(out) if len(out) == length else None


def _byte(data: bytes, at: int, out: bytearray) -> int:
    out.append(data[at])
    return at + 1


def _item(data: bytes, at: int, out: bytearray) -> int:
    length, back = (data[at] & 0x0F) + 3, (data[at] & 0xF0) << 4 | data[at + 1]
    at += 2
    if length == 18:
        length, at = length + data[at], at + 1
    if not 0 < back <= len(out):
        raise IndexError
    piece = out[-back:][:length]
    out += (piece * (length // len(piece) + 1))[:length]
    return at
