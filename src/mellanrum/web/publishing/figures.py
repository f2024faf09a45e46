"""The numbers that are to be published, as linked tables: of a year or a period, by what each source offers.

A source is a module that offers `subjects(association, day)`, what may be published on a day, the newest first, and
`figures_of(association, day, key, breadth)`, the numbers of one of them, None where it has none by that key. Of what
has been published it offers `rule_of(publication, table)`, by which rule a table counts, and `beside(standing, held)`,
years beside each other. Which sources there are stands in the settings: apps above this one have their own.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from mellanrum.disclosure.release.shapes import DerivedShape
from mellanrum.disclosure.tables import TableSet
from mellanrum.findings import Finding
from mellanrum.web.access.standing import Standing
from mellanrum.web.publishing.beside import Beside
from mellanrum.web.publishing.models import Breadth, Publication
from mellanrum.web.publishing.periods import Publishable
from mellanrum.web.publishing.services.reading import OfYear, whole_years
from mellanrum.web.publishing.view import ViewTable
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True)
class Figures:
    """What there is to publish of a time; `left_out` says why tables are not in it though something was counted.

    `derived` are means that stand in it where the numbers they follow may be shown.
    """

    subject: Publishable
    tables: TableSet
    left_out: tuple[Finding, ...] = ()
    derived: tuple[DerivedShape, ...] = ()

    @cached_property
    def digest(self) -> str:
        """A keyed hash of the numbers."""
        return digest_of(self.tables, self.derived)


class Source(Protocol):
    """What offers numbers to publish."""

    def subjects(self, association: Association, day: date) -> tuple[Publishable, ...]:
        """List what may be published on a day, the newest first."""

    def figures_of(self, association: Association, day: date, key: str, breadth: str = Breadth.MAIN) -> Figures | None:
        """Return the numbers of what has a key; None where it has none, or it may not be published."""

    def beside(self, standing: Standing, held: Sequence[OfYear]) -> Iterable[Beside]:
        """Put what it has of published years beside each other, for somebody to read."""

    def rule_of(self, publication: Publication, table: ViewTable) -> tuple[str, ...]:
        """Say by which declared rule a table counts, and what that rests on; nothing where it has no such table."""


def sources() -> tuple[Source, ...]:
    """Return what offers numbers, in the order they are listed."""
    return tuple(cast("Source", import_module(name)) for name in settings.PUBLISHED)


def to_choose_from(association: Association, day: date) -> tuple[Publishable, ...]:
    """List all that may be published on a day."""
    return tuple(subject for source in sources() for subject in source.subjects(association, day))


def figures_of(association: Association, day: date, key: str, breadth: str = Breadth.MAIN) -> Figures | None:
    """Return the numbers of a year or a period by its key; None where it may not be published."""
    found = (source.figures_of(association, day, key, breadth) for source in sources())
    return next((each for each in found if each is not None), None)


def beside_of(standing: Standing) -> tuple[Beside, ...]:
    """List what somebody reads of published years beside each other, the follow-up of all together first."""
    held = whole_years(standing)
    return tuple(each for source in sources() for each in source.beside(standing, held)) if held else ()


def rule_of(publication: Publication, table: ViewTable) -> tuple[str, ...]:
    """Say by which declared rule a published table counts, and what that rests on; nothing where that is not known."""
    found = (source.rule_of(publication, table) for source in sources())
    return next((each for each in found if each), ())


def digest_of(tables: TableSet, derived: Sequence[DerivedShape] = ()) -> str:
    """Hash the numbers of a set with the site's own key: it tells whether they are the same, and nothing of them."""
    told = repr([(each.key, each.of, dict(each.at), each.by, sorted(each.numbers.items())) for each in tables.tables])
    means = "".join(each.model_dump_json() for each in derived)
    return hmac.new(settings.DISCLOSURE_SEED.encode(), f"{told}{means}".encode(), hashlib.sha256).hexdigest()
