"""Results by stated sex: as readers are shown them in the publication of the year, and with its dots and dashes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from mellanrum.documents.shown import cell_text
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.sex import Sex
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.figures import figures_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import withdraw
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.survey_results.telling.by_sex import by_sex
from mellanrum.web.surveys.services import Plan, close, count_paper, plan
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.reported import TABLE, read_table

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

EXACT = Wish({})
LATER = TABLE.replace("123;118;2;3;113;95", "130;125;2;3;120;99").replace("63;63;1;2;60;54", "70;70;1;2;67;58")


@pytest.fixture
def read(association: Association) -> Association:
    """Return an association that has read in a question by sex, and two without."""
    read_table(standing_in(association), TABLE, 2023)
    return association


def left(association: Association, wish: Wish = EXACT, year: int = 2023) -> Publication:
    manager = standing_in(association)
    found = figures_of(association, manager.day, f"surveys-{year}")
    assert found
    return publish(manager, found.subject, found.tables, wish, found.derived)


def page(manager: Client, association: Association, rest: str = "") -> Any:  # noqa: ANN401 - an answer with its context
    return manager.get(f"/f/{association.slug}/enkatresultat/{rest}")


def rows(told: Any) -> list[list[str]]:  # noqa: ANN401 - a table with its chart, from a context
    return [[cell_text(cell) for cell in row.cells] for row in told.table.rows]


def test_before_anything_is_published_the_page_says_what_is_missing(manager: Client, read: Association) -> None:
    answer = page(manager, read)

    assert (answer.context["publication"], answer.context["splits"]) == (None, ())
    assert "Kvinnor och män visas när enkäterna" in answer.content.decode()


def test_what_is_published_by_sex_is_told_with_its_publication(manager: Client, read: Association) -> None:
    publication = left(read)

    answer = page(manager, read)

    (told,) = answer.context["splits"]
    assert rows(told)[0][:1] == ["DA1 Insatser kring deltagarens behov"]
    assert [row[-2:] for row in rows(told)] == [["118", "96"]]
    link = f'<a href="/f/{read.slug}/publicerat/{publication.number}/">publicering {publication.number}</a>'
    assert f"Ur {link}, {publication.on.isoformat()}." in answer.content.decode()


def test_every_number_by_sex_is_shown_in_the_publication(manager: Client, read: Association) -> None:
    publication = left(read)
    shown = {str(number) for number in view_of(publication.document).shown.values()}

    (told,) = page(manager, read).context["splits"]

    valid = [row[at] for row in rows(told) for at in (1, 3, 5)]
    assert {number for number in valid if number != ".."} <= shown


def test_publication_that_is_withdrawn_is_not_told(manager: Client, read: Association) -> None:
    first = left(read)
    read_table(standing_in(read), LATER, 2023)
    second = left(read)
    assert page(manager, read).context["publication"] == second

    withdraw(standing_in(read), second, "Fel tal.")
    assert page(manager, read).context["publication"] == first

    withdraw(standing_in(read), first, "Fel tal.")
    assert page(manager, read).context["publication"] is None


def test_rounded_publication_is_said_to_be_rounded(manager: Client, read: Association) -> None:
    publication = left(read, Wish({}, rounds=True))

    answer = page(manager, read)

    assert (answer.context["publication"], answer.context["splits"]) == (publication, ())
    text = answer.content.decode()
    assert ("Små tal är avrundade i den." in text, "när enkäterna" in text) == (True, False)
    assert page(manager, read, "tabell/k.indicators.2023.ended/csv/").status_code == 404


def test_grade_has_its_mean_by_sex_and_no_share(manager: Client, association: Association) -> None:
    key = a_grade(association)
    left(association, year=2025)

    (told,) = page(manager, association, f"enkat/{key}/").context["splits"]

    assert [column.key for column in told.table.columns[1:]] == [
        f"{of}.{what}" for of in ("woman", "man", "all") for what in ("valid", "mean")
    ]
    assert rows(told) == [["1 Betyg på aktiviteten", "10", "8,0", "8", "6,0", "18", "7,1"]]


def a_grade(association: Association, *more: dict[str, str]) -> str:
    """Ask for the grade of a group activity on paper, and close; gives the survey's key. `more` are of women."""
    opens = date(2025, 11, 24)
    first_day = replace(standing_in(association), day=opens)
    held = plan(first_day, Plan("Hösten", "activity", opens, opens, {"attendees": 20}))
    women = [FilledForm("attendees", Sex.WOMAN, {"grade": "8"})] * 10
    men = [FilledForm("attendees", Sex.MAN, {"grade": "6"})] * 8
    others = [FilledForm("attendees", Sex.WOMAN, answers) for answers in more]
    assert count_paper(first_day, held, [*women, *men, *others]) == ()
    close(replace(first_day, day=opens + timedelta(days=1)), held)
    return held.key


def test_mean_that_is_hidden_has_two_dots(manager: Client, association: Association) -> None:
    key = a_grade(association, {"grade": ""})
    left(association, year=2025)

    (told,) = page(manager, association, f"enkat/{key}/").context["splits"]

    (row,) = rows(told)
    assert {row[at + 1] for at in (1, 3, 5) if row[at] == ".."} == {".."}
    assert (row.count("..") > 1, "–" in row) == (True, False)


def test_group_without_sex_is_not_told_by_sex(read: Association) -> None:
    publication = left(read)
    results = results_in(read, 5).indicators_of(2023)

    assert results
    assert by_sex(publication, "indicators", results, "staff") is None
