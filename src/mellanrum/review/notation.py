"""The notation relations are declared in.

    balance_sheet.current_assets = balance_sheet.inventory? + balance_sheet.receivables + balance_sheet.cash

A key is a figure of the year; with `@-1` of the year before. `?` says that a report may leave the row out when it is
nil. `cost_note.*` is every row of a table but its sums; `$` a name that is the same throughout ("operations.$.net").
`{a | b + c}` is the first of several that is stated. At least one key of a sum must be stated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:([a-z0-9_.*$]+)((?:@-1)?)(\??)|([{}|+=/-])|$)")
_EMPTY = ("", "", "", "")


@dataclass(frozen=True, slots=True)
class Key:
    """A figure, or with `*` a family of figures: `year` 0 is the year checked, -1 the year before."""

    pattern: str
    year: int = 0
    may_be_left_out: bool = False

    @property
    def is_family(self) -> bool:
        """Whether it stands for several figures."""
        return "*" in self.pattern


@dataclass(frozen=True, slots=True)
class Choice:
    """The first of several sums that is stated."""

    sums: tuple["Sum", ...]
    may_be_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """A term: a key or choice, added (1) or taken off (-1)."""

    sign: int
    item: Key | Choice


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms that are added."""

    terms: tuple[Signed, ...]

    def walk(self) -> Iterator[Key]:
        """Walk all keys, those of every choice too."""
        for term in self.terms:
            if isinstance(term.item, Key):
                yield term.item
            else:
                for one in term.item.sums:
                    yield from one.walk()


def read_sum(text: str) -> Sum:
    """Read a sum. ValueError where the text is not one."""
    return _read(text, ())[0]


def read_pair(text: str, sign: str) -> tuple[Sum, Sum]:
    """Read two sums with a sign between them: `=` or `/`. ValueError where the text is not that."""
    left, right = _read(text, (sign,))
    return left, right


def _read(text: str, signs: tuple[str, ...]) -> list[Sum]:
    reader = _Reader(text)
    sums = [reader.sum()]
    for sign in signs:
        reader.expect(sign)
        sums.append(reader.sum())
    reader.expect("")
    return sums


class _Reader:
    """Reads the notation from left to right; `ahead` is the token that comes next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ahead = _EMPTY
        self.step()

    def step(self) -> None:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            self.fail()
        else:
            self.at = match.end()
            key, year, mark, sign = match.groups(default="")
            self.ahead = (key, year, mark, sign)

    def fail(self) -> None:
        message = f"not a relation: {self.text!r}, near character {self.at}"
        raise ValueError(message)

    def expect(self, sign: str) -> None:
        if self.ahead[0] or self.ahead[3] != sign:
            self.fail()
        self.step()

    def sum(self) -> Sum:
        terms = [Signed(self.sign(first=True), self.item())]
        while self.ahead[3] in ("+", "-"):
            terms.append(Signed(self.sign(), self.item()))
        return Sum(tuple(terms))

    def sign(self, *, first: bool = False) -> int:
        found = self.ahead[3]
        if found in ("+", "-"):
            self.step()
        elif not first:
            self.fail()
        return -1 if found == "-" else 1

    def item(self) -> Key | Choice:
        key, year, mark, sign = self.ahead
        if key:
            self.step()
            return Key(key, -1 if year else 0, bool(mark))
        if sign != "{":
            self.fail()
        return self.choice()

    def choice(self) -> Choice:
        self.expect("{")
        sums = [self.sum()]
        while self.ahead[3] == "|":
            self.expect("|")
            sums.append(self.sum())
        if self.ahead[3] != "}":
            self.fail()
        may_be_left_out = self.text[self.at : self.at + 1] == "?"
        self.at += may_be_left_out
        self.step()
        return Choice(tuple(sums), may_be_left_out)
