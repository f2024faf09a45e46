"""All that is given of surveys to those who may not see exact results, put together by one reader who tries to tell.

An association publishes an event, a year of indicators, and the same year again after a correction; then every route
is asked for as every such role, and all that comes back is held against what must stay unknown.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from mellanrum.composition.example_surveys import forms_of, survey_example
from mellanrum.disclosure.tables import key_of
from mellanrum.numbers import round_half_away, to_decimal
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.sex import Sex
from mellanrum.web.access.models import RoleName
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.figures import figures_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.publishing.view import View
from mellanrum.web.survey_results import views
from mellanrum.web.surveys.services import Plan, close, count_paper, plan, questionnaire_of
from mellanrum.web.tenancy.models import Association
from support.following_up import individual, standing_in
from support.reported import TABLE, read_table
from web.publishing import test_crawl
from web.publishing.test_crawl import crawl, publications, told

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

CORRECTED = TABLE.replace("kvinnor;63;63;1;2;60;54", "kvinnor;63;63;0;3;60;54").replace(
    "123;118;2;3;113;95", "123;118;1;4;113;95"
)
_OVERVIEW = re.compile(r'<table id="[^"]+\.overview".*?</table>', re.DOTALL)
_SHARES = {
    "Negativa, %": "negative",
    "Varken eller, %": "neither",
    "Positiva, %": "positive",
    "varav klart positiva, %": "clearly_positive",
}
"""The columns of an overview that are shares of the valid answers."""


@pytest.fixture
def crawled(association: Association, monkeypatch: pytest.MonkeyPatch) -> Association:
    """Return an association that has published surveys three times."""
    individual(association, "mottagningsteamet")
    individual(association, "coachingteamet")
    _an_event(association)
    read_table(standing_in(association), TABLE, 2023)
    _a_grade(association)
    for key in ("surveys-2025", "surveys-2023"):
        _leave(association, key)
    read_table(standing_in(association), CORRECTED, 2023)
    _leave(association, "surveys-2023")
    address = f"/f/{association.slug}/enkatresultat/"
    monkeypatch.setattr(test_crawl, "exact_marks", lambda _: (f"{address}tabell/", f"{address}diagram/"))
    return association


def _an_event(association: Association) -> None:
    each = survey_example().collected[0]
    first_day = replace(standing_in(association), day=each.opens)
    assert each.closes
    held = plan(first_day, Plan(each.label, each.questionnaire, each.opens, each.closes, {each.group: each.offered}))
    assert count_paper(first_day, held, forms_of(each, questionnaire_of(held))) == ()
    close(replace(first_day, day=date(2025, 10, 20)), held)


def _a_grade(association: Association) -> None:
    opens = date(2025, 5, 12)
    first_day = replace(standing_in(association), day=opens)
    held = plan(first_day, Plan("Vårens grupp", "activity", opens, opens, {"attendees": 30}))
    women = [FilledForm("attendees", Sex.WOMAN, {"grade": "8"})] * 10
    men = [FilledForm("attendees", Sex.MAN, {"grade": each}) for each in ("6", "6", "7", "7", "9", "10", "5", "")]
    assert count_paper(first_day, held, [*women, *men]) == ()
    close(replace(first_day, day=date(2025, 5, 13)), held)


def _leave(association: Association, key: str) -> Publication:
    manager = standing_in(association)
    found = figures_of(association, manager.day, key)
    assert found
    return publish(manager, found.subject, found.tables, derived=found.derived)


def test_all_that_is_given_of_surveys_tells_nobody(crawled: Association) -> None:
    found = crawl(crawled)

    assert told(crawled, found.read) == []
    assert found.elsewhere == []
    assert found.read.places > 300
    assert [any(view_of(each.document).means.values()) for each in publications(crawled)] == [True, False, False]
    assert [len(numbers) for _, numbers in sorted(found.read.numbers.items())] == [
        len(view_of(each.document).shown) for each in publications(crawled)
    ]


def test_shares_are_of_numbers_that_are_shown(crawled: Association, client: Client) -> None:
    client.force_login(standing_in(crawled, RoleName.CHAIR).user)
    seen = 0
    for each in publications(crawled):
        view = view_of(each.document)
        html = client.get(f"/f/{crawled.slug}/publicerat/{each.number}/").content.decode()
        for question, shares in _overview(html, view):
            valid = view.shown.get(_key(view, question, "valid"))
            for answer, text in shares.items():
                number, share = view.shown.get(_key(view, question, answer)), to_decimal(text)
                if share is not None:
                    seen += 1
                    assert valid
                    assert number is not None
                    assert valid - number == 0 or valid - number >= 5
                    assert share == round_half_away(Decimal(100 * number) / valid)
    assert seen > 8


def _overview(html: str, view: View) -> list[tuple[str, dict[str, str]]]:
    """Find each question of the overviews, and its shares as they are written, by answer."""
    codes = {name: code for code, name in view.variables["question"].codes.items()}
    found = []
    for table in _OVERVIEW.findall(html):
        heads, *rows = (_texts(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL))
        for label, *cells in rows:
            told = zip(heads[1:], cells, strict=True)
            found.append((codes[label], {_SHARES[head]: text for head, text in told if head in _SHARES}))
    return found


def _texts(row: str) -> list[str]:
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
    return [unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in cells]


def _key(view: View, question: str, answer: str) -> str:
    table = next(each for each in view.tables if each.at.get("question") == question)
    place = {**table.at, "answer": answer}
    return key_of(table.of, tuple(sorted(place.items())))


def test_exact_page_of_results_that_lets_a_reader_in_is_found(
    crawled: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "can_read_survey_results", lambda _: True)

    assert "survey_results:home" in {name for _, name in crawl(crawled, RoleName.CHAIR).elsewhere}
