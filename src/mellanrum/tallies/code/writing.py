"""How a code is written: its letters, its groups of four, and the check that finds what was mistyped.

The letters are Crockford's base 32: digits and capital letters without I, L, O and U. What is easily mixed up has only
one letter among them, so a mix-up is forgiven: O is read as 0, I and L as 1, U as V.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
CHECKS = 2
"""How many characters of a code are its check."""
BITS = 5
"""What a character holds."""

_FORGIVEN = str.maketrans("OILUabcdefghjkmnpqrstvwxyzoilu", "011VABCDEFGHJKMNPQRSTVWXYZ011V")
_BETWEEN = re.compile(r"[\s\-_.,:;|/\u00ad\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]+")
_WEIGHTS = (1, 2, 3, 4)  # within a group: different ones, so that neighbours may not change places


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the characters without what stands between, and the sizes of the groups they stood in."""

    text: str
    groups: tuple[int, ...]

    @property
    def strange(self) -> tuple[int, ...]:
        """Where characters stand that no code has, counted from 0."""
        return tuple(place for place, character in enumerate(self.text) if character not in ALPHABET)

    @property
    def odd_group(self) -> int | None:
        """The only group, counted from 1, that has not four characters, where it was typed in groups; else None."""
        odd = [number for number, size in enumerate(self.groups, 1) if size != GROUP]
        return odd[0] if len(odd) == 1 and len(self.groups) > 2 else None


@dataclass(frozen=True, slots=True)
class Slipped:
    """That the check does not hold: `groups`, counted from 1, are where a single slip would be; none if unclear."""

    groups: tuple[int, ...]


def typed(text: str) -> Typed:
    """Take a typed code apart: small letters, spaces, dashes and the common mix-ups are as good as the real thing."""
    parts = [part for part in _BETWEEN.split(text.translate(_FORGIVEN)) if part]
    return Typed("".join(parts), tuple(len(part) for part in parts))


def grouped(text: str) -> str:
    """Write a code in groups of four."""
    return " ".join(text[place : place + GROUP] for place in range(0, len(text), GROUP))


def with_check(bits: int, length: int) -> str:
    """Write a number as a code of so many characters, check included: length is a multiple of four, two groups or more.

    The check stands last in the last two groups.
    """
    places = [place for place in range(length) if place not in (length - 1, length - 1 - GROUP)]
    symbols = [0] * length
    for place in reversed(places):
        bits, symbols[place] = divmod(bits, 32)
    one, other = _sums(symbols)
    last = length // GROUP - 1
    weight = _WEIGHTS[-1]
    # weight·(x + y) = one and weight·(aˡ⁻¹x + aˡy) = other, where a is 2 and l the last group: solve for y, then x.
    y = _over(_over(_over(other, weight), _power(last - 1)) ^ _over(one, weight), 3)
    symbols[length - 1], symbols[length - 1 - GROUP] = y, _over(one, weight) ^ y
    return "".join(ALPHABET[symbol] for symbol in symbols)


def without_check(text: str) -> int | Slipped:
    """Read the number of a code, or tell that the check does not hold, and in which group that is if it is one slip.

    Every single wrong character and every exchange of two neighbours is found, and placed: in a group, or, for an
    exchange across the space between two groups, in the two. More than one slip is found in all but about one of 1000
    cases, and may be placed wrongly.
    """
    symbols = [ALPHABET.index(character) for character in text]
    one, other = _sums(symbols)
    if one or other:
        return Slipped(_slipped(one, other, len(text) // GROUP))
    number = 0
    for place, symbol in enumerate(symbols):
        if place not in (len(text) - 1, len(text) - 1 - GROUP):
            number = number * 32 + symbol
    return number


def _sums(symbols: Sequence[int]) -> tuple[int, int]:
    """Sum the symbols by their weights, and by their weights times their group's power of 2, in the field of 32."""
    one = other = 0
    for place, symbol in enumerate(symbols):
        weighted = _times(_WEIGHTS[place % GROUP], symbol)
        one ^= weighted
        other ^= _times(_power(place // GROUP), weighted)
    return one, other


def _slipped(one: int, other: int, groups: int) -> tuple[int, ...]:
    """What a slip adds to the sums stands to each other as its group's power does; across two groups as no group's."""
    if not one or not other:
        return ()
    ratio = _over(other, one)
    for group in range(groups):
        if ratio == _power(group):
            return (group + 1,)
        if group + 1 < groups and ratio == _across(group):
            return (group + 1, group + 2)
    return ()


def _across(group: int) -> int:
    last, first = _WEIGHTS[-1], _WEIGHTS[0]
    return _over(_times(last, _power(group)) ^ _times(first, _power(group + 1)), last ^ first)


def _field() -> tuple[tuple[int, ...], dict[int, int]]:
    """Return the powers of 2 in the field of 32 (x⁵ + x² + 1) and which power each number is."""
    powers = [1]
    while len(powers) < 31:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    return tuple(powers), {number: exponent for exponent, number in enumerate(powers)}


_POWERS, _EXPONENTS = _field()


def _power(exponent: int) -> int:
    return _POWERS[exponent % 31]


def _times(one: int, other: int) -> int:
    return _power(_EXPONENTS[one] + _EXPONENTS[other]) if one and other else 0


def _over(one: int, other: int) -> int:
    return _power(_EXPONENTS[one] - _EXPONENTS[other]) if one else 0
