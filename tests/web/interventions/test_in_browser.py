"""The pages of interventions in a browser: by keyboard, on a telephone, in light and dark, on paper."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import today
from mellanrum.web.association.models import Member
from mellanrum.web.interventions.models import Description, Intervention, Succession, YearPlan
from mellanrum.web.tenancy.models import Association
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "list": "",
    "chosen": "?riktning=structural&omrade=own",
    "add": "ny/",
    "one": "coachingteamet/",
    "settings": "coachingteamet/tid-och-installningar/",
    "describe": "coachingteamet/andra/",
    "correct": "coachingteamet/andra/{description}/",
    "take-back": "coachingteamet/andra/{description}/ta-bort/",
    "new-year": "coachingteamet/pengar/nytt-ar/",
    "year": "coachingteamet/pengar/2025/",
    "take-over": "coachingteamet/tar-over/",
    "no-succession": "coachingteamet/tar-over/{succession}/ta-bort/",
    "new-staff": "coachingteamet/personal/ny/",
    "end-staff": "coachingteamet/personal/{staff}/avsluta/",
    "remove": "mottagningsteamet/ta-bort/",
}


def _filled(association: Association) -> dict[str, int]:
    """Make an association's interventions as they may be after some years."""
    ale = Member.objects.make(association, name="Degerfors kommun", kind="municipality")
    made = an_intervention(
        association, "Coachingteamet", provider=ale, target_groups="Unga vuxna, 16–29 år", has_counts=True
    )
    later = Description.objects.make(
        association,
        intervention=made,
        first_day=date(2025, 7, 1),
        name="Coachingteamet Degerfors och Karlskoga",
        money_area="individual",
        kind="work_rehabilitation",
        provider=ale,
        target_groups="Unga vuxna, 16–29 år, utan arbete eller studier",
    )
    an_intervention(association, "Mottagningsteamet", direction="structural", money_area="structural", kind="guidance")
    an_intervention(association, "ESF: Vägen in", is_esf=True, first_day=today() + timedelta(days=30))
    old = an_intervention(association, "Ungdomsteamet", first_day=date(2021, 1, 1), last_day=date(2023, 12, 31))
    row = Succession.objects.make(association, before=old, after=made, on=date(2024, 1, 1))
    money = {"from_association": 4_250_000, "from_esf": 1_100_000, "budgeted": 100}
    YearPlan.objects.make(association, intervention=made, year=2025, **money)
    YearPlan.objects.make(association, intervention=made, year=2024, from_association=3_900_000)
    counts_in(made, somebody("coach", association, last_day=today() - timedelta(days=1)))
    counts_in(made, somebody("coordinator", association), last_day=today() - timedelta(days=9))
    staff = counts_in(made, somebody("coordinator", association))
    return {"description": later.pk, "succession": row.pk, "staff": staff.pk}


@pytest.fixture
def manager(association: Association) -> User:
    """Return the manager of an association with interventions."""
    return somebody("manager", association)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_are_without_faults(
    open_page: OpenPage, picture: Picture, look: Look, association: Association, manager: User
) -> None:
    rows = _filled(association)
    page = open_page(look, user=manager)

    found = {}
    for name, path in PAGES.items():
        page.goto(f"/f/{association.slug}/insatser/{path.format(**rows)}")
        picture(page, f"interventions-{name}")
        found[name] = page_findings(page)

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("role", ["manager", "coach"])
@pytest.mark.parametrize("look", [Look("phone"), Look()], ids=str)
def test_empty_list_is_without_faults(open_page: OpenPage, picture: Picture, role: str, look: Look) -> None:
    association = an_association()
    page = open_page(look, user=somebody(role, association))

    page.goto(f"/f/{association.slug}/insatser/")
    picture(page, f"interventions-empty-{role}")

    assert page_findings(page) == []


def test_page_of_one_for_a_coach_is_without_faults(
    open_page: OpenPage, picture: Picture, association: Association
) -> None:
    _filled(association)
    coach = somebody("coach", association)
    counts_in(Intervention.objects.of(association).get(slug="coachingteamet"), coach)
    page = open_page(Look("phone"), user=coach)

    page.goto(f"/f/{association.slug}/insatser/coachingteamet/")
    picture(page, "interventions-coach")

    assert page_findings(page) == []
    expect(page.get_by_role("link", name="Räkna i ett formulär")).to_be_visible()
    expect(page.get_by_role("link", name="Ändra från en dag")).to_have_count(0)


def test_added_by_keyboard_without_javascript(open_page: OpenPage, association: Association, manager: User) -> None:
    page = open_page(user=manager, javascript=False)
    page.goto(f"/f/{association.slug}/insatser/")

    page.get_by_role("link", name="Lägg till en insats").press("Enter")
    page.get_by_label("Namn").fill("Coachingteamet")
    page.get_by_role("radio", name="Individinriktad", exact=True).press("Space")
    page.get_by_role("radio", name="Individinriktade insatser").press("Space")
    page.get_by_role("radio", name="Deltagare, en och en").press("Space")
    page.get_by_label("Slag").select_option(label="Arbetslivsinriktad")
    page.get_by_label("Namn").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Coachingteamet")
    expect(page.get_by_role("status")).to_have_text("Coachingteamet är tillagd. Ange nu vem som får räkna i den.")


def test_faults_of_form_get_focus_and_lead_to_the_field(
    open_page: OpenPage, picture: Picture, association: Association, manager: User
) -> None:
    page = open_page(Look("phone"), user=manager, statuses=(422,))
    page.goto(f"/f/{association.slug}/insatser/ny/")

    page.get_by_role("button", name="Lägg till insatsen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    picture(page, "interventions-faults")
    page.get_by_role("link", name="Slag:").click()

    assert page.evaluate("location.hash") == "#id_kind"
    assert page_findings(page) == []


def test_one_that_has_been_counted_in_is_not_removed(
    open_page: OpenPage, picture: Picture, association: Association, manager: User
) -> None:
    an_intervention(association, has_counts=True)
    page = open_page(user=manager, statuses=(422,))
    page.goto(f"/f/{association.slug}/insatser/coachingteamet/ta-bort/")

    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_role("alert")).to_be_focused()
    picture(page, "interventions-not-removed")

    assert page_findings(page) == []
    expect(page.get_by_role("link", name="Tillbaka till Coachingteamet")).to_be_visible()


def test_list_is_ordered_by_its_heads(open_page: OpenPage, association: Association, manager: User) -> None:
    _filled(association)
    page = open_page(user=manager)
    page.goto(f"/f/{association.slug}/insatser/")
    first = page.locator("#running").locator("xpath=..").locator("tbody th").first
    expect(first).to_contain_text("Coachingteamet")

    page.get_by_role("link", name="Namn (ordna baklänges)").first.press("Enter")

    expect(first).to_have_text("Mottagningsteamet")
    expect(page.get_by_role("columnheader", name="Namn").first).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("path", ["", "coachingteamet/"])
def test_printed_page_has_no_navigation(
    open_page: OpenPage, picture: Picture, association: Association, manager: User, path: str
) -> None:
    _filled(association)
    page = open_page(user=manager)
    page.goto(f"/f/{association.slug}/insatser/{path}")

    page.emulate_media(media="print")
    picture(page, f"interventions-print-{path.strip('/') or 'list'}")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator(".actions:visible")).to_have_count(0)
