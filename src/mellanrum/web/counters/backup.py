"""A copy of the counters that may be kept: month totals, snapshots, closed surveys. Live cells are in none.

Two copies of live cells, taken with one entry between them, would be that entry. What is shown is taken from the
threshold up, so that copies of it tell no more than the pages do. A survey that is open is in no copy at all.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from mellanrum.surveys import collected as surveys
from mellanrum.tallies.ledger import Ledger, Part, from_text, to_text
from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import SpentCode, SpentToken, SurveyCounters, YearOfCounters
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.tenancy.models import Association

KIND = "mellanrum counters 1"

Row = YearOfCounters | SpentToken | SpentCode | SurveyCounters


class NotACopy(Exception):  # noqa: N818 - an answer to whoever runs the site
    """The text is no copy of counters."""


class NotEmpty(Exception):  # noqa: N818 - as above
    """There are counters already: a copy is only read into a database that has none."""


class Unknown(Exception):  # noqa: N818 - as above
    """The copy has associations (their slugs) that the site has not: nothing has been read in."""

    def __init__(self, slugs: Iterable[str]) -> None:
        self.slugs = tuple(sorted(slugs))
        super().__init__(", ".join(self.slugs))


def copy_text() -> str:
    """Write a copy of every association's counters as JSON; the same counters give the same text."""
    held = {each.slug: _copied(each) for each in Association.objects.order_by("slug")}
    written = {"kind": KIND, "associations": {slug: each for slug, each in held.items() if any(each.values())}}
    return json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def restore_text(text: str) -> int:
    """Read a copy into a database without counters, all of it or nothing; return how many ledgers it had.

    NotACopy, NotEmpty or Unknown where it cannot be.
    """
    associations = _read(text)
    known = {each.slug: each for each in Association.objects.filter(slug__in=associations)}
    if set(associations) - set(known):
        raise Unknown(set(associations) - set(known))
    rows = [row for slug, held in associations.items() for row in _rows(known[slug], held)]
    patiently(partial(_restore, rows))
    return sum(isinstance(row, YearOfCounters) for row in rows)


def shown_only(ledger: Ledger) -> Ledger:
    """Return a ledger with the cells that are shown in place of the live ones."""
    return replace(ledger, parts=tuple(replace(part, cells=_shown(part), typed={}) for part in ledger.parts))


def _shown(part: Part) -> Mapping[Any, int]:
    return {cell: number for cells in part.snapshots.values() for cell, number in cells.items()}


def _copied(association: Association) -> dict[str, Any]:
    ledgers = YearOfCounters.objects.of(association).order_by("intervention", "year")
    tokens = SpentToken.objects.of(association).filter(survey="").order_by("digest")  # those of a survey: it is open
    codes = SpentCode.objects.of(association).order_by("digest")
    return {
        "ledgers": [
            {
                "intervention": row.intervention,
                "year": row.year,
                "content": json.loads(to_text(shown_only(from_text(row.content)))),
            }
            for row in ledgers
        ],
        "spent_tokens": {row.digest: row.last_day.isoformat() for row in tokens if row.last_day},
        "spent_codes": [row.digest for row in codes],
        "surveys": _closed(association),
    }


def _closed(association: Association) -> dict[str, Any]:
    """Return the surveys that are closed, by their keys: nothing is counted in them any more."""
    rows = SurveyCounters.objects.of(association).order_by("survey")
    return {row.survey: json.loads(row.content) for row in rows if not surveys.from_text(row.content).is_open}


def _read(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError as error:
        raise NotACopy from error
    held = told.get("associations") if isinstance(told, dict) and told.get("kind") == KIND else None
    if not isinstance(held, dict):
        raise NotACopy
    return held


def _rows(association: Association, held: Mapping[str, Any]) -> list[Row]:
    own = {"association": association}
    try:
        ledgers = [_ledger_row(association, each) for each in held["ledgers"]]
        tokens = [
            SpentToken(**own, digest=digest, last_day=date.fromisoformat(day))
            for digest, day in held["spent_tokens"].items()
        ]
        codes = [SpentCode(**own, digest=digest) for digest in held["spent_codes"]]
        asked = held.get("surveys", {})  # a copy from before there were surveys has none
        return [*ledgers, *tokens, *codes, *(_survey_row(association, key, told) for key, told in asked.items())]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotACopy from error


def _ledger_row(association: Association, told: Mapping[str, Any]) -> YearOfCounters:
    ledger = from_text(json.dumps(told["content"]))
    if ledger.year != told["year"]:
        raise ValueError("the ledger of another year")
    return YearOfCounters(
        association=association, intervention=told["intervention"], year=ledger.year, content=to_text(ledger)
    )


def _survey_row(association: Association, key: str, told: Mapping[str, Any]) -> SurveyCounters:
    collected = surveys.from_text(json.dumps(told))
    return SurveyCounters(association=association, survey=key, content=surveys.to_text(collected))


def _restore(rows: Iterable[Row]) -> None:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        if YearOfCounters.objects.exists() or SurveyCounters.objects.exists():
            raise NotEmpty
        for row in rows:
            row.save(force_insert=True)
