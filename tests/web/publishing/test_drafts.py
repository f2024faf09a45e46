"""The draft: what the manager sees before publishing, and what happens to it when something changes."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from mellanrum.disclosure.tables import TOTAL
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.web.publishing.drafts import changes
from mellanrum.web.publishing.models import Draft, Publication, State
from mellanrum.web.publishing.periods import Subject
from mellanrum.web.publishing.services import drafting
from mellanrum.web.publishing.view import Codes, View, ViewTable
from mellanrum.web.publishing.views import drafting as drafting_views
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.people import somebody
from support.published import a_set, published
from web.publishing.conftest import Counts

pytestmark = pytest.mark.usefixtures("counts")
CORRECTED = ((2, 9, 12), (7, 11, 20))
AS_THEY_ARE = {f"form-{key}.age": "" for key in ("all", "coachingteamet", "mottagningsteamet")}


def page(client: Client, association: Association, rest: str = "publicera/utkast/") -> str:
    answer = client.get(f"/f/{association.slug}/publicerat/{rest}")
    assert answer.status_code == 200
    return text_of(answer.content)


def text_of(html: bytes) -> str:
    text = re.sub(r"<[^>]+>", "|", unescape(html.decode()))
    return re.sub(r"\|[|\s]*", "|", text)


def begin(client: Client, association: Association, **forms: str) -> None:
    answer = client.post(f"/f/{association.slug}/publicerat/publicera/gor/", {"subject": "2024", **forms})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/f/{association.slug}/publicerat/publicera/utkast/",
    )


def token(association: Association) -> str:
    draft = Draft.objects.of(association).get()
    return drafting.token_of_draft(draft)


def publish(client: Client, association: Association, seen: str) -> str:
    answer = client.post(f"/f/{association.slug}/publicerat/publicera/utkast/publicera/", {"seen": seen}, follow=True)
    return text_of(answer.content)


def test_without_draft_the_page_leads_to_choosing(manager: Client, association: Association) -> None:
    answer = manager.get(f"/f/{association.slug}/publicerat/publicera/utkast/")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/f/{association.slug}/publicerat/publicera/")


def test_draft_shows_what_is_hidden_and_why_to_the_manager(manager: Client, association: Association) -> None:
    begin(manager, association, **AS_THEY_ARE)

    text = page(manager, association)

    assert "Inget är publicerat än" in text
    assert text.count("|litet|") == 1 + 1  # what it means, and the one small number
    assert text.count("|skyddar|") > 2
    assert "Publicera statistik 2024" in text
    assert not Publication.objects.exists()


def test_draft_never_has_the_small_number(manager: Client, association: Association) -> None:
    begin(manager, association, **AS_THEY_ARE)

    draft = Draft.objects.get()

    assert '["young", "woman", null]' in draft.document
    assert '["young", "woman", 2]' not in draft.document


def test_coarser_form_that_is_asked_for_is_taken(manager: Client, association: Association) -> None:
    begin(manager, association, **{"form-coachingteamet.age": "without_sex", "form-all.age": "without_sex"})

    text = page(manager, association)

    assert Draft.objects.get().forms == {"coachingteamet.age": "without_sex", "all.age": "without_sex"}
    assert re.search(r"Coachingteamet: startade efter ålder\|Ålder\|Antal\|%\|16–29 år\|9\|", text)
    assert re.search(r"Inte uppdelad på kön: [0-4] av 4 tal visas", text)
    assert re.search(r"Som den är: högst \d+ av 12 tal\|", text)


def test_table_as_it_is_may_be_asked_for(manager: Client, association: Association) -> None:
    begin(manager, association, **AS_THEY_ARE)

    text = page(manager, association)

    assert "Coachingteamet: startade efter ålder|Ålder|Kvinnor|" in text


def test_form_that_does_not_exist_is_as_none_asked_for(manager: Client, association: Association) -> None:
    begin(manager, association, **{"form-all.age": "x", "form-no.such": "without_sex"})

    assert Draft.objects.get().state == State.DONE


def test_draft_is_published_once(manager: Client, association: Association) -> None:
    begin(manager, association)
    seen = token(association)

    first, second = publish(manager, association, seen), publish(manager, association, seen)

    assert "Publicerat som nummer 1: statistik 2024." in first
    assert "Inget har publicerats" in second
    assert (Publication.objects.count(), Draft.objects.count()) == (1, 0)


def test_newer_draft_takes_the_place_and_the_older_is_not_published(manager: Client, association: Association) -> None:
    begin(manager, association)
    seen = token(association)
    begin(manager, association, **{"form-all.age": "without_sex"})

    assert "Inget har publicerats" in publish(manager, association, seen)
    assert (Publication.objects.count(), Draft.objects.count()) == (0, 1)


def test_draft_of_other_figures_says_so_and_is_not_published(
    manager: Client, association: Association, counts: Counts
) -> None:
    begin(manager, association)
    seen = token(association)
    counts(a_set(CORRECTED))

    text = page(manager, association)

    assert "Det här är inte längre vad som skulle publiceras" in text
    assert "Publicera statistik 2024" not in text
    assert "Inget har publicerats" in publish(manager, association, seen)
    assert not Publication.objects.exists()


def test_draft_says_what_is_to_be_looked_at_first(manager: Client, association: Association, counts: Counts) -> None:
    begin(manager, association, rounds="1")
    assert "Titta på det här" not in page(manager, association)
    publish(manager, association, token(association))
    counts(a_set(CORRECTED))
    begin(manager, association, rounds="1")

    told = re.search(r"Titta på det här innan du publicerar\|([^|]*)\|", page(manager, association))

    assert told
    assert re.match(r"\d+ tal står kvar som de avrundades i publicering nummer 1, fast de har ändrats", told[1])


def test_draft_is_old_once_something_has_been_published(manager: Client, association: Association) -> None:
    begin(manager, association)
    published(association, year=2023)

    assert "Det här är inte längre vad som skulle publiceras" in page(manager, association)


def test_draft_of_what_was_published_before_says_what_changes(
    manager: Client, association: Association, counts: Counts
) -> None:
    published(association)
    begin(manager, association, **AS_THEY_ARE)
    same = page(manager, association)
    counts(a_set(CORRECTED))
    begin(manager, association, **AS_THEY_ARE)

    other = page(manager, association)

    assert "Inget. Varje tal är detsamma, både de som visas och de som döljs." in same
    assert "samma tid, som nummer 1" in other
    assert re.search(r"Startade i varje insats\|[1-9]\d*\|0\|\d+\|", other)


def test_numbers_that_stood_there_last_and_nowhere_now_are_told_of() -> None:
    def table(key: str, numbers: dict[Codes, int | None]) -> ViewTable:
        return ViewTable(key, key, "started", ("age",), numbers)

    whole = table("age", {("young",): 7, ("old",): None, ("middle",): 9, (TOTAL,): 20})
    coarser, other = table("age", {("middle",): 9, (TOTAL,): 20}), table("other", {("young",): 7})

    def told(before: tuple[ViewTable, ...], now: tuple[ViewTable, ...]) -> list[tuple[str, int]]:
        return [(each.title, each.gone) for each in changes(View(before, {}), View(now, {}))]

    assert told((whole,), (coarser,)) == [("age", 1)]
    assert told((whole,), (coarser, other)) == []
    assert told((whole, other), (coarser,)) == [("age", 1), ("other", 1)]


def test_what_stands_in_the_way_is_told(manager: Client, association: Association, counts: Counts) -> None:
    tables = a_set()
    together, *rest = tables.tables
    counts(replace(tables, tables=(replace(together, numbers={**together.numbers, (TOTAL, TOTAL): 118}), *rest)))
    begin(manager, association)

    text = page(manager, association)

    assert "Det här går inte att publicera som det är: statistik 2024" in text
    assert "118" in text


def test_coarser_form_is_taken_before_numbers_are_hidden(manager: Client, association: Association) -> None:
    begin(manager, association)

    text = page(manager, association)

    assert "Coachingteamet: startade efter ålder|Ålder|Antal|" in text  # the engine took the form without sex


def test_draft_of_a_period_is_called_by_its_name(
    manager: Client, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = Subject(2024, PeriodKind.HALF_YEAR, 1)
    monkeypatch.setattr(drafting_views, "to_choose_from", lambda *_: (half,))
    monkeypatch.setattr(drafting, "_start", lambda _job: None)
    drafting.begin(standing_in(association), half.key, {})

    being_made, choosing = page(manager, association), page(manager, association, "publicera/")
    Draft.objects.update(state=State.FAILED, problem="Nej.")

    assert "|Utkastet för statistik första halvåret 2024 görs|" in being_made
    assert "Det finns ett utkast för statistik första halvåret 2024, " in choosing
    assert "|Det här går inte att publicera som det är: statistik första halvåret 2024|" in page(manager, association)


def test_two_clicks_make_one_draft(association: Association, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "_start", lambda _job: None)
    standing = standing_in(association)

    first, second = drafting.begin(standing, "2024", {}), drafting.begin(standing, "2024", {})

    assert first.pk == second.pk


def test_progress_is_shown_while_it_is_made(
    manager: Client, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "_start", lambda _job: None)
    begin(manager, association)
    Draft.objects.update(step=2)

    whole = page(manager, association)
    part = manager.get(f"/f/{association.slug}/publicerat/publicera/utkast/", headers={"HX-Request": "true"})

    assert "Utkastet för statistik 2024 görs" in whole
    assert "Letar efter det som måste döljas" in part.content.decode()
    assert "<h1>" not in part.content.decode()


def test_page_is_loaded_anew_when_the_draft_is_ready(manager: Client, association: Association) -> None:
    begin(manager, association)

    answer = manager.get(f"/f/{association.slug}/publicerat/publicera/utkast/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (
        204,
        f"/f/{association.slug}/publicerat/publicera/utkast/",
    )


def test_work_that_was_broken_off_says_so_and_is_begun_anew(
    manager: Client, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "_start", lambda _job: None)
    begin(manager, association)
    Draft.objects.update(beat=timezone.now() - drafting.SILENCE - timedelta(minutes=1))
    broken = page(manager, association)
    monkeypatch.undo()

    assert "Arbetet avbröts" in broken


def test_fault_of_ours_is_told_and_nothing_more(
    manager: Client, association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret 2")

    monkeypatch.setattr(drafting, "preview", fails)
    begin(manager, association)

    text = page(manager, association)

    assert "Felet är vårt" in text
    assert "secret" not in text


@pytest.mark.parametrize("role", ["chair", "accountant", "coordinator", "provider", "data_protection_officer"])
def test_others_neither_choose_nor_see_the_draft(association: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, association))

    answers = [
        client.get(f"/f/{association.slug}/publicerat/publicera/"),
        client.get(f"/f/{association.slug}/publicerat/publicera/utkast/"),
        client.post(f"/f/{association.slug}/publicerat/publicera/gor/", {"subject": "2024"}),
        client.post(f"/f/{association.slug}/publicerat/publicera/utkast/publicera/", {"seen": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4


def test_time_that_may_not_be_published_is_not_begun(manager: Client, association: Association) -> None:
    answer = manager.post(f"/f/{association.slug}/publicerat/publicera/gor/", {"subject": "2031"}, follow=True)

    assert (
        "Välj något som ligger fast: ett år eller en period som har låsts, eller enkäterna för ett år."
        in answer.content.decode()
    )
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("number", "asked_by"), [(2, "radio"), (7, "radio"), (8, "option")])
def test_few_years_are_all_seen_and_many_are_a_list(
    manager: Client, association: Association, monkeypatch: pytest.MonkeyPatch, number: int, asked_by: str
) -> None:
    years = tuple(Subject(2025 - at, PeriodKind.HALF_YEAR) for at in range(number))
    monkeypatch.setattr("mellanrum.web.publishing.views.drafting.to_choose_from", lambda *_: years)

    html = manager.get(f"/f/{association.slug}/publicerat/publicera/").content.decode()

    radios = re.findall(r'<input type="radio" name="subject" value="(\d+)"( checked)?>', html)
    options = re.findall(r'<option value="(\d+)">', html)
    told = {"radio": [key for key, _ in radios], "option": options}
    assert told == {"radio": [], "option": []} | {asked_by: [str(each.year) for each in years]}
    assert [checked for _, checked in radios] == [" checked", *[""] * (number - 1)][: len(radios)]
