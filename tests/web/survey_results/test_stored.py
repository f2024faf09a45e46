"""What is told and handed out of what surveys keep: counters, used forms and slips, free texts, reported, typed."""

import csv
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from mellanrum.composition.surveying import look_at_long
from mellanrum.surveys.importing.mapping import suggested
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.reported import reported_responses, reported_results
from mellanrum.surveys.totals import Totals
from mellanrum.web.access.models import Role, RoleName
from mellanrum.web.access.rules import Refused
from mellanrum.web.answering.reading import decide
from mellanrum.web.counters.texts import Text, add_text
from mellanrum.web.register.services.kept import Source, sources
from mellanrum.web.survey_results.opening import own_counters
from mellanrum.web.survey_results.services.totals import rules_in, save_totals
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import close
from mellanrum.web.tenancy.models import Association
from support.people import an_association, somebody
from support.reported import TABLE, read_table
from support.surveying import a_survey, answered, manager_of

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

KEYS = ("enkater", "fritext", "redovisat")
_EACH_TIME = re.compile(r'(name="csrfmiddlewaretoken" value|data-csrf)="[^"]+"')


def _at(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/uppfoljning/satt-upp/lagras/{rest}"


def _page(association: Association, role: str = "data_protection_officer") -> str:
    answer = _as(association, role).get(_at(association))
    assert answer.status_code == 200
    return answer.content.decode()


def _as(association: Association, role: str) -> Client:
    client = Client()
    client.force_login(somebody(role, association))
    return client


def _file(association: Association, source: str) -> Any:  # noqa: ANN401 - as JSON
    return json.loads(_as(association, "manager").get(_at(association, f"fil/{source}/json")).content)


def _published(association: Association) -> list[list[str]]:
    """Fetch what could be handed out, as the officer does."""
    client = _as(association, "data_protection_officer")
    data = client.get(f"/f/{association.slug}/publicerat/att-lamna-ut/csv/").content.decode("utf-8-sig")
    return list(csv.reader(StringIO(data), delimiter=";"))[1:]


def _closed(association: Association, *texts: str, number: int = 6) -> Survey:
    survey = a_survey(manager_of(association))
    answered(survey, number)
    for text in texts:
        add_text(association, survey.key, text)
    close(manager_of(association), survey)
    return survey


def test_officer_sees_the_same_of_an_open_survey_whether_anybody_has_answered(association: Association) -> None:
    survey = a_survey(manager_of(association), has_slips=True)
    client = _as(association, "data_protection_officer")
    before = _EACH_TIME.sub("", client.get(_at(association)).content.decode())

    answered(survey, 7)
    add_text(association, survey.key, "Hemligt")

    assert _EACH_TIME.sub("", client.get(_at(association)).content.decode()) == before
    assert before.count("Frukosten") == 2


def test_officer_sees_of_a_closed_survey_no_number(association: Association) -> None:
    few, many = association, an_association("Zeta")
    pages = []
    for each, number in ((few, 2), (many, 9)):
        _closed(each, "Hemligt", number=number)
        page = _EACH_TIME.sub("", _page(each))
        pages.append(re.sub(r"Robin Prov \w+|" + re.escape(each.slug) + "|" + re.escape(each.name), "", page))

    assert pages[0] == pages[1]
    assert "Hemligt" not in pages[1]


def test_page_names_what_has_been_read_in_and_typed(association: Association) -> None:
    manager = manager_of(association)
    read_table(manager, TABLE, 2023)
    rule = rules_in(2025)[0]
    save_totals(manager, Totals(rule.key, 2025, {(rule.lines[0].key, None): 3}, "Blankett"), rule)
    other = an_association("Annat")

    [told] = [
        source.section_of(association, date(2026, 1, 1)).kept for source in sources() if source.KEY == "redovisat"
    ]

    assert len(told) == 2
    assert all(each.of in _page(association) and each.of not in _page(other) for each in told)


def test_exact_file_has_what_closed_surveys_keep_and_nothing_of_open_ones(association: Association) -> None:
    a_survey(manager_of(association))
    assert [_file(association, key) for key in KEYS] == [[], [], []]
    survey = Survey.objects.of(association).get()
    answered(survey, 9)
    assert _file(association, "enkater") == []

    close(manager_of(association), survey)

    rows = _file(association, "enkater")
    assert [row["number"] for row in rows if (row["answer"], row["sex"]) == ("handed_in", "all")] == [9]
    assert {row["survey"] for row in rows} == {survey.key}


def test_exact_file_is_read_in_as_the_results_it_is_of(association: Association) -> None:
    survey = _closed(association, number=27)
    Survey.objects.filter(pk=survey.pk).update(closes=survey.closes.replace(year=survey.closes.year + 1))
    data = _as(association, "manager").get(_at(association, "fil/enkater/csv")).content
    [own] = own_counters(association, "breakfast", survey.year, 5)

    looked = look_at_long(data, "exakt.csv", own.questionnaire, survey.year)
    assert looked
    assert looked.found == ()
    told, found = read_results(
        looked.tables, suggested(looked.tables), own.questionnaire, year=survey.year, source="Vi"
    )

    assert found == ()
    results = {each.question.key: each for each in reported_results(told, own.questionnaire)}
    told_by_us = [each for each in own.results if each.all.is_shown]
    assert set(results) == {each.question.key for each in told_by_us} == {"came", "liked"}
    for each in told_by_us:
        assert set(results[each.question.key].by_sex) == set(each.by_sex)
        for sex in (None, *each.by_sex):
            one, other = results[each.question.key].of(sex), each.of(sex)
            assert one
            assert other
            assert (one.asked, one.valid, +Counter(one.answers)) == (other.asked, other.valid, +Counter(other.answers))
    assert [each.handed_in for each in reported_responses(told, own.questionnaire)] == [27]


def test_exact_file_has_typed_and_reported_numbers(association: Association) -> None:
    manager = manager_of(association)
    read_table(manager, TABLE, 2023)
    rule = rules_in(2025)[0]
    save_totals(manager, Totals(rule.key, 2025, {(rule.lines[0].key, None): 3}, "Blankett"), rule)

    rows = _file(association, "redovisat")

    assert [row["number"] for row in rows if row["of"] == rule.key] == [3]
    assert any(row["number"] == 123 for row in rows if row["of"] != rule.key)
    client = _as(association, "administrator")
    lines = client.get(_at(association, "fil/redovisat/csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(rows)


def test_exact_file_of_texts_is_of_closed_surveys_of_enough(association: Association) -> None:
    _closed(association, "Bra kaffe", "Kallt")
    few = an_association("Annat")
    _closed(few, "Ensam", number=2)

    assert [(row["text"], row["published"]) for row in _file(association, "fritext")] == [
        ("Bra kaffe", 0),
        ("Kallt", 0),
    ]
    assert _file(few, "fritext") == []


def test_officer_who_coordinates_too_fetches_no_exact_file(association: Association) -> None:
    _closed(association, "Hemligt")
    officer = somebody("data_protection_officer", association)
    Role.objects.make(association, user=officer, name=RoleName.COORDINATOR, first_day=date(2020, 1, 1))
    client = Client()
    client.force_login(officer)

    answers = [client.get(_at(association, f"fil/{rest}")) for rest in ("csv", "json", *(f"{key}/csv" for key in KEYS))]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert client.get(_at(association)).context["can_fetch"] is False


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.KEY)
def test_source_gives_its_exact_rows_to_keepers_alone(association: Association, source: Source) -> None:
    pair = frozenset({RoleName.DATA_PROTECTION_OFFICER, RoleName.COORDINATOR})

    with pytest.raises(Refused):
        list(source.exact_rows(replace(manager_of(association), roles=pair)))


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("source", KEYS)
def test_exact_files_are_for_keepers_alone(association: Association, source: str, form: str) -> None:
    _closed(association, "Hemligt")
    refused = {
        role: _as(association, role).get(_at(association, f"fil/{source}/{form}"))
        for role in ("data_protection_officer", "coordinator", "chair", "auditor", "national_analyst")
    }

    assert {role: answer.status_code for role, answer in refused.items()} == dict.fromkeys(refused, 403)
    assert not any("Hemligt" in answer.content.decode() for answer in refused.values())


def test_exact_file_of_no_source_is_not_found(association: Association) -> None:
    client = _as(association, "manager")

    assert [client.get(_at(association, f"fil/{rest}")).status_code for rest in ("bocker/csv", "enkater/exe")] == [
        404
    ] * 2


def test_what_may_be_handed_out_has_published_texts_and_no_others(association: Association) -> None:
    survey = _closed(association, "Bra kaffe", "Kallt")
    assert _published(association) == []

    decide(manager_of(association), survey, Text("Kallt").name, "publish")
    assert [(row[0], row[2], row[-2:]) for row in _published(association)] == [("Frukosten", "Fri text", ["", "Kallt"])]
    assert _published(an_association("Annat")) == []

    decide(manager_of(association), survey, Text("Kallt").name, "hide")
    assert _published(association) == []
