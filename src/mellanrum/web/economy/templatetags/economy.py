"""The pages of the economy beside each other, and the years that can be read."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mellanrum.findings import Severity
from mellanrum.web.access.rules import refusal_of
from mellanrum.web.economy.opening import years_with_books
from mellanrum.web.economy.reading.sections import PAGES
from mellanrum.web.economy.reading.trails import RATIOS
from mellanrum.web.parts.templatetags.parts import lang

register = template.Library()

OF_A_YEAR = (
    ("at_year", _("Overview"), "read_statements"),
    ("board", _("How is it going?"), "read_statements"),
    ("statements", _("Statements and notes"), "read_statements"),
    ("deviations", _("Deviations"), "read_statements"),
    ("ratios", _("Key ratios"), "read_key_ratios"),
    ("findings", _("To mend"), "read_statements"),
)
OF_THE_DESK = (
    ("import", _("Read in"), "import_books"),
    ("files", _("Files"), "fetch_files"),
    ("account_map", _("Account map"), "read_statements"),
    ("budget", _("Budget"), "read_statements"),
    ("reported", _("Earlier years"), "read_statements"),
)


BESIDE = {"account_map": ("areas", "keys")}
"""Pages that have no tab of their own, by the one they belong to."""


@register.inclusion_tag("economy/parts/tabs.html", takes_context=True)
def economy_tabs(context: Context) -> dict[str, Any]:
    """Write the pages of the economy beside each other; what the reader may not open is left out."""
    slug, path = context["standing"].association.slug, context["request"].path
    tabs = [*_of_the_year(context, slug), *_of_the_desk(context, slug)]
    # The economy's own address shows the newest year.
    path = tabs[0]["url"] if tabs and path == reverse("economy:home", args=[slug]) else path
    here = max(tabs, key=lambda tab: _covered(tab, path), default={})
    return {"tabs": [tab | {"is_here": tab is here and _covered(tab, path) > 0} for tab in tabs]}


def _covered(tab: dict[str, Any], path: str) -> int:
    """Say how much of an address a tab covers: the one that covers most is where the reader is."""
    return max((len(part) for part in tab["covers"] if path.startswith(part)), default=0)


def _of_the_year(context: Context, slug: str) -> Iterator[dict[str, Any]]:
    years = context.get("years") or years_with_books(context["standing"].association)
    at = context.get("year")
    year = at if at in years else next(iter(years), None)  # a year that is told without books has no such pages
    shown = [each for each in OF_A_YEAR if year is not None and not refusal_of(each[2], context["standing"])]
    for route, label, _ability in shown:
        url = reverse(f"economy:{route}", args=[slug, year])
        yield {"url": url, "covers": [url, *_below(route, slug, year)], "label": label, **_count(context, route)}


def _below(route: str, slug: str, year: int | None) -> list[str]:
    """List how the addresses begin that have no tab of their own: sections, figures, accounts and their vouchers."""
    if route == "statements":
        inside = [
            reverse(f"economy:{name}", args=[slug, year, "-"]).removesuffix("-/") for name in ("trace", "account")
        ]
        return [*(reverse(f"economy:{page.key}", args=[slug, year]) for page in PAGES), *inside]
    return [reverse("economy:trace", args=[slug, year, f"{RATIOS}."]).removesuffix("/")] if route == RATIOS else []


def _count(context: Context, route: str) -> dict[str, Any]:
    desk = context.get("desk")
    if route != "findings" or desk is None:
        return {}
    told = [item.severity for item in desk.findings(lang())]
    errors, warnings = told.count(Severity.ERROR), told.count(Severity.WARNING)
    return {"count": errors or warnings, "mark": "error" if errors else "warning"}


def _of_the_desk(context: Context, slug: str) -> Iterator[dict[str, Any]]:
    for route, label, ability in OF_THE_DESK:
        url, *below = (reverse(f"economy:{name}", args=[slug]) for name in (route, *BESIDE.get(route, ())))
        if route == "budget" and "budget_of" in context:
            below.append(reverse("economy:budget_year", args=[slug, context["budget_of"]]))
        if not refusal_of(ability, context["standing"]):
            yield {"url": url, "covers": [url, *below], "label": label}


@register.inclusion_tag("economy/parts/years.html", takes_context=True)
def year_switch(context: Context) -> dict[str, Any]:
    """Write the years there are books for; each leads to the same page of that year."""
    match = context["request"].resolver_match
    kwargs = {**match.kwargs, "association": context["standing"].association.slug}
    route = match.view_name if "year" in kwargs else "economy:at_year"  # the newest year's page says no year
    links = [
        {
            "year": year,
            "url": reverse(route, kwargs={**kwargs, "year": year}),
            "is_here": year == context["year"],
        }
        for year in context["years"]
    ]
    return {"links": links}
