"""Many who leave their answers at the same moment: none is lost, and none is counted twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from mellanrum.web.counters.texts import texts_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import handed_in, make_slips
from support.answering import Person
from support.people import an_association
from support.surveying import a_survey, manager_of

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20
WAY = ("guests", "yes", "wholly", "woman")


@pytest.fixture
def survey() -> Survey:
    return a_survey(manager_of(an_association()), has_slips=True)


def at_once(steps: Sequence[Callable[[], Person]]) -> Counter[tuple[int, str]]:
    """Do every step at the same moment; how each was answered."""
    ready = Barrier(len(steps))

    def done(step: Callable[[], Person]) -> tuple[int, str]:
        try:
            ready.wait()
            person = step()
            return person.page.status_code, person.heading
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as threads:
        return Counter(threads.map(done, steps))


def test_answers_of_many_are_each_counted_with_what_they_wrote(survey: Survey) -> None:
    people = [Person(survey).begin().choose(*WAY) for _ in range(MANY)]

    told = at_once([lambda person=person: person.press("leave", text="Gott") for person in people])  # type: ignore[misc]  # mypy cannot tell what a default is

    assert (told, handed_in(survey)) == (Counter({(200, "Tack"): MANY}), MANY)
    assert len(texts_of(survey.association, survey.key)) == MANY


def test_one_form_that_is_sent_many_times_at_once_is_counted_once(survey: Survey) -> None:
    people = [Person(survey) for _ in range(MANY)]
    page = people[0].begin().choose(*WAY).page
    for person in people:
        person.page = page

    told = at_once([lambda person=person: person.press("leave") for person in people])  # type: ignore[misc]  # as above

    assert (told, handed_in(survey)) == (Counter({(200, "Tack"): MANY}), 1)


def test_one_slip_that_is_used_many_times_at_once_is_counted_once(survey: Survey) -> None:
    [code] = make_slips(manager_of(survey.association), survey, 1)
    people = [Person(survey).with_code(code).choose(*WAY) for _ in range(MANY)]

    told = at_once([lambda person=person: person.press("leave") for person in people])  # type: ignore[misc]  # as above

    assert (told[200, "Tack"], told[409, "Frukosten"], handed_in(survey)) == (1, MANY - 1, 1)
