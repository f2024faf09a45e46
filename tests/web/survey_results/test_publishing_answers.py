"""Single answers and typed totals leave through disclosure control, and are read as they were published."""

import pytest
from django.test import Client

from mellanrum.surveys.exchange import rows_from_text
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.figures import figures_of, to_choose_from
from mellanrum.web.publishing.models import Breadth, Publication
from mellanrum.web.publishing.sections import sections_of
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.surveys.services import close
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.people import somebody
from support.surveying import a_survey, answered

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


def left(association: Association, key: str, breadth: str = Breadth.MAIN) -> Publication:
    standing = standing_in(association)
    found = figures_of(association, standing.day, key, breadth)
    assert found
    return publish(standing, found.subject, found.tables, Wish({}))


def typed(manager: Client, association: Association) -> None:
    lines = {"offered": 60, "answered": 45, "at_least_one_yes": 14, "all_no": 31, "declined": 15}
    page = f"/f/{association.slug}/enkatresultat/summor/violence_screening/2025/"
    assert manager.post(page, {f"{line}.all": str(number) for line, number in lines.items()}).status_code == 302


@pytest.mark.parametrize("role", ["auditor", "board_member"])
def test_typed_totals_are_published_as_a_table(
    manager: Client, association: Association, client: Client, role: str
) -> None:
    typed(manager, association)
    standing = standing_in(association)
    assert [each.key for each in to_choose_from(association, standing.day)] == ["surveys-2025"]

    publication = left(association, "surveys-2025")

    client.force_login(somebody(role, association))
    page = f"/f/{association.slug}/publicerat/{publication.number}/"
    text = client.get(page).content.decode()
    assert "Minst ett ja" in text
    [group] = sections_of(view_of(publication.document))[0].groups
    rows = {row.label: row.cells[0].number for row in group.told[0].grid.rows}
    assert list(rows.values()) == [60, 45, 14, 31, 15]
    long = client.get(f"/f/{association.slug}/enkatresultat/langt/{publication.number}/").content.decode()
    assert rows_from_text(long) == ((), ())


def test_every_answer_is_published_when_every_table_is(association: Association) -> None:
    standing = standing_in(association)
    survey = a_survey(standing)
    answered(survey, 24)
    close(standing, survey)
    key = f"surveys-{standing.day.year}"

    main, every = (figures_of(association, standing.day, key, breadth) for breadth in (Breadth.MAIN, Breadth.ALL))

    assert main
    assert every
    more = [each.key for each in every.tables.tables if each not in main.tables.tables]
    at = f"{survey.key}.{standing.day.year}.guests"
    assert more == [f"{at}.came.answers", f"{at}.liked.answers"]
    view = view_of(left(association, key, Breadth.ALL).document)
    groups = [group for section in sections_of(view) for group in section.groups]
    grids = {told.grid.table.key: told.grid for group in groups for told in group.told}
    assert [row.label for row in grids[f"{at}.liked.answers"].rows][-2:] == ["Giltiga svar", "Fick frågan"]
