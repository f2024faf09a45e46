"""How many took part in a year, told by the desks above: modules that the settings name (`PARTICIPATIONS`)."""

from collections.abc import Hashable, Mapping
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from mellanrum.figures import Figure
from mellanrum.web.tenancy.models import Association


class Source(Protocol):
    """What knows how many took part, as whoever reads key ratios may know it."""

    def state_of(self, association: Association) -> Hashable:
        """Tell what the numbers rest on: another answer whenever they may be others."""

    def participations_of(self, association: Association) -> Mapping[int, Figure | None]:
        """Return the figure `participations.total` by year; None for a year that is told of, but not of this."""


def sources() -> tuple[Source, ...]:
    """Return what knows how many took part."""
    return tuple(cast("Source", import_module(name)) for name in settings.PARTICIPATIONS)


def state_of(association: Association) -> tuple[Hashable, ...]:
    """Tell what the numbers rest on: what has been computed of them holds as long as this is the same."""
    return tuple(source.state_of(association) for source in sources())


def participations_of(association: Association) -> tuple[Figure, ...]:
    """Return how many took part, by year."""
    return tuple(figure for figure in _by_year(association).values() if figure is not None)


def untold_years(association: Association) -> frozenset[int]:
    """List the years whose number is hidden in what is told of them: no document may tell it in its stead."""
    return frozenset(year for year, figure in _by_year(association).items() if figure is None)


def is_of_participations(key: str) -> bool:
    """Tell whether a figure says how many took part, or would by a division."""
    return key.startswith("participations.") or key == "ratios.cost_per_participation"


def _by_year(association: Association) -> Mapping[int, Figure | None]:
    """Ask the sources: of two that know of a year the first counts."""
    found: dict[int, Figure | None] = {}
    for source in sources():
        found = {**source.participations_of(association), **found}
    return found
