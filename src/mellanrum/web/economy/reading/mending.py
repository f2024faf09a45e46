"""Findings for a page: alike ones together, and where each is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mellanrum.findings import Finding, Severity
from mellanrum.findings.codes import code_of
from mellanrum.web.access.rules import can_import_books
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.parts.templatetags.parts import spoken

SHOWN = 3
"""How many findings alike are shown before the others are folded away."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where something is mended or looked at: an address of ours, and what is done there."""

    url: str
    label: Any


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words, and the ways from it."""

    words: dict[str, Any]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one code in one file: the first ones, and those that are folded away."""

    severity: str
    severity_word: str
    first: tuple[Told, ...]
    more: tuple[Told, ...]


_FORMS: tuple[tuple[str, str, Any], ...] = (
    # what the code begins with, the route, what is done there; the first that fits
    ("statements.unmapped_account", "account_map", _("To the account map")),
    ("statements.internal_not_nil", "account_map", _("To the account map")),
    ("statements.contributions_unbudgeted", "budget", _("To the budget")),
    ("statements.budget_sign", "budget", _("To the budget")),
    ("review.audit_missing", "account_map", _("To the account map")),
    ("review.no_year", "reported", _("To the figures of earlier years")),
    ("review.over_limit", "ratios", _("To the key ratios")),
    ("documents.comment_without_area", "deviations", _("To the deviations")),
    ("figures.reported_differs", "reported", _("To the figures of earlier years")),
    ("reported.", "reported", _("To the figures of earlier years")),
    ("map.", "account_map", _("To the account map")),
    ("budget.", "budget", _("To the budget")),
    ("DR4", "budget", _("To the budget")),
    ("sie.", "import", _("Read the books in again")),
    ("sheet.", "import", _("Read the books in again")),
    ("books.", "import", _("Read the books in again")),
    ("statements.", "import", _("Read the books in again")),
)
_OF_A_YEAR = frozenset({"ratios", "deviations"})


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by how much they matter."""
    told = [item.severity for item in findings]
    return {severity.value: told.count(severity) for severity in Severity} | {"all": len(told)}


def folded(findings: Iterable[Finding], standing: Standing, desk: YearAtDesk) -> tuple[Alike, ...]:
    """Put alike findings together; the order is that of the first of each kind."""
    kinds: dict[tuple[Severity, str, str | None], list[Finding]] = {}
    for item in findings:
        kinds.setdefault((item.severity, item.code, item.place.file), []).append(item)
    return tuple(_alike(items, standing, desk) for items in kinds.values())


def _alike(items: list[Finding], standing: Standing, desk: YearAtDesk) -> Alike:
    told = [Told(spoken(item), tuple(ways(item, standing, desk))) for item in items]
    # One alone is not worth folding away.
    shown = SHOWN if len(told) > SHOWN + 1 else len(told)
    return Alike(told[0].words["severity"], told[0].words["severity_word"], tuple(told[:shown]), tuple(told[shown:]))


def asks_nothing(item: Finding) -> bool:
    """Tell whether a finding says itself that nothing needs to be done."""
    return code_of(item.code).turn == "last"


def _form(item: Finding) -> tuple[str, Any] | None:
    return next(((route, label) for prefix, route, label in _FORMS if item.code.startswith(prefix)), None)


def ways(item: Finding, standing: Standing, desk: YearAtDesk) -> Iterator[Way]:
    """Give the form where a finding is mended, to those who may open it, and the figure it is about."""
    slug = standing.association.slug
    form = None if asks_nothing(item) else _form(item)
    if form is not None and (form[0] != "import" or can_import_books(standing)):
        route, label = form
        yield Way(reverse(f"economy:{route}", args=[slug, desk.year] if route in _OF_A_YEAR else [slug]), label)
    key = item.place.key or ""
    if key and desk.opened.book.find(key) is not None:
        yield Way(reverse("economy:trace", args=[slug, desk.year, key]), _("See what the figure is made of"))
