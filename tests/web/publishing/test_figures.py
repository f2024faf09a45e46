"""What may be published: years and periods that have locked, and how they hang together with what has been."""

from datetime import date

import pytest

from mellanrum.disclosure.tables import TOTAL
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.web.publishing.figures import digest_of, figures_of, to_choose_from
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.periods import Subject
from mellanrum.web.tenancy.models import Association
from support.following_up import followed_up, individual, standing_in, starts
from support.published import a_set

AUTUMN, FEBRUARY = date(2025, 10, 1), date(2026, 2, 1)


@pytest.fixture
def counted(association: Association) -> Association:
    """Return an association that has counted in 2024 and 2025."""
    individual(association)
    for year in (2024, 2025):
        starts(association, "ny-insats", 12, 14, year)
    return association


def keys(association: Association, day: date) -> list[str]:
    return [each.key for each in to_choose_from(association, day)]


def has_been_published(association: Association, subject: str) -> None:
    standing = standing_in(association)
    Publication.objects.make(
        association,
        number=1,
        kind="statistics",
        subject=subject,
        title=subject,
        first_day=AUTUMN,
        last_day=AUTUMN,
        document="{}",
        sha256="x",
        figures="x",
        on=AUTUMN,
        by=standing.user,
        role="Förbundschef",
    )


def test_only_what_has_locked_may_be_chosen_newest_first(counted: Association) -> None:
    assert keys(counted, AUTUMN) == ["2025-1", "2024", "2024-2", "2024-1"]
    assert keys(counted, FEBRUARY) == ["2025", "2025-2", "2025-1", "2024", "2024-2", "2024-1"]


def test_nothing_counted_is_nothing_to_choose(association: Association) -> None:
    assert keys(association, FEBRUARY) == []


def test_period_may_not_be_chosen_once_its_year_is_published(counted: Association) -> None:
    has_been_published(counted, "2024")

    assert keys(counted, FEBRUARY) == ["2025", "2025-2", "2025-1", "2024"]
    assert figures_of(counted, FEBRUARY, "2024-1") is None
    assert figures_of(counted, FEBRUARY, "2024")


@pytest.mark.parametrize("key", ["2026", "2025-3", "2025-0", "x", "", "2024-1-1"])
def test_what_there_is_not_has_no_figures(counted: Association, key: str) -> None:
    assert figures_of(counted, FEBRUARY, key) is None


def test_year_has_its_periods_beside_it_once_one_of_them_is_published(counted: Association) -> None:
    before = figures_of(counted, FEBRUARY, "2024")
    has_been_published(counted, "2024-1")
    after = figures_of(counted, FEBRUARY, "2024")

    assert before
    assert after
    assert len(after.tables.tables) > len(before.tables.tables)


def test_figures_are_those_that_were_counted(counted: Association) -> None:
    found = figures_of(counted, FEBRUARY, "2024")

    assert found
    numbers = next(table.numbers for table in found.tables.tables if table.key == "started.whole")
    assert set(numbers.values()) == {26}
    assert ("ny_insats", "2024") in numbers
    assert (TOTAL, "2024") in numbers


def test_digest_is_of_the_numbers_and_of_the_site(settings: object) -> None:
    same, other = digest_of(a_set()), digest_of(a_set(((3, 9, 12), (7, 11, 14))))
    settings.DISCLOSURE_SEED = "another site"  # type: ignore[attr-defined]  # pytest-django's

    assert same != other
    assert digest_of(a_set()) != same


def test_period_is_named_in_swedish_whatever_the_page_speaks() -> None:
    assert Subject(2025, PeriodKind.HALF_YEAR, 1).title == "Första halvåret 2025"
    assert Subject(2025, PeriodKind.TERTIAL, 3).last_day == date(2025, 12, 31)


def test_example_has_something_to_publish(association: Association) -> None:
    followed_up(association)

    found = figures_of(association, FEBRUARY, "2025")

    assert found
    assert {table.key for table in found.tables.tables} >= {"started.whole", "together.started.age_band.2025"}
