"""Counting inside a site: the example's manager fills in forms and tick sheets, and beside it a counter is changed."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.follow_up import starts_of
from bench.samples import Take, in_turn
from bench.web.bare import bare, cleaned, timed
from bench.web.filling import stands
from bench.web.served import Answer
from bench.web.walking import manager
from mellanrum.composition.example_followup import follow_up_example
from mellanrum.tallies.checks import entry_findings
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import intervention_of
from mellanrum.web.register.form.desk import Desk, desk_of
from mellanrum.web.register.form.forms import first_values
from mellanrum.web.register.services.counting import token_of
from mellanrum.web.register.sheet.asked import written_month
from mellanrum.web.register.sheet.fields import month_name
from mellanrum.web.register.sheet.shape import now, shape_of
from mellanrum.web.start import demo

BY_FORM, BY_SHEET = "coachingteamet", "mottagningsteamet"
START, GUIDANCE = "start", "guidance"
_OK, _MOVED = 200, 302
_FIRST = "INSERT INTO bench_counter VALUES (1, 0)"
_ADD_ONE = "UPDATE bench_counter SET n = n + 1 WHERE id = 1"


@dataclass(frozen=True, slots=True)
class Counting:
    """Who counts, by which browser, and the starts that are counted in turn. `often` saves are made for a sample."""

    standing: Standing
    client: Client
    entries: Iterator[Entry]
    often: int

    def held(self, slug: str) -> Intervention:
        """Return an intervention of the example. RuntimeError where there is none."""
        found = intervention_of(self.standing.association, slug)
        if found is None:
            raise RuntimeError(f"the example has no {slug}")
        return found

    def by_service(self) -> float:
        """Count starts as the form does when it has been read and checked."""
        desk = desk_of(self.standing, BY_FORM, START)
        tokens = [token_of(self.standing, desk.purpose, desk.new_token()) for _ in range(self.often)]
        entries = [next(self.entries) for _ in tokens]
        start = time.perf_counter()
        for entry, token in zip(entries, tokens, strict=True):
            desk.count(entry, token)
        return (time.perf_counter() - start) / self.often

    def by_form(self) -> float:
        """Send forms that have been opened and filled in, and get their pages."""
        desk = desk_of(self.standing, BY_FORM, START)
        address = reverse("register:form", args=[self.standing.association.slug, BY_FORM, START])
        filled = [_fields(next(self.entries), desk) for _ in range(self.often)]
        start = time.perf_counter()
        for fields in filled:
            self._post(address, fields, _OK)
        return (time.perf_counter() - start) / self.often

    def by_sheet(self) -> float:
        """Send a sheet that has been opened and filled in, with a number more than the one before."""
        address, fields = self._sheet()
        start = time.perf_counter()
        self._post(address, fields, _MOVED)
        return time.perf_counter() - start

    def _sheet(self) -> tuple[str, dict[str, Any]]:
        held, month = self.held(BY_SHEET), self.standing.day.replace(day=1)
        address = reverse("register:sheet", args=[self.standing.association.slug, BY_SHEET, written_month(month)])
        page = Answer(address, _OK, self.client.get(address).content.decode(), "")
        stored = shape_of(self.standing, held, month, now(self.standing, held)).stored()
        more = month_name(GUIDANCE, Sex.WOMAN)
        typed = {**stored, more: stored.get(more, 0) + 1}
        return address, {**page.fields('name="seen"'), **{name: str(number) for name, number in typed.items()}}

    def _post(self, address: str, fields: dict[str, Any], wanted: int) -> None:
        answer = self.client.post(address, fields)
        if answer.status_code != wanted:
            raise RuntimeError(f"{address} answers {answer.status_code} to a form: {answer.content.decode()[:5000]}")


def _fields(entry: Entry, desk: Desk) -> dict[str, Any]:
    chosen = {"month": written_month(entry.month), "sex": entry.sex.value, "token": desk.new_token()}
    return {**chosen, **first_values(entry.answers, desk.scheme)}


def counted(rounds: int, often: int, ways: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Count by some ways in turn, so many saves for each of the samples; give the seconds of one save."""
    counting = _counting(often)
    with bare("bench_counter", "id integer PRIMARY KEY, n bigint NOT NULL", _ADD_ONE, _FIRST) as add_one:
        takes: dict[str, Take] = {
            "service": counting.by_service,
            "form": counting.by_form,
            "sheet": counting.by_sheet,
            "bare": partial(timed, add_one, often),
            "cleaned": partial(timed, cleaned(add_one), often),
        }
        series = in_turn([takes[way] for way in ways], rounds, warm=rounds > 1)
    return dict(zip(ways, series, strict=True))


def _counting(often: int) -> Counting:
    standing = stands(demo.SIGN_INS[0].email, demo.SLUG)
    desk = desk_of(standing, BY_FORM, START)
    made = starts_of(follow_up_example(), desk.scheme, standing.day.replace(day=1))
    first_day = desk.intervention.first_day
    usual = [each for each in made if not entry_findings(each, desk.scheme, first_day=first_day, today=standing.day)]
    asked = [
        replace(each, answers={key: each.answers[key] for key in desk.asked if key in each.answers}) for each in usual
    ]
    return Counting(standing, manager(), cycle(asked), often)
