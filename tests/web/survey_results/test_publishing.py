"""A year's surveys leave through disclosure control, and are read as they were published."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.documents.model import Number
from mellanrum.surveys.totals import Totals
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.figures import figures_of, to_choose_from
from mellanrum.web.publishing.models import Draft, Kind, Publication
from mellanrum.web.publishing.sections import sections_of
from mellanrum.web.publishing.services import drafting
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.survey_results.services.totals import rules_in, save_totals
from mellanrum.web.surveys.services import close
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.interventions import an_intervention
from support.people import somebody
from support.reported import TABLE, reported_in
from support.surveying import a_survey, answered
from support.ticked import ticked
from web.survey_results.test_importing import look, save

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


@pytest.fixture
def read(manager: Client, association: Association) -> Association:
    """Return an association that has read in two questions by sex, and a board that is too small."""
    save(manager, association, look(manager, association, TABLE).content.decode())
    return association


def left(association: Association) -> Publication:
    standing = standing_in(association)
    found = figures_of(association, standing.day, "surveys-2023")
    assert found
    return publish(standing, found.subject, found.tables, Wish({}))


def test_years_with_numbers_can_be_chosen(read: Association) -> None:
    reported_in(read)  # earlier years are shares alone, whose numbers nobody can protect
    standing = standing_in(read)

    assert [each.key for each in to_choose_from(read, standing.day)] == ["surveys-2023"]


def test_publication_is_of_surveys(read: Association) -> None:
    publication = left(read)

    assert (publication.kind, publication.subject, publication.heading) == (
        Kind.SURVEYS,
        "surveys-2023",
        "Enkäter 2023",
    )


def test_too_small_group_is_in_no_table_and_said(read: Association) -> None:
    found = figures_of(read, standing_in(read).day, "surveys-2023")

    assert found
    assert [each.code for each in found.left_out] == ["published.survey_few"]
    assert not any("board" in table.key for table in found.tables.tables)


def test_tables_stand_by_group_with_shares_of_the_valid_answers(read: Association) -> None:
    view = view_of(left(read).document)

    section = sections_of(view)[0]
    assert section.heading == "Indikatorenkäten"
    ended = next(group for group in section.groups if group.heading == "Deltagare, vid avslut")
    assert ended.chart
    assert ended.chart.categories == ("DA1", "DA6", "DA7")
    grid = next(told.grid for told in ended.told if told.grid.table.at.get("question", "").endswith("da6"))
    assert [row.label for row in grid.rows] == [
        *("Negativa", "Varken eller", "Positiva", "Klart positiva", "Giltiga svar", "Fick frågan"),
    ]
    assert [(cell.number, cell.base) for cell in grid.rows[2].cells] == [(76, None), (76, 110)]


def test_small_numbers_and_what_gives_them_away_are_hidden(read: Association) -> None:
    view = view_of(left(read).document)

    negative = [key for key in view.hidden if "answer=negative" in key and "da1" in key]
    assert negative != []
    assert all(number == 0 or number >= 5 for number in view.shown.values())


@pytest.mark.parametrize("role", ["chair", "auditor", "coordinator", "accountant"])
def test_readers_read_it(read: Association, client: Client, role: str) -> None:
    publication = left(read)
    client.force_login(somebody(role, read))
    address = f"/f/{read.slug}/publicerat/{publication.number}/"

    text = client.get(address).content.decode()

    assert "<h1>Enkäter 2023</h1>" in text
    assert "DA6 Mer redo, stegförflyttning" in text
    chart = client.get(f"{address}diagram/indicators.indicators.ended/wide-light/")
    assert (chart.status_code, chart.headers["Content-Type"]) == (200, "image/svg+xml")


def test_draft_of_surveys_is_made_and_published(
    read: Association, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/f/{read.slug}/publicerat/publicera/"
    monkeypatch.setattr(drafting, "_start", lambda work: work())

    manager.post(f"{address}gor/", {"subject": "surveys-2023", "breadth": "main", "rounds": "0"})

    text = manager.get(f"{address}utkast/").content.decode()
    assert "<h1>Utkast: enkäter 2023</h1>" in text
    seen = drafting.token_of_draft(Draft.objects.of(read).get())
    manager.post(f"{address}utkast/publicera/", {"seen": seen})
    assert [each.heading for each in Publication.objects.of(read)] == ["Enkäter 2023"]


def test_grades_leave_with_their_mean(association: Association) -> None:
    standing = standing_in(association)
    survey = a_survey(standing, offered={}, groups=("staff",))
    answered(survey, 12, "staff", standing.day)
    close(standing, survey)
    found = figures_of(association, standing.day, f"surveys-{standing.day.year}")
    assert found

    view = view_of(publish(standing, found.subject, found.tables, Wish({}), found.derived).document)

    group = sections_of(view)[0].groups[0]
    assert group.overview
    cells = group.overview.rows[0].cells
    assert [cell.value for cell in cells if isinstance(cell, Number)] == [12, 100, Decimal("7.0")]


@pytest.mark.parametrize("digits", ["20230", "02023", "9" * 5000])
def test_year_has_four_digits(read: Association, digits: str) -> None:
    assert figures_of(read, standing_in(read).day, f"surveys-{digits}") is None


SCREENED = {"offered": 60, "answered": 45, "at_least_one_yes": 14, "all_no": 31, "declined": 15}


def screened(association: Association, year: int) -> None:
    """Type the totals of violence screening of a year."""
    rule = next(each for each in rules_in(year) if each.key == "violence_screening")
    totals = Totals(rule.key, year, {(line, None): number for line, number in SCREENED.items()})
    assert save_totals(standing_in(association), totals, rule) == ()


def test_typed_screening_is_left_out_of_a_year_whose_follow_up_counts_it(read: Association) -> None:
    screened(read, 2023)
    before = figures_of(read, standing_in(read).day, "surveys-2023")
    assert before
    assert "survey_totals" in before.tables.counts

    ticked(an_intervention(read, first_day=date(2023, 1, 1)), 2023, {3: {"screening": (20, 23)}})

    found = figures_of(read, standing_in(read).day, "surveys-2023")
    assert found
    assert "survey_totals" not in found.tables.counts
    assert [table.key for table in found.tables.tables if "violence" in table.key] == []
    assert [each.code for each in found.left_out] == ["published.survey_few", "published.totals_counted"]


def test_typed_screening_is_published_of_a_year_whose_follow_up_counts_something_else(read: Association) -> None:
    screened(read, 2023)
    coaching = an_intervention(read, first_day=date(2022, 1, 1))
    ticked(coaching, 2022, {3: {"screening": (20, 23)}})
    ticked(coaching, 2023, {3: {"start": (20, 23)}})

    found = figures_of(read, standing_in(read).day, "surveys-2023")

    assert found
    assert "survey_totals" in found.tables.counts
