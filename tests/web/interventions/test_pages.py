"""The page of an intervention, and what its forms answer."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import strip_tags

from mellanrum.web.access.standing import today
from mellanrum.web.association.models import Member
from mellanrum.web.interventions.models import Description, Intervention, Staff, Succession, YearPlan
from mellanrum.web.interventions.services.listing import intervention_of
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.interventions import an_intervention, an_intervention_to_walk, counts_in
from support.people import an_association, somebody

NEW = {
    "name": "Coachingteamet",
    "direction": "individual",
    "money_area": "individual",
    "counting": "participations",
    "kind": "work_rehabilitation",
    "provider": "",
    "target_groups": "Unga  vuxna",
    "first_day": "2025-01-01",
    "last_day": "",
}


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/insatser/{rest}"


def _seen(client: Client, url: str) -> str:
    [seen] = re.findall(r'name="seen" value="(\w*)"', client.get(url).content.decode())
    return str(seen)


def test_added_from_the_page(as_manager: Client, association: Association) -> None:
    member = Member.objects.make(association, name="Ale kommun", kind="municipality")

    answer = as_manager.post(_url(association, "ny/"), NEW | {"provider": str(member.pk), "is_esf": "on"})

    made = intervention_of(association, "coachingteamet")
    assert made
    assert answer["Location"] == _url(association, "coachingteamet/")
    assert made.is_esf is True
    assert [(row.provider, row.target_groups) for row in made.descriptions.all()] == [(member, "Unga vuxna")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"direction": "both"}, "direction"),
        ({"counting": ""}, "counting"),
        ({"kind": ""}, "kind"),
        ({"provider": "999999"}, "provider"),
        ({"first_day": "2025-02-30"}, "first_day"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"last_day": "2024-12-31"}, "last_day"),
    ],
)
def test_fault_is_said_beside_its_field_and_nothing_is_saved(
    as_manager: Client, association: Association, wrong: dict[str, str], field: str
) -> None:
    answer = as_manager.post(_url(association, "ny/"), NEW | wrong)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert Intervention.objects.of(association).count() == 0


def test_provider_of_another_association_is_no_choice(as_manager: Client, association: Association) -> None:
    other = Member.objects.make(an_association("Annat"), name="Ale", kind="municipality")

    answer = as_manager.post(_url(association, "ny/"), NEW | {"provider": str(other.pk)})

    assert set(answer.context["form"].errors) == {"provider"}


def test_what_stands_fast_is_not_asked_for_and_the_page_says_why(as_manager: Client, association: Association) -> None:
    an_intervention(association, has_counts=True)

    url = _url(association, "coachingteamet/tid-och-installningar/")
    page = as_manager.get(url).content.decode()
    as_manager.post(
        url,
        {
            "seen": _seen(as_manager, url),
            "direction": "structural",
            "first_day": "2024-01-01",
            "last_day": "2026-01-31",
        },
    )

    assert re.findall(r'name="(direction|counting|is_esf)"', page) == []
    assert re.findall(r"<dd>(.*?)</dd>", page) == ["Individinriktad", "Deltagare, en och en", "nej"]
    assert "det som är räknat skulle betyda något annat" in strip_tags(page)
    made = Intervention.objects.of(association).get()
    assert (made.direction, made.last_day) == ("individual", date(2026, 1, 31))


def test_what_somebody_saved_meanwhile_is_said_and_can_be_replaced(
    as_manager: Client, association: Association
) -> None:
    made = an_intervention(association)
    url = _url(association, "coachingteamet/pengar/2025/")
    YearPlan.objects.make(association, intervention=made, year=2025)
    seen = _seen(as_manager, url)
    as_manager.post(url, {"seen": seen, "budgeted": "40"})

    second = as_manager.post(url, {"seen": seen, "budgeted": "41"})
    [now] = re.findall(r'name="seen" value="(\w*)"', second.content.decode())
    third = as_manager.post(url, {"seen": now, "budgeted": "41"})

    assert [second.status_code, third.status_code] == [422, 302]
    assert YearPlan.objects.of(association).get().budgeted == 41


def test_described_anew_corrected_and_taken_back_from_the_pages(as_manager: Client, association: Association) -> None:
    made = an_intervention(association)
    facts = {"money_area": "own", "kind": "study", "provider": "", "target_groups": ""}
    url = _url(association, "coachingteamet/andra/")

    def names() -> list[str]:
        return list(Description.objects.of(association).order_by("first_day").values_list("name", flat=True))

    as_manager.post(url, facts | {"seen": _seen(as_manager, url), "name": "Vägen", "first_day": "2025-07-01"})
    row = Description.objects.of(association).get(name="Vägen")
    one = f"{url}{row.pk}/"
    described = names()
    as_manager.post(one, facts | {"seen": _seen(as_manager, one), "name": "Vägen framåt"})
    corrected = names()
    as_manager.post(f"{one}ta-bort/", {"seen": _seen(as_manager, f"{one}ta-bort/")})

    assert described == ["Coachingteamet", "Vägen"]
    assert corrected == ["Coachingteamet", "Vägen framåt"]
    assert names() == ["Coachingteamet"]
    assert made.has_counts is False


def test_year_is_added_once(as_manager: Client, association: Association) -> None:
    an_intervention(association)
    url = _url(association, "coachingteamet/pengar/nytt-ar/")
    typed = {"year": "2025", "from_association": "1 234 567,50", "from_esf": "", "from_others": "", "budgeted": "40"}

    first, second = as_manager.post(url, typed), as_manager.post(url, typed | {"budgeted": "41"})

    assert [first.status_code, second.status_code] == [302, 422]
    row = YearPlan.objects.of(association).get()
    assert (str(row.from_association), str(row.from_esf), row.budgeted) == ("1234567.50", "0.00", 40)


@pytest.mark.parametrize("typed", ["1.234", "tusen", "-5", "1,234567", "9" * 30])
def test_amount_that_is_none_is_refused(as_manager: Client, association: Association, typed: str) -> None:
    an_intervention(association)

    answer = as_manager.post(
        _url(association, "coachingteamet/pengar/nytt-ar/"), {"year": "2025", "from_association": typed}
    )

    assert set(answer.context["form"].errors) == {"from_association"}


def test_year_is_taken_away(as_manager: Client, association: Association) -> None:
    YearPlan.objects.make(association, intervention=an_intervention(association), year=2025)
    url = _url(association, "coachingteamet/pengar/2025/")

    as_manager.post(url, {"seen": _seen(as_manager, url), "clear": "1"})

    assert YearPlan.objects.of(association).count() == 0
    assert as_manager.get(url).status_code == 404


def test_merger_is_written_down_and_taken_back_from_the_pages(as_manager: Client, association: Association) -> None:
    for name in ("Ett", "Två", "Tre"):
        an_intervention(association, name)
    an_intervention(association, "Nya", first_day=date(2025, 1, 1))
    url = _url(association, "nya/tar-over/")

    as_manager.post(url, {"befores": ["ett", "tva"], "on": "2025-01-01", "ends_them": "on"})
    rows = Succession.objects.of(association).order_by("before__slug")
    told = [row.before.slug for row in rows]
    as_manager.post(f"{url}{rows[0].pk}/ta-bort/")

    assert told == ["ett", "tva"]
    assert [row.before.slug for row in rows.all()] == ["tva"]


def test_staff_is_added_and_ended_from_the_pages(as_manager: Client, association: Association) -> None:
    an_intervention(association)
    coach = somebody("coach", association)
    url = _url(association, "coachingteamet/personal/")

    as_manager.post(f"{url}ny/", {"worker": f"{coach.pk}/coach", "first_day": today().isoformat(), "last_day": ""})
    row = Staff.objects.of(association).get()
    as_manager.post(f"{url}{row.pk}/avsluta/", {"last_day": today().isoformat()})

    row.refresh_from_db()
    assert (row.user, row.first_day, row.last_day) == (coach, today(), today())


def test_removed_from_the_page_unless_counted(as_manager: Client, association: Association) -> None:
    an_intervention(association, "Fel")
    an_intervention(association, "Räknad", has_counts=True)

    answers = [as_manager.post(_url(association, f"{slug}/ta-bort/")) for slug in ("fel", "raknad")]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert [row.slug for row in Intervention.objects.of(association)] == ["raknad"]


def test_page_of_one_shows_names_kin_years_and_staff(as_manager: Client, association: Association) -> None:
    coach = somebody("coach", association)
    an_intervention_to_walk(association, coach)

    page = as_manager.get(_url(association, "insats-att-ga-igenom/")).content.decode()

    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Insats med nytt namn"]
    heads = re.findall(r'data-head="Namn">(.*?)<', page)
    assert heads == ["Insats med nytt namn", "Insats att gå igenom"]
    kin = [" ".join(strip_tags(item).split()) for item in re.findall(r"<li>(Tog.*?)</li>", page, re.DOTALL)]
    assert [text.partition(" Pågående")[0] for text in kin] == ["Tog över från Insats dessförinnan den 2024-01-01."]
    assert re.findall(r'data-head="Från förbundet">(.*?)<', page) == ["1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000"]
    assert str(coach) in page


def test_page_of_one_asks_as_much_for_three_of_each(as_manager: Client, association: Association) -> None:
    coaches = [somebody("coach", association) for _ in range(3)]
    member = Member.objects.make(association, name="Ale", kind="municipality")
    made = an_intervention(association, provider=member)

    def more(number: int) -> None:
        counts_in(made, coaches[number])
        YearPlan.objects.make(association, intervention=made, year=2025 + number)
        before = an_intervention(association, f"Före {number}")
        Succession.objects.make(association, before=before, after=made, on=date(2025, 1, 1))
        facts = {"name": f"Namn {number}", "money_area": "own", "kind": "study", "provider": member}
        Description.objects.make(association, intervention=made, first_day=date(2025, 1, 1 + number), **facts)

    more(0)
    one = queries_of(as_manager, _url(association, "coachingteamet/"))
    more(1)
    more(2)

    assert queries_of(as_manager, _url(association, "coachingteamet/")) == one


def test_form_without_anything_to_choose_says_where_to_begin(as_manager: Client, association: Association) -> None:
    an_intervention(association)

    pages = [
        as_manager.get(_url(association, f"coachingteamet/{rest}/")).content.decode()
        for rest in ("tar-over", "personal/ny")
    ]

    assert [re.findall(r'empty-heading">(.*?)<', page) for page in pages] == [
        ["Det finns ingen annan insats som den kan ta över från"],
        ["Ingen är samordnare, coach eller huvudman i förbundet än"],
    ]
    assert [re.findall(r'<p><a href="(.*?)">', page) for page in pages] == [
        [_url(association, "ny/")],
        [f"/f/{association.slug}/behorighet/"],
    ]
