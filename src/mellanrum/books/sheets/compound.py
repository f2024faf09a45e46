"""Streams of a compound file, the container of old Excel files and of encrypted new ones ([MS-CFB])."""

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # from here up the numbers mark ends and free sectors
_ENTRY = 128
_IN_HEADER = 109


class BrokenCompound(ValueError):  # noqa: N818 - the file is at fault, not the program
    """The file begins as a compound file and does not hold together."""


def streams(data: bytes) -> dict[str, bytes]:
    """Return the streams by name; of several by one name, the first. BrokenCompound where the file is damaged."""
    try:
        return _Compound(data).streams()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BrokenCompound from error


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise BrokenCompound
        self._size = 1 << shift
        self._fat = list(self._table(self._fat_sectors()))
        directory, _, self._cutoff, mini = struct.unpack_from("<IIII", data, 48)
        self._mini_fat = list(self._table(self._chain(self._fat, mini)))
        self._entries = self._read(directory)

    def _fat_sectors(self) -> Iterator[int]:
        yield from (number for number in struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76) if number < _END)
        (more,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(len(self._data) // self._size):
            if more >= _END:
                return
            *numbers, more = self._numbers(more)
            yield from (number for number in numbers if number < _END)

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{self._size // 4}I", self._data, (sector + 1) * self._size)

    def _table(self, sectors: Iterator[int]) -> Iterator[int]:
        for count, sector in enumerate(sectors):
            if count * self._size > len(self._data):
                raise BrokenCompound
            yield from self._numbers(sector)

    @staticmethod
    def _chain(table: list[int], start: int) -> Iterator[int]:
        for _ in range(len(table) + 1):
            if start >= _END:
                return
            yield start
            start = table[start]
        raise BrokenCompound  # a chain that never ends

    def _read(self, start: int) -> bytes:
        sectors = (number + 1 for number in self._chain(self._fat, start))
        return b"".join(self._data[number * self._size : (number + 1) * self._size] for number in sectors)

    def streams(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        (root,) = struct.unpack_from("<I", self._entries, 116)
        small = self._read(root)
        for at in range(_ENTRY, len(self._entries), _ENTRY):
            length, kind = struct.unpack_from("<HB", self._entries, at + 64)
            start, size = struct.unpack_from("<II", self._entries, at + 116)
            if kind == 2 and 2 <= length <= 64:
                name = self._entries[at : at + length - 2].decode("utf-16-le")
                found.setdefault(
                    name, self._read(start)[:size] if size >= self._cutoff else self._mini(small, start, size)
                )
        return found

    def _mini(self, small: bytes, start: int, size: int) -> bytes:
        return b"".join(small[at * 64 : at * 64 + 64] for at in self._chain(self._mini_fat, start))[:size]
