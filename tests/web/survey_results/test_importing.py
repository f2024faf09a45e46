"""Results come in: what they are, what words mean, what is kept, taken back and put back."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from mellanrum.surveys.reported import reported_from_text
from mellanrum.web.survey_results.models import RememberedMapping, ReportedResults
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.tenancy.models import Association
from support.people import somebody
from support.reported import TABLE
from support.workbooks import xlsx

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])

OF = {"questionnaire": "indicators", "year": "2023", "whose": "own", "source": "NNS, resultat 2023"}
NAMED = re.compile(r'<(?:input type="hidden"|select id="[^"]*") name="([^"]+)"(?: value="([^"]*)")?')


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/inlast/{rest}"


def riding(html: str) -> dict[str, str]:
    """Return what a page would send: hidden fields, and what its choices are set to."""
    found = {unescape(name): unescape(value) for name, value in NAMED.findall(html) if value}
    for name, body in re.findall(r'<select id="[^"]*" name="([^"]+)">(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[unescape(name)] = chosen.group(1) if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def look(client: Client, association: Association, table: str = TABLE, **of: str) -> Any:  # noqa: ANN401 - an answer with its context
    return client.post(address(association, "las-in/"), {**OF, **of, "pasted": table})


def save(client: Client, association: Association, html: str, **said: str) -> Any:  # noqa: ANN401 - as above
    return client.post(address(association, "las-in/"), {**riding(html), **said, "step": "save"})


def test_pasted_table_is_kept_when_somebody_says_so(manager: Client, association: Association) -> None:
    answer = look(manager, association)
    assert ReportedResults.objects.count() == 0
    assert answer.context["rows"][0].cells[:3] == ("123", "118", "2\xa0%")

    assert save(manager, association, answer.content.decode()).status_code == 302

    kept = ReportedResults.objects.get()
    row = reported_from_text(kept.content).rows[0]
    assert (kept.year, kept.source, row.group, row.question) == (2023, "NNS, resultat 2023", "ended", "da1")
    assert row.numbers == {"negative": 2, "neither": 3, "positive": 113, "clearly_positive": 95}


def test_same_results_are_kept_once(manager: Client, association: Association) -> None:
    html = look(manager, association).content.decode()

    save(manager, association, html)
    save(manager, association, html)

    assert ReportedResults.objects.count() == 1


def test_workbook_is_read_as_a_pasted_table_is(manager: Client, association: Association) -> None:
    rows = [line.split(";") for line in TABLE.splitlines()]
    numbers = [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]
    file = SimpleUploadedFile("../Våra resultat.xlsx", xlsx({"Resultat": numbers}))

    answer = manager.post(address(association, "las-in/"), {**OF, "file": file})
    save(manager, association, answer.content.decode())

    assert ReportedResults.objects.get().file == "Våra resultat.xlsx"


def test_unknown_words_are_asked_and_remembered(manager: Client, association: Association) -> None:
    strange = TABLE.replace("Deltagare avslut", "De som slutat").replace("Samtliga", "Hela gänget")
    answer = look(manager, association, strange)
    asked = {kind: [each.label for each in choices] for kind, choices in answer.context["words"]}
    assert asked == {"group": ["De som slutat"], "sex": ["Hela gänget"]}
    assert save(manager, association, answer.content.decode()).status_code == 422

    said = {"word.group.De som slutat": "ended", "word.sex.Hela gänget": "all"}
    assert save(manager, association, answer.content.decode(), **said).status_code == 302

    assert RememberedMapping.objects.count() == 1
    assert look(manager, association, strange, year="2024").context["words"] == ()


def test_unknown_question_is_asked(manager: Client, association: Association) -> None:
    strange = TABLE.replace("avslut;6", "avslut;Närmare jobb")
    answer = look(manager, association, strange)

    assert [kind for kind, _ in answer.context["words"]] == ["question"]
    said = {"word.question.närmare jobb": "da6", "word.question.Närmare jobb": "da6"}
    assert save(manager, association, answer.content.decode(), **said).status_code == 302
    results = results_in(association, 5).indicators_of(2023)
    assert results is not None
    assert results.of("ended", "da6") is not None


def test_column_can_be_said_to_hold_something_else(manager: Client, association: Association) -> None:
    answer = look(manager, association, TABLE.replace("Klart positiva", "Toppen"))
    assert answer.context["rows"][0].cells[5] == "–"

    html = answer.content.decode()
    again = manager.post(
        address(association, "las-in/"), {**riding(html), "column.toppen": "clearly_positive", "step": "look"}
    )

    assert again.context["rows"][0].cells[5] == "81\xa0%"


def test_table_with_a_row_for_each_person_is_refused(manager: Client, association: Association) -> None:
    people = "Löpnr;Kön;DA1;DA2\n" + "".join(f"{number};kvinna;alltid;ofta\n" for number in range(1, 30))

    answer = look(manager, association, people)

    assert answer.status_code == 422
    assert ReportedResults.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        {**OF, "step": "save", "content": "[[1]]"},
        {**OF, "step": "save", "content": "x" * 10},
        {"step": "look", "content": "[]"},
        {**OF, "year": "0", "step": "save", "content": "[]"},
    ],
)
def test_page_that_does_not_come_back_whole_keeps_nothing(
    manager: Client, association: Association, sent: dict[str, str]
) -> None:
    answer = manager.post(address(association, "las-in/"), sent)

    assert (answer.status_code, ReportedResults.objects.count()) == (302, 0)


def test_file_with_much_more_than_results_is_told(manager: Client, association: Association) -> None:
    row = ";".join(["Deltagare avslut", "1", "Samtliga", *(["5"] * 6)])
    wide = TABLE.splitlines()[0] + ";" + ";".join(f"Kolumn {number}" for number in range(40))
    rows = [f"{row};" + ";".join(["något helt annat"] * 40)] * 900

    file = SimpleUploadedFile("resultat.csv", "\n".join([wide, *rows]).encode())

    answer = manager.post(address(association, "las-in/"), {**OF, "file": file})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_typed_numbers_come_in_as_a_file_does(manager: Client, association: Association) -> None:
    numbers = {"asked": "123", "valid": "118", "negative": "2", "neither": "3", "positive": "113"}

    answer = manager.post(
        address(association, "skriv-in/ended/"), {**OF, **{f"da1.{key}": number for key, number in numbers.items()}}
    )
    assert answer.context["rows"][0].cells[:5] == ("123", "118", "2\xa0%", "3\xa0%", "96\xa0%")
    save(manager, association, answer.content.decode())

    row = reported_from_text(ReportedResults.objects.get().content).rows[0]
    assert (row.group, row.question, row.numbers["positive"]) == ("ended", "da1", 113)


@pytest.mark.parametrize(("typed", "faults"), [({}, ["__all__"]), ({"da1.valid": "118", "year": "tjugofem"}, ["year"])])
def test_what_cannot_be_read_stays_typed(
    manager: Client, association: Association, typed: dict[str, str], faults: list[str]
) -> None:
    answer = manager.post(address(association, "skriv-in/ended/"), {**OF, **typed})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, faults)
    assert answer.context["rows"][0].cells[1].value == typed.get("da1.valid", "")


def test_group_that_is_not_asked_is_not_found(manager: Client, association: Association) -> None:
    assert manager.get(address(association, "skriv-in/ingen/")).status_code == 404


def test_nothing_chosen_is_told(manager: Client, association: Association) -> None:
    answer = manager.post(address(association, "las-in/"), OF)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_taking_back_gives_back_what_was_hidden(manager: Client, association: Association) -> None:
    for table, source in ((TABLE, "Första"), (TABLE.replace(";113;", ";100;").replace(";2;3;", ";10;8;"), "Andra")):
        save(manager, association, look(manager, association, table, source=source).content.decode())

    def positive() -> int | None:
        results = results_in(association, 5).indicators_of(2023)
        told = results.of("ended", "da1") if results else None
        return told.all.number("positive") if told else None

    newest = ReportedResults.objects.get(source="Andra")
    assert positive() == 100
    manager.post(address(association, f"{newest.pk}/angra/"))
    assert positive() == 113
    manager.post(address(association, f"{newest.pk}/tillbaka/"))
    assert positive() == 100


def test_results_of_another_association_are_not_found(manager: Client, association: Association) -> None:
    save(manager, association, look(manager, association).content.decode())
    kept = ReportedResults.objects.get()
    other = Association.objects.create(slug="annat", name="Annat", second_factor=False)
    manager.force_login(somebody("manager", other))

    assert manager.post(address(other, f"{kept.pk}/angra/")).status_code == 404
    kept.refresh_from_db()
    assert kept.taken_back is None


def test_list_asks_the_database_as_often_for_three_as_for_one(
    manager: Client, association: Association, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save(manager, association, look(manager, association).content.decode())
    manager.get(address(association))
    with CaptureQueriesContext(connection) as once:
        manager.get(address(association))
    number = len(once)
    for year in ("2021", "2022"):
        save(manager, association, look(manager, association, year=year).content.decode())
    manager.get(address(association))  # what was said of saving is told once

    with django_assert_num_queries(number):
        assert len(manager.get(address(association)).context["imports"]) == 3
