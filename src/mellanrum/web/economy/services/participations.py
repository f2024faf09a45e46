"""How many took part in a year, told by the desks above: modules that the settings name (`PARTICIPATIONS`)."""

from collections.abc import Hashable
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from mellanrum.figures import Figure
from mellanrum.web.tenancy.models import Association


class Source(Protocol):
    """What knows how many took part, as whoever reads key ratios may know it."""

    def state_of(self, association: Association) -> Hashable:
        """Tell what the numbers rest on: another answer whenever they may be others."""

    def participations_of(self, association: Association) -> tuple[Figure, ...]:
        """Return the figures `participations.total`, at most one for a year."""


def sources() -> tuple[Source, ...]:
    """Return what knows how many took part."""
    return tuple(cast("Source", import_module(name)) for name in settings.PARTICIPATIONS)


def state_of(association: Association) -> tuple[Hashable, ...]:
    """Tell what the numbers rest on: what has been computed of them holds as long as this is the same."""
    return tuple(source.state_of(association) for source in sources())


def participations_of(association: Association) -> tuple[Figure, ...]:
    """Return how many took part, by year; of two sources the first counts."""
    found: dict[int, Figure] = {}
    for source in sources():
        for figure in source.participations_of(association):
            found.setdefault(figure.period.year, figure)
    return tuple(found.values())
