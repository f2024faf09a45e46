"""The publishable document, read back as readers see it."""

import json
from functools import lru_cache
from typing import Any

from mellanrum.disclosure.tables import Variable
from mellanrum.web.publishing.view import View, ViewTable


@lru_cache(maxsize=32)
def view_of(document: str) -> View:
    """Read a document that has been published (`mellanrum-protected/1`)."""
    held = json.loads(document)
    variables = {each["key"]: _variable(each) for each in held["variables"]}
    limits = {key: threshold for key, _number, threshold, _lowest in held["system"]["cells"]}
    tables = tuple(_table(each) for each in held["tables"])
    return View(tables, variables, held["counts"], limits, held["threshold"], held["method"] == "rounded")


def _variable(held: dict[str, Any]) -> Variable:
    return Variable(held["key"], held["label"], held["codes"], is_several=held["several"])


def _table(held: dict[str, Any]) -> ViewTable:
    numbers = {tuple(codes): number for *codes, number in held["rows"]}
    form = held["form"]["key"] if held["form"] else ""
    return ViewTable(held["key"], held["title"], held["of"], tuple(held["by"]), numbers, held["at"], form)
