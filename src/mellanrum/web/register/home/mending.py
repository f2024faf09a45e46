"""What does not tie in the interventions somebody counts in, each with the tick sheet where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mellanrum.findings import Finding
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.templatetags.parts import spoken
from mellanrum.web.register.services.due import Watched, month_of, written


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words, and where it is mended: an address and what is done there, empty where nowhere."""

    words: dict[str, Any]
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """An intervention and what does not tie in it."""

    slug: str
    name: str
    told: tuple[Told, ...]


def groups_of(standing: Standing, watched: tuple[Watched, ...]) -> tuple[Group, ...]:
    """List the interventions where something does not tie, by name."""
    groups = (Group(each.slug, each.name, tuple(_told(standing, each))) for each in watched)
    return tuple(group for group in groups if group.told)


def _told(standing: Standing, each: Watched) -> Iterator[Told]:
    for item in each.findings:
        month = _sheet_of(each, item)
        url = reverse("register:sheet", args=[standing.association.slug, each.slug, written(month)]) if month else ""
        label = _("To the tick sheet of %(month)s") % {"month": date_format(month, "F Y")} if month else ""
        yield Told(spoken(item), url, label)


def _sheet_of(each: Watched, item: Finding) -> date | None:
    """Return the month whose tick sheet a finding is mended on: its own, or the last one begun of its period."""
    own = month_of(item)
    if own is not None:
        return own
    parts = (item.place.key or "").split(".")
    if len(parts) < 3 or parts[2][:1] != "p" or not (parts[1] + parts[2][1:]).isdigit():
        return None
    ledger = each.ledger(int(parts[1]))
    if ledger is None:
        return None
    last = date(ledger.year, ledger.kind.months_of(int(parts[2][1:]))[-1], 1)
    return min(last, each.day.replace(day=1))
