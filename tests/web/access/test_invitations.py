"""Invitations: a link that works once, for the one it was made for, until it is withdrawn or too old."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from mellanrum.web.access.invitations import (
    VALID,
    Wanted,
    accept,
    accept_as_new,
    invitation_by,
    invite,
    invite_first,
    pending,
    withdraw,
)
from mellanrum.web.access.models import Invitation, Role, RoleName, User
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.secrets_in_logs import HideSecrets
from mellanrum.web.access.standing import Standing, standing_of, today
from mellanrum.web.tenancy.models import Association
from support.people import an_association, somebody

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GOOD = "fyra blå hästar sjunger"


@pytest.fixture
def standing(association: Association) -> Standing:
    found = standing_of(somebody("manager", association), association.slug)
    assert found
    return found


def _invite(standing: Standing, email: str = "kim@example.org") -> str:
    return invite(standing, Wanted("Kim Prov", email, RoleName.AUDITOR, today()))[1]


def _post(secret: str, client: Client | None = None, changed: dict[str, str] | None = None) -> HttpResponse:
    data = {"name": "Kim Prov", "password": GOOD, "again": GOOD} | (changed or {})
    answer = (client or Client()).post(f"/inbjudan/{secret}/", data)
    return cast("HttpResponse", answer)


def _only() -> Invitation:
    found: Invitation = Invitation.objects.get()
    return found


def test_invited_person_makes_an_account_and_comes_in(standing: Standing) -> None:
    client = Client()

    answer = _post(_invite(standing, "Kim@Example.org"), client)

    user = User.objects.get(email="kim@example.org")
    place = standing_of(user, standing.association.slug)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert place
    assert place.roles == {RoleName.AUDITOR}
    assert user.check_password(GOOD)
    assert client.get("/konto/").status_code == 200
    assert _only().used_on == today()


def test_password_of_a_new_account_is_kept_by_argon2(standing: Standing) -> None:
    _post(_invite(standing))

    assert User.objects.get(email="kim@example.org").password.startswith("argon2$argon2id$")


def test_secret_of_an_invitation_is_kept_nowhere(standing: Standing) -> None:
    secret = _invite(standing)

    kept = Invitation.objects.values().get()
    assert [value for value in kept.values() if secret in str(value)] == []
    assert invitation_by(secret) == _only()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"again": "något annat lösenord"}, "De två lösenorden är olika."),
        ({"password": "kort", "again": "kort"}, "minst 12 tecken"),
        ({"password": "password1234", "again": "password1234"}, "för vanligt"),
        ({"password": "Kim Prov Kim", "again": "Kim Prov Kim"}, "för likt"),
        ({"name": ""}, "måste fyllas i"),
    ],
)
def test_account_with_fault_is_not_made(standing: Standing, changed: dict[str, str], said: str) -> None:
    answer = _post(_invite(standing), changed=changed)

    assert answer.status_code == 200
    assert re.search(said, answer.content.decode())
    assert not User.objects.filter(email="kim@example.org").exists()
    assert _only().used_on is None


def test_user_accepts_after_signing_in(standing: Standing) -> None:
    user = somebody("manager", an_association("Ett annat förbund"))
    secret, client = _invite(standing, user.email), Client()
    client.force_login(user)

    answer = client.post(f"/inbjudan/{secret}/")

    place = standing_of(user, standing.association.slug)
    assert answer.status_code == 302
    assert place
    assert place.roles == {RoleName.AUDITOR}


def test_user_who_makes_a_new_account_is_told_to_sign_in(standing: Standing) -> None:
    user = somebody()

    answer = _post(_invite(standing, user.email))

    assert "Du har redan ett konto här. Logga in med det" in answer.content.decode()
    assert User.objects.filter(email=user.email).count() == 1
    assert _only().used_on is None
    assert user.check_password(GOOD) is False


def test_page_of_an_invitation_looks_the_same_for_users_and_others(standing: Standing) -> None:
    user = somebody("manager", an_association("Ett annat förbund"))

    pages = [
        Client().get(f"/inbjudan/{_invite(standing, email)}/").content.decode() for email in (user.email, "a@b.se")
    ]

    assert _masked(pages[0], user.email) == _masked(pages[1], "a@b.se")


def _masked(page: str, email: str) -> str:
    page = re.sub(r"/inbjudan/[^/]+/", "/inbjudan/x/", page).replace(email, "the address")
    return re.sub(r'(csrf|csrfmiddlewaretoken" value)="[^"]+"', "", page)


def test_inviting_a_user_of_another_association_is_answered_as_inviting_anybody(standing: Standing) -> None:
    user = somebody("manager", an_association("Ett annat förbund"))
    client = Client()
    client.force_login(standing.user)

    answers = []
    for email in (user.email, "a@b.se"):
        data = {"name": "Kim", "email": email, "role": "auditor", "first_day": today(), "last_day": ""}
        client.post(f"/f/{standing.association.slug}/behorighet/bjud-in/", data)
        page = client.get(f"/f/{standing.association.slug}/behorighet/lank/").content.decode()
        answers.append(_masked(page, email))

    assert answers[0] == answers[1]


def test_invitation_for_another_address_cannot_be_accepted(standing: Standing) -> None:
    user, client = somebody(), Client()
    client.force_login(user)

    answer = client.post(f"/inbjudan/{_invite(standing)}/")

    assert "inbjudan gäller en annan adress" in answer.content.decode()
    assert standing_of(user, standing.association.slug) is None
    with pytest.raises(Impossible):
        accept(_only(), user)


def _use(standing: Standing) -> None:
    accept(_only(), User.objects.create_user(_only().email, GOOD, name=standing.user.name))


def _withdraw(standing: Standing) -> None:
    withdraw(standing, _only())


def _grow_old(standing: Standing) -> None:
    Invitation.objects.of(standing.association).update(valid_to=today() - DAY)


@pytest.mark.parametrize(
    ("happens", "said"),
    [(_use, "Den har använts."), (_withdraw, "Förbundet har dragit tillbaka den."), (_grow_old, "Den har gått ut")],
)
def test_invitation_that_is_over_says_why_and_makes_nothing(
    standing: Standing, happens: Callable[[Standing], None], said: str
) -> None:
    secret = _invite(standing)
    happens(standing)
    before = (User.objects.count(), Role.objects.count())

    pages = [Client().get(f"/inbjudan/{secret}/").content.decode(), _post(secret).content.decode()]

    assert [said in page for page in pages] == [True, True]
    assert (User.objects.count(), Role.objects.count()) == before


def test_unknown_invitation_says_so() -> None:
    assert "Det finns ingen sådan inbjudan." in Client().get("/inbjudan/no-such-secret/").content.decode()


def test_invitation_is_valid_on_its_last_day(standing: Standing) -> None:
    secret = _invite(standing)

    assert _only().valid_to == today() + VALID
    Invitation.objects.of(standing.association).update(valid_to=today())
    assert _post(secret).status_code == 302


def test_invitation_used_by_two_at_once_makes_one_account(standing: Standing) -> None:
    secret = _invite(standing)
    first, second = invitation_by(secret), invitation_by(secret)
    assert first
    assert second
    accept_as_new(first, "Kim", GOOD)

    with pytest.raises(Impossible, match="Inbjudan har använts"):
        accept_as_new(second, "Kim", GOOD)

    assert User.objects.filter(email="kim@example.org").count() == 1


def test_role_accepted_late_begins_that_day(standing: Standing) -> None:
    secret = _invite(standing)
    Invitation.objects.of(standing.association).update(first_day=today() - 3 * DAY)

    _post(secret)

    assert User.objects.get(email="kim@example.org").roles.get().first_day == today()


def test_role_whose_days_are_past_is_not_taken(standing: Standing) -> None:
    secret = _invite(standing)
    Invitation.objects.of(standing.association).update(first_day=today() - 3 * DAY, last_day=today() - DAY)

    answer = _post(secret)

    assert "Dagarna för rollen du bjöds in till har passerat." in answer.content.decode()
    assert not User.objects.filter(email="kim@example.org").exists()


@pytest.mark.parametrize("path", ["/inbjudan/a-secret/", "/nytt-losenord/a-secret/"])
def test_page_of_a_secret_is_kept_by_no_cache_and_tells_no_other_page(path: str) -> None:
    answer = Client().get(path)

    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]


def test_link_is_shown_once(standing: Standing) -> None:
    client = Client()
    client.force_login(standing.user)
    place = f"/f/{standing.association.slug}/behorighet/"
    client.post(place + "bjud-in/", {"name": "Kim", "email": "a@b.se", "role": "chair", "first_day": today()})

    first, second = client.get(place + "lank/"), client.get(place + "lank/")

    secret = re.search(r"/inbjudan/([^/]+)/", first.content.decode())
    assert secret
    assert invitation_by(secret[1]) == _only()
    assert "no-store" in first["Cache-Control"]
    assert (second.status_code, second["Location"]) == (302, place)


def test_link_is_mailed_where_mail_works(standing: Standing, settings: Settings) -> None:
    settings.MAIL_WORKS = True
    client = Client()
    client.force_login(standing.user)
    place = f"/f/{standing.association.slug}/behorighet/"
    client.post(place + "bjud-in/", {"name": "Kim", "email": "a@b.se", "role": "chair", "first_day": today()})

    page = client.get(place + "lank/").content.decode()

    (sent,) = mail.outbox
    secret = re.search(r"http://testserver/inbjudan/([^/]+)/", str(sent.body))
    assert (sent.to, sent.subject) == (["a@b.se"], "En inbjudan till Mellanrum")
    assert secret
    assert invitation_by(secret[1]) == _only()
    assert "Den har skickats till a@b.se." in page


def test_withdrawn_invitation_is_not_pending(standing: Standing) -> None:
    _invite(standing)
    client = Client()
    client.force_login(standing.user)

    client.post(f"/f/{standing.association.slug}/behorighet/inbjudan/{_only().pk}/dra-tillbaka/")

    assert pending(standing) == ()
    assert _only().withdrawn_on == today()


def test_invitation_of_another_association_cannot_be_withdrawn(standing: Standing) -> None:
    other = an_association("Ett annat förbund")
    client = Client()
    client.force_login(somebody("manager", other))
    _invite(standing)

    answer = client.post(f"/f/{other.slug}/behorighet/inbjudan/{_only().pk}/dra-tillbaka/")

    assert answer.status_code == 404
    assert pending(standing) == (_only(),)


def test_first_administrator_is_invited_by_nobody(association: Association) -> None:
    _post(invite_first(association, "Kim", "kim@example.org"))

    place = standing_of(User.objects.get(), association.slug)
    assert place
    assert place.roles == {RoleName.ADMINISTRATOR}


def test_first_administrator_of_an_association_with_people_is_refused(standing: Standing) -> None:
    with pytest.raises(Impossible, match="Förbundet har redan personer"):
        invite_first(standing.association, "Kim", "kim@example.org")


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("Forbidden: /inbjudan/S3cret_-x/", "Forbidden: /inbjudan/…/"),
        ("GET /konto/login/?next=/nytt-losenord/S3cret/ x", "GET /konto/login/?next=/nytt-losenord/…/ x"),
        ("Not Found: /konto/password/reset/key/1-abc/", "Not Found: /konto/password/reset/key/…/"),
        ("Not Found: /ekonomi/", "Not Found: /ekonomi/"),
    ],
)
def test_secrets_are_not_logged(said: str, logged: str) -> None:
    record = logging.makeLogRecord({"msg": "%s", "args": (said,)})

    HideSecrets().filter(record)

    assert record.getMessage() == logged


def test_every_log_of_the_site_hides_secrets(settings: Settings) -> None:
    handlers = settings.LOGGING["handlers"]
    assert {name: handler["filters"][0] for name, handler in handlers.items()} == dict.fromkeys(handlers, "secrets")
