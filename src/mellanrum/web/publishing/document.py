"""The publishable document, read back as readers see it."""

import json
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from mellanrum.disclosure.tables import Variable
from mellanrum.web.publishing.view import View, ViewTable


@lru_cache(maxsize=16)  # six years of two kinds beside each other; one of every table is megabytes when read
def view_of(document: str) -> View:
    """Read a document that has been published (`mellanrum-protected/1`)."""
    held = json.loads(document)
    variables = {each["key"]: _variable(each) for each in held["variables"]}
    limits = {key: threshold for key, _number, threshold, _lowest in held["system"]["cells"]}
    titles = Counter(each["title"] for each in held["tables"])
    tables = tuple(_table(each, variables if titles[each["title"]] > 1 else {}) for each in held["tables"])
    is_rounded = held["method"] == "rounded"
    return View(tables, variables, held["counts"], limits, held["threshold"], is_rounded, _means(held))


def _means(held: dict[str, Any]) -> dict[str, Decimal | None]:
    told = (each for each in held.get("derived", ()) if each["kind"] == "mean")
    return {each["of"]: Decimal(each["value"]) if each["value"] else None for each in told}


def _variable(held: dict[str, Any]) -> Variable:
    return Variable(
        held["key"], held["label"], held["codes"], is_several=held["several"], tells_zeros=held["tells_zeros"]
    )


def _table(held: dict[str, Any], told_apart: dict[str, Variable]) -> ViewTable:
    """Read a table; where others have the same title, what it is by tells it apart."""
    numbers = {tuple(codes): number for *codes, number in held["rows"]}
    form = held["form"]["key"] if held["form"] else ""
    varied = [key for at, key in enumerate(held["by"]) if len({codes[at] for codes in numbers}) > 1]
    title = _told_apart(held["title"], [told_apart[key].label.lower() for key in varied if key in told_apart])
    about = held.get("about", "")
    return ViewTable(held["key"], title, held["of"], tuple(held["by"]), numbers, held["at"], form, about)


def _told_apart(title: str, labels: list[str]) -> str:
    if not labels:
        return title
    with translation.override("sv"):  # a document is in Swedish, whoever reads it
        *first, last = labels
        by = _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last
        return _("%(what)s, by %(variables)s") % {"what": title, "variables": by}
