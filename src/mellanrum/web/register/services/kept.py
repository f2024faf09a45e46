"""What other apps keep of those who take part and those who answer, told for the page of what is stored.

A source is a module that the settings name (`STORED`). It says what it keeps and until when, never how much, so that
those who may not see exact counts can be told; it gives the rows of the exact file, for those who may; and what
anybody may have of it beside publications.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from mellanrum.books.sheets.table import Written
from mellanrum.web.access.standing import Standing
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept: what it is of, what is kept, and until when."""

    of: str
    what: str
    until: str


@dataclass(frozen=True, slots=True)
class Given:
    """A text that anybody may have: what it is of, what kind of text, and what it says."""

    of: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What a source keeps: its heading, its things, and a sentence to say where there are none."""

    heading: str
    kept: tuple[Kept, ...]
    empty: str


class Source(Protocol):
    """A module that keeps something. `KEY` stands in the address of its exact file, `COLUMNS` are that file's."""

    KEY: str
    COLUMNS: tuple[str, ...]

    @staticmethod
    def section_of(association: Association, day: date) -> Section:
        """Say what is kept on a day. The same whether few have been counted or nobody."""

    @staticmethod
    def exact_rows(standing: Standing) -> Iterable[tuple[Written, ...]]:
        """Give what is kept as rows, exactly: what an open survey holds is not among it. Refused to all but keepers."""

    @staticmethod
    def given(standing: Standing) -> Iterable[Given]:
        """Give what anybody may have as it is, though it is in no publication."""


def sources() -> tuple[Source, ...]:
    """Return what the settings name."""
    return tuple(cast("Source", import_module(name)) for name in settings.STORED)


def source_of(key: str) -> Source | None:
    """Return a source by its key; None where there is none."""
    return next((each for each in sources() if key == each.KEY), None)
