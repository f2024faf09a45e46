"""Answering inside a site: the example's forms are left in a survey of one's own, and beside it rows are inserted."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import cycle

from django.test import Client

from bench.samples import Take, in_turn
from bench.web.bare import bare, cleaned, timed
from bench.web.filling import stands
from mellanrum.composition.example_surveys import forms_of, survey_example
from mellanrum.findings import has_error
from mellanrum.surveys.filled import FilledForm
from mellanrum.web.access.standing import today
from mellanrum.web.answering.carried import Carried
from mellanrum.web.answering.crowding import by_link
from mellanrum.web.answering.place import Place, place_at
from mellanrum.web.start import demo
from mellanrum.web.surveys import services
from mellanrum.web.surveys.models import Survey

_OK = 200
WAYS = ("service", "page", "bare", "cleaned")
_INSERT = "INSERT INTO bench_answer VALUES ('ended;woman;often;mostly;always;partly;wholly;yes')"
"""What somebody would do who keeps a row for each who answers."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A survey that is open, and the forms that are left in turn. `often` are left for a sample."""

    survey: Survey
    forms: Iterator[FilledForm]
    client: Client
    often: int

    def by_service(self) -> float:
        """Leave answers as the last page does when it has been read."""
        place = self._place()
        tokens = [place.token(place.begun("sv")) for _ in range(self.often)]
        forms = [next(self.forms) for _ in tokens]
        start = time.perf_counter()
        for form, token in zip(forms, tokens, strict=True):
            if has_error(services.answer(self.survey, form, day=place.day, token=token)):
                raise RuntimeError("an answer of the example was not counted")
        return (time.perf_counter() - start) / self.often

    def by_page(self) -> float:
        """Press the button of last pages that have been come to, and get the thanks."""
        place = self._place()
        sent = [self._last_page(place) for _ in range(self.often)]
        by_link.empty()  # who leaves so many in a minute would be held back
        start = time.perf_counter()
        for fields in sent:
            answer = self.client.post(place.url, fields)
            if answer.status_code != _OK:
                raise RuntimeError(f"{place.url} answers {answer.status_code}: {answer.content.decode()[:5000]}")
        return (time.perf_counter() - start) / self.often

    def _place(self) -> Place:
        found = place_at(self.survey.address)
        if found is None:
            raise RuntimeError("the survey is not there")
        return found

    def _last_page(self, place: Place) -> dict[str, str]:
        begun, form = place.begun("sv"), next(self.forms)
        carried = Carried(begun.version, begun.token, "sv", form.group, form.sex.value, dict(form.answers))
        return {"state": place.signed(carried), "at": "end", "do": "leave"}


def answered(rounds: int, often: int) -> dict[str, tuple[float, ...]]:
    """Leave answers by both ways and insert rows in turn; give the seconds of one, a series for each way."""
    answering = _answering(often)
    with bare("bench_answer", "answers varchar(200) NOT NULL", _INSERT) as insert:
        takes: tuple[Take, ...] = (
            answering.by_service,
            answering.by_page,
            partial(timed, insert, often),
            partial(timed, cleaned(insert), often),
        )
        series = in_turn(takes, rounds, warm=rounds > 1)
    return dict(zip(WAYS, series, strict=True))


def _answering(often: int) -> Answering:
    standing = stands(demo.SIGN_INS[0].email, demo.SLUG)
    example = next(each for each in survey_example().collected if each.questionnaire == "indicators")
    plan = services.Plan("Mätning", example.questionnaire, today(), today() + timedelta(days=1))
    survey = services.plan(standing, plan)
    forms = forms_of(example, services.questionnaire_of(survey))
    return Answering(survey, cycle(forms), Client(headers={"host": "localhost"}), often)
