"""A published number, opened: what it is of, by which rule, and that nothing more is told than is shown."""

from dataclasses import replace
from decimal import Decimal
from html import unescape
from re import sub

import pytest
from django.test import Client
from django.utils.translation import override

from mellanrum.disclosure.tables import TableSet, Variable
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.follow_up import rule_of
from mellanrum.web.publishing.services.published import withdraw
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.publishing.tracing import Asked, Line, What, asked_of, trace_of
from mellanrum.web.publishing.view import View, ViewTable
from mellanrum.web.tenancy.models import Association
from support.following_up import individual, standing_in
from support.interventions import counts_in
from support.people import an_association, somebody
from support.published import a_set, a_year, published

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


def address(association: Association, rest: str) -> str:
    return f"/f/{association.slug}/publicerat/{rest}"


def as_role(client: Client, role: str, association: Association, *own: str) -> Client:
    user = somebody(role, association)
    for slug in own:
        counts_in(Intervention.objects.of(association).get(slug=slug), user)
    client.force_login(user)
    return client


def text_of(client: Client, url: str) -> str:
    """What a trace says, as part of a page, without its marks."""
    answer = client.get(url, headers=PART)
    assert answer.status_code == 200
    return " ".join(sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def test_shown_number_tells_its_table_publication_and_why_the_way_ends(
    association: Association, client: Client
) -> None:
    publication = published(association)
    reader = as_role(client, "chair", association)

    said = text_of(reader, address(association, "1/uppgift/coachingteamet.age/*,woman/tal/"))

    assert said == (
        "Startade: Coachingteamet, Kvinnor 23 Räknat månad för månad · "
        f"{rule_of(publication, view_of(publication.document).tables[0])[1]} "
        "Tabell: Coachingteamet: startade efter ålder . Statistik 2024. "
        f"Nummer 1, publicerad {publication.on} av förbundschef. Den har inte ändrats sedan dess. "
        "Tal från 1 till 4 visas aldrig här, och inte heller det som de kunde räknas fram ur. "
        "En nolla kan också vara dold, som vilket litet tal som helst. "
        "Vägen slutar här. Längre ner kommer tal som kan vara för små för att visas: "
        "dem ser de som räknar och förbundschefen."
    )


def test_every_number_and_every_dot_of_the_page_opens(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    page = reader.get(address(association, "1/")).content.decode()

    cells = [cell.partition("</td>")[0] for cell in page.split('<td class="number">')[1:]]
    assert {cell for cell in cells if cell and not cell.startswith('<a class="figure" href="/f/')} == set()


def test_share_tells_what_is_divided_and_by_what(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    said = text_of(reader, address(association, "1/uppgift/all.age/old,*/andel/"))

    assert said.startswith("Startade: 50–66 år 38,5 % Den första delad med den andra · Räknat månad för månad")
    assert "Det som delas: Startade: 50–66 år 45 Delat med: Startade 117 Tabell:" in said


def test_hidden_numbers_say_why_and_all_of_them_the_same(association: Association, client: Client) -> None:
    publication = published(association)
    reader = as_role(client, "chair", association)
    table = view_of(publication.document).table("coachingteamet.age")
    assert table
    hidden = [codes for codes, number in table.numbers.items() if number is None]

    said = [
        text_of(reader, address(association, f"1/uppgift/coachingteamet.age/{','.join(codes)}/tal/"))
        for codes in hidden
    ]

    assert len(said) > 1
    assert (
        "Två punkter (..) betyder att talet är för lågt för att visas, eller döljs för att skydda ett annat." in said[0]
    )
    assert len({each.partition(" .. dolt ")[2] for each in said}) == 1


def test_hidden_share_tells_neither_of_its_numbers(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    said = text_of(reader, address(association, "1/uppgift/coachingteamet.age/young,woman/andel/"))

    assert "En andel visas bara där talet, det som den är en del av och resten får visas." in said
    assert "Det som delas" not in said


def test_rounded_number_says_so_and_nothing_of_dots(association: Association, client: Client) -> None:
    publish(standing_in(association), a_year(), a_set(), Wish({}, rounds=True))
    reader = as_role(client, "chair", association)

    said = text_of(reader, address(association, "1/uppgift/coachingteamet.age/*,woman/tal/"))

    assert (
        "Små tal är avrundade, på samma sätt i varje tabell. "
        "En nolla säger att talet är noll eller litet, men inte vilket."
    ) in said
    assert "visas aldrig här" not in said


def test_variable_that_always_tells_zeros_says_so(association: Association, client: Client) -> None:
    made = a_set()
    ages = replace(made.variables["age"], tells_zeros=True)
    told = TableSet(made.tables, {**made.variables, "age": ages}, made.counts, threshold=made.threshold)
    published(association, told)
    reader = as_role(client, "chair", association)

    assert "Nollor visas alltid här." in text_of(reader, address(association, "1/uppgift/all.age/*,woman/tal/"))
    assert "Nollor visas alltid här." not in text_of(reader, address(association, "1/uppgift/interventions/*,*/tal/"))


def test_trace_is_a_page_of_its_own_without_scripts(association: Association, client: Client) -> None:
    published(association)
    reader = as_role(client, "chair", association)

    page = unescape(reader.get(address(association, "1/uppgift/all.age/*,woman/tal/")).content.decode())

    assert '<h1 lang="sv">Startade: Kvinnor</h1>' in page
    assert f'href="{address(association, "1/")}#all.age"' in page


@pytest.mark.parametrize("role", ["provider", "coordinator"])
def test_who_is_in_an_intervention_opens_its_numbers_alone(association: Association, client: Client, role: str) -> None:
    published(association)
    for slug in ("coachingteamet", "mottagningsteamet"):
        individual(association, slug)
    reader = as_role(client, role, association, "mottagningsteamet")

    found = {
        place: reader.get(address(association, f"1/uppgift/{place}/tal/")).status_code
        for place in (
            "mottagningsteamet.age/*,woman",
            "coachingteamet.age/*,woman",
            "all.age/*,woman",
            "interventions/mottagningsteamet,*",
            "interventions/coachingteamet,*",
            "interventions/*,*",
        )
    }

    assert [place for place, status in found.items() if status == 200] == [
        "mottagningsteamet.age/*,woman",
        "interventions/mottagningsteamet,*",
    ]
    assert set(found.values()) == {200, 404}


@pytest.mark.parametrize("role", ["coach"])
def test_role_without_statistics_opens_nothing(association: Association, client: Client, role: str) -> None:
    published(association)

    answer = as_role(client, role, association).get(address(association, "1/uppgift/interventions/*,*/tal/"))

    assert answer.status_code == 403


def test_nobody_opens_another_associations_numbers(association: Association, client: Client) -> None:
    published(association)
    other = an_association("Annat")
    client.force_login(somebody("manager", other))

    assert client.get(address(other, "1/uppgift/interventions/*,*/tal/")).status_code == 404
    assert client.get(address(association, "1/uppgift/interventions/*,*/tal/")).status_code == 404


def test_number_of_what_is_withdrawn_does_not_open(association: Association, client: Client) -> None:
    manager = standing_in(association)
    withdraw(manager, published(association, standing=manager), "Fel år.")

    answer = as_role(client, "chair", association).get(address(association, "1/uppgift/interventions/*,*/tal/"))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "rest",
    [
        "interventions/*,*/andel",
        "interventions/*,*/medel",
        "interventions/*,*/x",
        "interventions/x,*/tal",
        "interventions/*/tal",
        "x/*,*/tal",
    ],
)
def test_number_that_there_is_not_is_not_found(association: Association, client: Client, rest: str) -> None:
    published(association)

    answer = as_role(client, "chair", association).get(address(association, f"1/uppgift/{rest}/"))

    assert answer.status_code == 404


ANSWERS = Variable("answer", "Svar", {"positive": "Positiva", "valid": "Giltiga svar"})
MARK = ViewTable(
    "s.q1",
    "Enkäten: P1",
    "survey_answers",
    ("answer",),
    {("valid",): 40, ("*",): 50, ("positive",): 30},
    {"survey": "s"},
)
VIEW = View(
    (MARK,),
    {"survey": Variable("survey", "Enkät", {"s": "Enkäten"}), "answer": ANSWERS},
    {"survey_answers": "Svar"},
    {MARK.cell_key(codes): 5 for codes in MARK.numbers},
    means={MARK.cell_key(("valid",)): Decimal("7.5")},
)


def opened(what: str, place: str, view: View = VIEW) -> Asked:
    asked = asked_of(view, "s.q1", place, what)
    assert asked
    return asked


def test_mean_rate_and_share_of_answers_are_each_of_their_own_base() -> None:
    wanted = ((What.MEAN, "valid"), (What.RATE, "valid"), (What.SHARE, "positive"))
    with override("sv"):
        found = [trace_of(opened(what, place)) for what, place in wanted]

    valid, asked = "Svar: Enkäten, Giltiga svar", "Svar: Enkäten, fick frågan"
    assert [(each.shown, each.rule) for each in found] == [
        ("7,5", "Summan av betygen genom antalet giltiga svar"),
        ("80,0\N{NO-BREAK SPACE}%", "Andel av dem som fick frågan"),
        ("75,0\N{NO-BREAK SPACE}%", "Andel av de giltiga svaren"),
    ]
    assert [each.lines for each in found] == [
        (Line(f"Delat med: {valid}", "40"),),
        (Line(f"Det som delas: {valid}", "40"), Line(f"Delat med: {asked}", "50")),
        (Line("Det som delas: Svar: Enkäten, Positiva", "30"), Line(f"Delat med: {valid}", "40")),
    ]


def test_hidden_mean_says_why() -> None:
    asked = opened(What.MEAN, "valid", replace(VIEW, means={MARK.cell_key(("valid",)): None}))

    with override("sv"):
        found = trace_of(asked)

    assert (found.shown, found.lines) == ("..", ())
    assert found.said[1] == "Ett medelvärde visas bara där antalet svar det bygger på får visas och inte är litet."
