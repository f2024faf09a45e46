"""Sealing and opening: AES-CCM with a nonce of 56 bits and a tag of 64 (NIST SP 800-38C, RFC 3610).

A code is, bit by bit: version (3), the key's year (5, modulo 32), the key's mark (10), nonce (56), the sealed answers
(whole bytes), tag (64), nothing (the rest up to whole groups); then two characters of check. What it is sealed to is
the version, the association, the intervention, the event, the year and the layout: it opens with no other.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM

from mellanrum.tallies.code.carried import BECOMES, comes_after
from mellanrum.tallies.code.faults import CodeFault, Reason
from mellanrum.tallies.code.keys import MARK_BITS, Key
from mellanrum.tallies.code.layout import Layout, pack, unpack
from mellanrum.tallies.code.writing import (
    BITS,
    CHECKS,
    GROUP,
    Slipped,
    Typed,
    grouped,
    typed,
    with_check,
    without_check,
)
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex

VERSION = 1
NONCE = 7
TAG = 8
SIZES: Mapping[int, int] = {36: 4, 40: 6, 44: 9, 48: 11}
"""The lengths of codes, and how many bytes of answers each has."""

_YEARS = 32
_YEAR_BITS = 5
_VERSION_BITS = 3
_HEAD_BITS = _VERSION_BITS + _YEAR_BITS + MARK_BITS
_MOST_STRANGE = 3  # characters that no code has, in something that is a mistyped code all the same


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code says. `event` is what it was given at, `intervention` where; `month` the first day of its month.

    `used` is what is remembered when it has been used at the event it was opened for: a keyed hash, of nothing but
    chance and the event's name.
    """

    event: str
    intervention: str
    month: date = field(repr=False)
    sex: Sex = field(repr=False)
    answers: Mapping[str, Given] = field(repr=False, hash=False)
    used: str = field(repr=False)


def seal(  # noqa: PLR0913 - what it is sealed to takes two
    entry: Entry, layout: Layout, scheme: Scheme, key: Key, token: bytes, *, association: str, intervention: str
) -> str:
    """Return the code of an entry in groups of four; `key` is of the entry's year.

    `token` is the form's: the same token and the same answers give the same code, another token another. The answers
    are part of it since a nonce must never seal two different texts.
    """
    size = next(size for size, length in SIZES.items() if length >= layout.length)
    packed = pack(entry, layout, scheme).rjust(SIZES[size], b"\0")
    bound = _bound(association, intervention, key.year, layout)
    nonce = hmac.digest(key.part("nonce"), len(token).to_bytes(4) + token + packed + bound, "sha256")[:NONCE]
    sealed = AESCCM(key.part("seal"), tag_length=TAG).encrypt(nonce, packed, bound)
    head = (VERSION << _YEAR_BITS | key.year % _YEARS) << MARK_BITS | key.mark
    bits = head << (8 * len(nonce + sealed)) | int.from_bytes(nonce + sealed)
    return grouped(with_check(bits << _spare(size), size))


def unseal(
    text: str, keys: Iterable[Key], *, association: str, interventions: Iterable[str], used_at: str
) -> Opened | CodeFault:
    """Open a code as it was typed, for use at an event; or say why it cannot be.

    `keys` are all the association has had, `interventions` its slugs, the likeliest first.
    """
    keys = tuple(keys)
    read = _read(typed(text), keys, used_at)
    if isinstance(read, CodeFault):
        return read
    own = [key for key in keys if (key.year % _YEARS, key.mark) == (read.year, read.mark)]
    if not own:
        return CodeFault(Reason.OTHER_ASSOCIATION)
    if all(key.is_destroyed for key in own):
        return CodeFault(Reason.DESTROYED_KEY, year=own[0].year)
    found = next(_opened(read, own, association, tuple(interventions), used_at), None)
    if found is None:
        return CodeFault(Reason.ALTERED)
    return found if comes_after(found.event, used_at) else CodeFault(Reason.OTHER_EVENT, event=found.event)


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    mark: int
    nonce: bytes
    sealed: bytes
    is_whole: bool


def _read(written: Typed, keys: Iterable[Key], used_at: str) -> _Read | CodeFault:
    """Take a code apart, as far as that goes without a key."""
    usual = _usual_sizes(keys, used_at)
    strange = written.strange
    is_far = abs(len(written.text) - min(usual)) > 2 * GROUP
    if len(strange) > _MOST_STRANGE or (strange and is_far) or 2 * len(written.text) < min(usual):
        return CodeFault(Reason.NOT_A_CODE)
    if len(written.text) not in SIZES:
        return _wrong_length(written, usual)
    if strange:
        return CodeFault(Reason.STRANGE, groups=(strange[0] // GROUP + 1,), character=written.text[strange[0]])
    number = without_check(written.text)
    if isinstance(number, Slipped):
        is_usual = len(written.text) in usual
        return CodeFault(Reason.MISTYPED, groups=number.groups) if is_usual else _wrong_length(written, usual)
    return _parted(number, len(written.text))


def _parted(number: int, size: int) -> _Read | CodeFault:
    length = NONCE + SIZES[size] + TAG
    body, rest = divmod(number, 1 << _spare(size))
    head, sealed = divmod(body, 1 << 8 * length)
    version, year = divmod(head >> MARK_BITS, _YEARS)
    if version > VERSION:
        return CodeFault(Reason.LATER_VERSION)
    if version < VERSION:
        return CodeFault(Reason.NOT_A_CODE)
    bytes_ = sealed.to_bytes(length)
    return _Read(year, head % (1 << MARK_BITS), bytes_[:NONCE], bytes_[NONCE:], rest == 0)


def _opened(
    read: _Read, keys: Iterable[Key], association: str, interventions: tuple[str, ...], used_at: str
) -> Iterator[Opened]:
    """Try what it may have been sealed to: the layouts in use with the key, and the interventions."""
    for key in keys:
        if key.is_destroyed or not read.is_whole:
            continue
        seal_of = AESCCM(key.part("seal"), tag_length=TAG)
        for intervention, layout in product(interventions, key.layouts):
            try:
                packed = seal_of.decrypt(read.nonce, read.sealed, _bound(association, intervention, key.year, layout))
            except InvalidTag:
                continue
            told = unpack(packed, layout)
            if told is not None:
                sex, month, answers = told
                renamed = {BECOMES.get(question, question): given for question, given in answers.items()}
                used = hmac.new(key.part("used"), read.nonce + used_at.encode(), "sha256").hexdigest()
                yield Opened(layout.event, intervention, date(key.year, month, 1), sex, renamed, used)


def _bound(association: str, intervention: str, year: int, layout: Layout) -> bytes:
    told = (association, intervention, layout.event, str(year))
    return bytes([VERSION]) + "/".join(told).encode() + layout.digest


def _usual_sizes(keys: Iterable[Key], used_at: str) -> tuple[int, ...]:
    """List the lengths of the codes that are used at an event; all lengths where there is none yet."""
    longest = [layout.length for key in keys for layout in key.layouts if comes_after(layout.event, used_at)]
    found = {next(size for size, length in SIZES.items() if length >= each) for each in longest}
    return tuple(sorted(found)) or tuple(SIZES)


def _wrong_length(written: Typed, usual: tuple[int, ...]) -> CodeFault:
    number = len(written.text)
    nearest = min(usual, key=lambda size: (abs(size - number), size))
    reason = Reason.TOO_SHORT if number < nearest else Reason.TOO_LONG
    odd = written.odd_group
    return CodeFault(reason, number=number, expected=nearest, groups=(odd,) if odd else ())


def _spare(size: int) -> int:
    return BITS * (size - CHECKS) - _HEAD_BITS - 8 * (NONCE + SIZES[size] + TAG)
