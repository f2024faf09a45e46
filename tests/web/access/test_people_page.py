"""The page of people and roles: who sees what of it, and what can be done from it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings

from mellanrum.web.access.abilities import LABELS, abilities
from mellanrum.web.access.invitations import Wanted, invite
from mellanrum.web.access.models import PasswordLink, Role, RoleName, User
from mellanrum.web.access.passwords import make_password_link, password_link_by
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import CHECKS, READERS
from mellanrum.web.access.standing import Standing, standing_of, today
from mellanrum.web.tenancy.models import Association
from support.people import PASSWORD, an_association, somebody

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEW = "sex gröna måsar vilar"
Count = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def manager(association: Association) -> User:
    return somebody("manager", association)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _standing(user: User, association: Association) -> Standing:
    standing = standing_of(user, association.slug)
    assert standing
    return standing


def _page(user: User, association: Association, path: str = "") -> str:
    return _client(user).get(f"/f/{association.slug}/behorighet/{path}").content.decode()


def test_keeper_sees_addresses_and_who_lacks_a_second_factor(association: Association, manager: User) -> None:
    without = somebody("coach", association, second_factor=False)

    page = _page(manager, association)

    assert without.email in page
    row = page[page.index(f'<th scope="row">{without.name}') :]
    assert re.search(r'data-head="Andra steget">(.*?)</td>', row)[1] == '<span class="tag warning">Nej</span>'  # type: ignore[index]  # it is there


def test_others_see_names_and_roles_without_addresses_and_links_to_change(association: Association) -> None:
    manager = somebody("manager", association)
    coach = somebody("coach", association)

    page = _page(coach, association)

    assert "Förbundschef, från 2020-01-01" in page
    assert [email for email in (manager.email, coach.email) if email in page] == []
    assert "/avsluta/" not in page
    assert "Varför får jag inte?" in page
    assert (
        "Din roll låter dig inte bestämma vem som har behörighet. De som kan: förbundschef eller administratör." in page
    )


def test_people_of_another_association_are_not_listed(association: Association, manager: User) -> None:
    other = somebody("coach", an_association("Ett annat förbund"))

    assert other.name not in _page(manager, association)


def test_ended_role_is_folded_below_those_held(association: Association, manager: User) -> None:
    gone = somebody("auditor", association, last_day=today() - DAY)

    page = _page(manager, association)

    assert page.index(manager.name) < page.index(f'<th scope="row">{gone.name}')
    assert "1 roll som har slutat" in page
    assert f"Revisor, från 2020-01-01 till {today() - DAY}" in page


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow_with_people(
    association: Association, manager: User, django_assert_num_queries: Count, number: int
) -> None:
    for _ in range(number):
        somebody("coach", association)
        somebody("auditor", association, last_day=today() - DAY)
    client = _client(manager)

    with django_assert_num_queries(9):
        client.get(f"/f/{association.slug}/behorighet/")


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_does_not_grow_with_invitations(
    association: Association, manager: User, django_assert_num_queries: Count, number: int
) -> None:
    standing = standing_of(manager, association.slug)
    assert standing is not None
    for at in range(number):
        invite(standing, Wanted("Robin", f"r{at}@example.org", RoleName.COACH, today()))
    client = _client(manager)

    with django_assert_num_queries(9):
        client.get(f"/f/{association.slug}/behorighet/")


def test_role_is_given_from_the_page(association: Association, manager: User) -> None:
    coach = somebody("coach", association)

    answer = _client(manager).post(
        f"/f/{association.slug}/behorighet/person/{coach.pk}/ny-roll/", {"role": "chair", "first_day": today()}
    )

    assert answer.status_code == 302
    assert _standing(coach, association).roles == {RoleName.COACH, RoleName.CHAIR}


def test_user_of_another_association_cannot_be_given_a_role_without_invitation(
    association: Association, manager: User
) -> None:
    other = somebody("coach", an_association("Ett annat förbund"))

    answers = [
        _client(manager).post(
            f"/f/{association.slug}/behorighet/person/{number}/ny-roll/", {"role": "chair", "first_day": today()}
        )
        for number in (other.pk, 999_999)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert other.roles.count() == 1


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        ({"when": "today"}, today()),
        ({"when": "now"}, today() - DAY),
        ({"when": "day", "last_day": str(today() + 9 * DAY)}, today() + 9 * DAY),
    ],
)
def test_role_is_ended_from_the_page(association: Association, manager: User, sent: dict[str, str], last: date) -> None:
    role = somebody("coach", association).roles.get()

    _client(manager).post(f"/f/{association.slug}/behorighet/roll/{role.pk}/avsluta/", sent)

    role.refresh_from_db()
    assert role.last_day == last


def test_day_that_was_not_written_is_asked_for(association: Association, manager: User) -> None:
    role = somebody("coach", association).roles.get()

    answer = _client(manager).post(f"/f/{association.slug}/behorighet/roll/{role.pk}/avsluta/", {"when": "day"})

    assert "Sista dag: Skriv rollens sista dag." in answer.content.decode()
    role.refresh_from_db()
    assert role.last_day is None


def test_last_keeper_who_ends_the_own_role_is_told_why_not(association: Association, manager: User) -> None:
    role = manager.roles.get()

    answer = _client(manager).post(f"/f/{association.slug}/behorighet/roll/{role.pk}/avsluta/", {"when": "today"})

    assert "Någon måste kunna bestämma vem som har behörighet." in answer.content.decode()


def test_role_of_another_association_cannot_be_ended(association: Association, manager: User) -> None:
    role = somebody("coach", an_association("Ett annat förbund")).roles.get()

    answer = _client(manager).post(f"/f/{association.slug}/behorighet/roll/{role.pk}/avsluta/", {"when": "now"})

    role.refresh_from_db()
    assert (answer.status_code, role.last_day) == (404, None)


def test_page_open_when_the_role_was_revoked_saves_nothing(association: Association, manager: User) -> None:
    other = somebody("administrator", association)
    somebody("coach", association).roles.get()
    open_tab = _client(other)
    assert open_tab.get(f"/f/{association.slug}/behorighet/bjud-in/").status_code == 200
    Role.objects.of(association).filter(user=other).update(name="coach")

    answer = open_tab.post(
        f"/f/{association.slug}/behorighet/bjud-in/",
        {"name": "Kim", "email": "a@b.se", "role": "manager", "first_day": today()},
    )

    assert answer.status_code == 403
    assert "Det du skickade har inte sparats." in answer.content.decode()
    assert _client(manager).get(f"/f/{association.slug}/behorighet/").content.decode().count("a@b.se") == 0


def test_page_open_when_the_last_role_ended_finds_nothing(association: Association) -> None:
    manager = somebody("manager", association)
    open_tab = _client(manager)
    Role.objects.of(association).filter(user=manager).update(last_day=today() - DAY)

    answer = open_tab.post(f"/f/{association.slug}/behorighet/bjud-in/", {"name": "Kim"})

    assert answer.status_code == 404


def test_new_password_link_works_once_and_signs_out_elsewhere(association: Association, manager: User) -> None:
    coach = somebody("coach", association)
    elsewhere = _client(coach)
    _client(manager).post(f"/f/{association.slug}/behorighet/person/{coach.pk}/losenord/")
    secret = make_password_link(_standing(manager, association), coach)

    answers = [
        Client().post(f"/nytt-losenord/{secret}/", {"password": NEW, "again": NEW}),
        Client().post(f"/nytt-losenord/{secret}/", {"password": PASSWORD, "again": PASSWORD}),
    ]

    coach.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 200]
    assert "Länken går inte att använda" in answers[1].content.decode()
    assert coach.check_password(NEW)
    assert elsewhere.get("/konto/").status_code == 302


@pytest.mark.parametrize(("ticked", "left"), [({}, 1), ({"resets_factors": "on"}, 0)], ids=["stays", "taken away"])
def test_new_sign_in_takes_the_second_factor_away_where_that_was_said(
    association: Association, manager: User, ticked: dict[str, str], left: int
) -> None:
    coach = somebody("coach", association)
    keeper = _client(manager)
    keeper.post(f"/f/{association.slug}/behorighet/person/{coach.pk}/losenord/", ticked)
    url = keeper.get(f"/f/{association.slug}/behorighet/lank/").context["link"].url
    before = Authenticator.objects.filter(user=coach).count()

    person = Client()
    person.post(url, {"password": NEW, "again": NEW})
    person.post("/konto/login/", {"login": coach.email, "password": NEW})
    answer = person.get(f"/f/{association.slug}/")

    assert (before, Authenticator.objects.filter(user=coach).count()) == (1, left)
    assert answer["Location"] == (f"/konto/login/?next=/f/{association.slug}/" if left else "/konto/ett-steg-till/")


def test_new_sign_in_is_told_by_mail_without_its_link(
    association: Association, manager: User, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.MAIL_WORKS = True
    coach = somebody("coach", association)
    keeper = _client(manager)
    keeper.post(f"/f/{association.slug}/behorighet/person/{coach.pk}/losenord/", {"resets_factors": "on"})
    link = keeper.get(f"/f/{association.slug}/behorighet/lank/").context["link"]

    [mail] = mailoutbox
    assert (mail.to, mail.subject, link.is_mailed) == ([coach.email], "Ny inloggning i Mellanrum", False)
    assert mail.body.count("/nytt-losenord/") == 0


def test_new_sign_in_without_second_factor_is_not_made_for_oneself(association: Association, manager: User) -> None:
    standing = _standing(manager, association)

    with pytest.raises(Impossible, match="Någon annan som bestämmer om behörighet"):
        make_password_link(standing, manager, resets_factors=True)
    assert password_link_by(make_password_link(standing, manager))


def test_newer_link_takes_the_place_of_an_older(association: Association, manager: User) -> None:
    coach = somebody("coach", association)
    standing = _standing(manager, association)

    older, newer = make_password_link(standing, coach), make_password_link(standing, coach)

    assert password_link_by(older) is None
    assert password_link_by(newer) == PasswordLink.objects.get()


def test_link_older_than_three_days_cannot_be_used(association: Association, manager: User) -> None:
    secret = make_password_link(_standing(manager, association), somebody("coach", association))

    PasswordLink.objects.update(valid_to=today())
    assert password_link_by(secret)
    PasswordLink.objects.update(valid_to=today() - DAY)
    assert password_link_by(secret) is None


@pytest.mark.parametrize("last", [None, today()])
def test_no_link_is_made_for_who_has_a_role_elsewhere(
    association: Association, manager: User, last: date | None
) -> None:
    coach = somebody("coach", association)
    Role.objects.make(an_association("Annat"), user=coach, name="coach", first_day=today(), last_day=last)

    with pytest.raises(Impossible, match="En länk kan göras bara för den som har en roll i det här förbundet"):
        make_password_link(_standing(manager, association), coach)


def test_no_link_is_made_for_who_has_no_role_here_any_more(association: Association, manager: User) -> None:
    gone = somebody("coach", association, last_day=today() - DAY)

    with pytest.raises(Impossible):
        make_password_link(_standing(manager, association), gone)


def test_link_is_worth_nothing_when_its_person_comes_elsewhere(association: Association, manager: User) -> None:
    coach = somebody("coach", association)
    secret = make_password_link(_standing(manager, association), coach)
    Role.objects.make(an_association("Annat"), user=coach, name="coach", first_day=today())

    assert password_link_by(secret) is None


def test_table_of_roles_is_what_the_checks_say(association: Association, manager: User) -> None:
    found = abilities(_standing(manager, association))

    assert set(LABELS) == set(CHECKS)
    assert {ability.label: ability.roles for ability in found}[LABELS["read_statements"]] == frozenset(READERS)
    assert [ability.why_not for ability in found] == [""] * len(CHECKS)


def test_table_of_roles_says_what_i_may_not_why_and_who_can(association: Association, manager: User) -> None:
    accountant = somebody("accountant", association)
    coach = somebody("coach", association)

    page = _page(coach, association, "roller/")

    assert (
        "Din roll låter dig inte göra rapporter. Här kan: " + ", ".join(sorted([manager.name, accountant.name])) in page
    )
    assert 'Coach <span class="tag well">din</span>' in page


def test_refused_page_leads_to_the_table_of_roles(association: Association) -> None:
    page = _page(somebody("coach", association), association, "bjud-in/")

    assert f'href="/f/{association.slug}/behorighet/roller/"' in page
    assert "Det du skickade" not in page
