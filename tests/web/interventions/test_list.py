"""The list of interventions: parted, ordered, chosen from, fetched."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from mellanrum.web.access.standing import today
from mellanrum.web.association.models import Member
from mellanrum.web.interventions.models import Description
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.interventions import an_intervention


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/insatser/{rest}"


def _tables(page: str) -> dict[str, list[str]]:
    """The names in each table of a list, by its caption without the number."""
    found = {}
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        [caption] = re.findall(r"<caption[^>]*>(.*?) <span", table)
        found[caption] = [strip_tags(name).strip() for name in re.findall(r'<th scope="row">(.*?)</th>', table)]
    return found


def test_empty_list_says_how_to_begin(as_manager: Client, association: Association) -> None:
    page = as_manager.get(_url(association)).content.decode()

    assert re.findall(r'empty-heading">(.*?)<', page) == ["Inga insatser är tillagda än"]
    assert re.findall(r'class="button" href="(.*?)"', page) == [_url(association, "ny/")]


def test_list_is_parted_into_running_coming_and_ended(as_manager: Client, association: Association) -> None:
    day = timedelta(days=1)
    for name in ("Öst", "Ål", "Ärla", "Bo"):
        an_intervention(association, name)
    an_intervention(association, "Sista dagen", last_day=today())
    an_intervention(association, "Första dagen", first_day=today())
    an_intervention(association, "I morgon", first_day=today() + day)
    an_intervention(association, "I går", last_day=today() - day)

    assert _tables(as_manager.get(_url(association)).content.decode()) == {
        "Pågår nu": ["Bo", "Första dagen", "Sista dagen", "Ål", "Ärla", "Öst"],
        "Kommande": ["I morgon"],
        "Avslutade": ["I går"],
    }


def test_list_calls_each_what_it_is_called_today(as_manager: Client, association: Association) -> None:
    made = an_intervention(association, "Förr")
    facts = {"intervention": made, "money_area": "own", "kind": "study"}
    Description.objects.make(association, first_day=today(), name="Nu", **facts)
    Description.objects.make(association, first_day=today() + timedelta(days=1), name="Sedan", **facts)

    assert _tables(as_manager.get(_url(association)).content.decode()) == {"Pågår nu": ["Nu"]}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ale", "Bo", "Cirka"]),
        ("ordna=-namn", ["Cirka", "Bo", "Ale"]),
        ("ordna=fran", ["Cirka", "Ale", "Bo"]),
        ("ordna=-fran", ["Bo", "Ale", "Cirka"]),
        ("ordna=huvudman", ["Bo", "Ale", "Cirka"]),
        ("ordna=till", ["Cirka", "Ale", "Bo"]),
        ("ordna=riktning", ["Ale", "Bo", "Cirka"]),
        ("ordna=vad-som-helst", ["Ale", "Bo", "Cirka"]),
        ("riktning=structural", ["Bo", "Cirka"]),
        ("omrade=own", ["Cirka"]),
        ("omrade=own&riktning=structural&ordna=slag", ["Cirka"]),
        ("riktning=%00&omrade=x", ["Ale", "Bo", "Cirka"]),
    ],
)
def test_list_is_ordered_and_chosen_from_as_asked(
    as_manager: Client, association: Association, query: str, names: list[str]
) -> None:
    member = Member.objects.make(association, name="Åmål", kind="municipality")
    an_intervention(association, "Ale")
    an_intervention(association, "Bo", direction="structural", first_day=date(2024, 2, 1), provider=member)
    last = date(2090, 1, 1)
    an_intervention(
        association, "Cirka", direction="structural", money_area="own", first_day=date(2023, 1, 1), last_day=last
    )

    assert _tables(as_manager.get(f"{_url(association)}?{query}").content.decode()) == {"Pågår nu": names}


def test_list_says_what_it_is_ordered_by_and_keeps_what_was_chosen(
    as_manager: Client, association: Association
) -> None:
    an_intervention(association)

    page = as_manager.get(f"{_url(association)}?riktning=individual&ordna=fran").content.decode()

    assert re.findall(r'aria-sort="(\w+)"><a href="\?(.*?)">', page) == [
        ("ascending", "riktning=individual&amp;ordna=-fran")
    ]


def test_nothing_of_what_was_chosen_leads_back_to_all(as_manager: Client, association: Association) -> None:
    an_intervention(association)

    page = as_manager.get(f"{_url(association)}?riktning=structural").content.decode()

    assert _tables(page) == {}
    assert re.findall(r'empty-heading">(.*?)<', page) == ["Ingen insats har den inriktningen och det området"]


def test_list_is_fetched_as_csv(as_manager: Client, association: Association) -> None:
    an_intervention(association, "=Öst", is_esf=True)
    last = date(2024, 12, 31)
    an_intervention(association, "Ale", direction="structural", counting="head_counts", kind="training", last_day=last)
    heads = (
        "Namn;Inriktning;Ekonomiskt område;Hur den räknas;ESF-projekt;Slag;Huvudman;Målgrupper;Från och med;"
        "Till och med"
    )

    answer = as_manager.get(_url(association, "insatser.csv"))

    assert answer.content.decode("utf-8-sig").splitlines() == [
        heads,
        "'=Öst;Individinriktad;Individinriktade insatser;Deltagare, en och en;ja;Arbetslivsinriktad;;;2024-01-01;",
        "Ale;Strukturövergripande;Individinriktade insatser;Bara antal personer;nej;Utbildning;;;2024-01-01;2024-12-31",
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="insatser.csv"'


@pytest.mark.parametrize("path", ["", "insatser.csv"])
def test_list_asks_as_much_for_three_as_for_one(as_manager: Client, association: Association, path: str) -> None:
    member = Member.objects.make(association, name="Ale", kind="municipality")
    an_intervention(association, "Ett", provider=member)
    one = queries_of(as_manager, _url(association, path))
    for name in ("Två", "Tre"):
        an_intervention(association, name, provider=member)

    assert queries_of(as_manager, _url(association, path)) == one
