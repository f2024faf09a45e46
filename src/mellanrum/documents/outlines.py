"""Letters as outlines, read out of the typeface: a picture with them looks the same where the typeface is missing.

Only what the house's typeface has is read: TrueType outlines, and the full Unicode map. Kerning is left out.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from mellanrum.documents.characters import STAND_IN
from mellanrum.documents.fonts import font_folder

Point = tuple[float, float]
_Turn = tuple[float, float, float, float]  # a matrix of two by two
_UPRIGHT: _Turn = (1.0, 0.0, 0.0, 1.0)
_WORDS, _HAS_SCALE, _MORE, _HAS_SCALES, _HAS_MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of an outline: on the curve, or pulling at it."""

    x: float
    y: float
    on: bool


def width_of_text(text: str, size: float) -> float:
    """Return how wide a text is in the size, in the size's unit."""
    font = _font()
    advance = sum(font.advance(font.glyph(character)) for character in text)
    return advance * size / font.units


def outline(text: str, size: float, at: Point = (0.0, 0.0)) -> str:
    """Return the text as the data of an SVG path, its baseline beginning at a point; y grows downwards."""
    font, (x, y) = _font(), at
    scale, parts = size / font.units, []
    for character in text:
        glyph = font.glyph(character)
        parts += [_drawn(contour, scale, x, y) for contour in font.contours(glyph)]
        x += font.advance(glyph) * scale
    return "".join(parts)


def _drawn(contour: tuple[Spot, ...], scale: float, x: float, y: float) -> str:
    """Draw a closed contour of quadratic curves; between two points that pull, the curve passes halfway."""
    spots = _with_halfways(contour)
    points = [f"{x + spot.x * scale:.2f} {y - spot.y * scale:.2f}" for spot in spots]
    steps = [f"M{points[0]}"]
    for (before, spot), point, pulled in zip(pairwise(spots), points[1:], points, strict=False):
        if spot.on:
            steps.append(f"L{point}" if before.on else f"Q{pulled} {point}")
    return "".join(steps) + "Z"


def _with_halfways(contour: tuple[Spot, ...]) -> list[Spot]:
    """Let a contour begin and end in one point on the curve, with every point between two that pull."""
    full: list[Spot] = []
    for spot, after in pairwise((*contour, contour[0])):
        full.append(spot)
        if not spot.on and not after.on:
            full.append(Spot((spot.x + after.x) / 2, (spot.y + after.y) / 2, on=True))
    first = next(at for at, spot in enumerate(full) if spot.on)
    return [*full[first:], *full[: first + 1]]


class _Font:
    """The tables of the font that outlines need (OpenType 1.9: cmap, glyf, head, hhea, hmtx, loca)."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (count,) = self._read(">H", 4)
        records = (self._read(">4sIII", 12 + 16 * at) for at in range(count))
        self._at = {name.decode(): offset for name, _, offset, _ in records}
        self.units: int = self._read(">H", self._at["head"] + 18)[0]
        (self._long,) = self._read(">h", self._at["head"] + 50)
        (self._metrics,) = self._read(">H", self._at["hhea"] + 34)
        self._glyphs = dict(self._mapped())

    def _read(self, form: str, at: int) -> tuple[Any, ...]:
        return struct.unpack_from(form, self._data, at)

    def _mapped(self) -> Iterator[tuple[int, int]]:
        cmap = self._at["cmap"]
        (count,) = self._read(">H", cmap + 2)
        offsets = [cmap + self._read(">I", cmap + 8 + 8 * at)[0] for at in range(count)]
        full = next(offset for offset in offsets if self._read(">H", offset) == (12,))
        (groups,) = self._read(">I", full + 12)
        for group in range(groups):
            first, last, glyph = self._read(">III", full + 16 + 12 * group)
            yield from ((code, glyph + code - first) for code in range(first, last + 1))

    def glyph(self, character: str) -> int:
        """Find the glyph of a character; that of the stand-in where there is none."""
        return self._glyphs.get(ord(character)) or self._glyphs[ord(STAND_IN)]

    def advance(self, glyph: int) -> int:
        """Return how far the pen moves, in the font's units."""
        width: int = self._read(">H", self._at["hmtx"] + 4 * min(glyph, self._metrics - 1))[0]
        return width

    @lru_cache(maxsize=512)  # noqa: B019 - there is one font, as long as the program runs
    def contours(self, glyph: int) -> tuple[tuple[Spot, ...], ...]:
        """Return the closed curves of a glyph, in the font's units."""
        form, size = (">II", 4) if self._long else (">HH", 2)
        start, past = self._read(form, self._at["loca"] + size * glyph)
        if start == past:
            return ()
        at = self._at["glyf"] + (start if self._long else 2 * start)
        (count,) = self._read(">h", at)
        return tuple(self._simple(at + 10, count)) if count >= 0 else tuple(self._composed(at + 10))

    def _simple(self, at: int, count: int) -> Iterator[tuple[Spot, ...]]:
        ends = self._read(f">{count}H", at)
        (instructions,) = self._read(">H", at + 2 * count)
        flags, at = self._flags(at + 2 * count + 2 + instructions, ends[-1] + 1)
        xs, at = self._steps(at, flags, short=0x02, same=0x10)
        ys, _ = self._steps(at, flags, short=0x04, same=0x20)
        spots = [Spot(x, y, on=bool(flag & 1)) for x, y, flag in zip(xs, ys, flags, strict=True)]
        for first, last in pairwise((-1, *ends)):
            yield tuple(spots[first + 1 : last + 1])

    def _flags(self, at: int, count: int) -> tuple[list[int], int]:
        flags: list[int] = []
        while len(flags) < count:
            flag, times = self._data[at], 1
            at += 1
            if flag & 0x08:
                times += self._data[at]
                at += 1
            flags += [flag] * times
        return flags, at

    def _steps(self, at: int, flags: list[int], *, short: int, same: int) -> tuple[list[int], int]:
        places, place = [], 0
        for flag in flags:
            if flag & short:
                place += self._data[at] if flag & same else -self._data[at]
                at += 1
            elif not flag & same:
                place += self._read(">h", at)[0]
                at += 2
            places.append(place)
        return places, at

    def _composed(self, at: int) -> Iterator[tuple[Spot, ...]]:
        """Put a glyph together of others, each moved and perhaps scaled: ä is a and two dots."""
        more = True
        while more:
            flags, part = self._read(">HH", at)
            form = ">hh" if flags & _WORDS else ">bb"
            x, y = self._read(form, at + 4)
            at += 4 + struct.calcsize(form)
            turn, at = self._turn(flags, at)
            yield from (tuple(_moved(spot, turn, x, y) for spot in contour) for contour in self.contours(part))
            more = bool(flags & _MORE)

    def _turn(self, flags: int, at: int) -> tuple[_Turn, int]:
        count = 1 if flags & _HAS_SCALE else 2 if flags & _HAS_SCALES else 4 if flags & _HAS_MATRIX else 0
        scales = [value / 16384 for value in self._read(f">{count}h", at)]
        turns: dict[int, _Turn] = {0: _UPRIGHT}
        if count == 1:
            turns[1] = (scales[0], 0.0, 0.0, scales[0])
        if count == 2:
            turns[2] = (scales[0], 0.0, 0.0, scales[1])
        if count == 4:
            turns[4] = (scales[0], scales[1], scales[2], scales[3])
        return turns[count], at + 2 * count


def _moved(spot: Spot, turn: _Turn, x: float, y: float) -> Spot:
    xx, xy, yx, yy = turn
    return Spot(spot.x * xx + spot.y * yx + x, spot.x * xy + spot.y * yy + y, spot.on)


@cache
def _font() -> _Font:
    return _Font((font_folder() / "SourceSans3-Regular.ttf").read_bytes())
