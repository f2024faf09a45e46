"""Signing in: password, second factor, lock-out, forgotten password, and what ends a session."""

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from mellanrum.web.access.models import User
from mellanrum.web.tenancy.models import Association
from support.people import PASSWORD, somebody

pytestmark = pytest.mark.django_db
NEW = "sex gröna måsar vilar"
LOCKED = "Det blev fel för många gånger i rad. För säkerhets skull är inloggningen spärrad"


def _sign_in(user: User, password: str = PASSWORD, client: Client | None = None, **extra: Any) -> Any:  # noqa: ANN401 - what the client answers
    data = {"login": user.email, "password": password}
    return (client or Client()).post("/konto/login/", data, **extra)


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, sorted(yield_hotp_counters_from_time())[1])))


def _totp_secret(user: User) -> str:
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return str(get_adapter().decrypt(kept.data["secret"]))


def _is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def test_user_without_second_factor_signs_in_by_password() -> None:
    client = Client()

    answer = _sign_in(somebody(second_factor=False), client=client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert _is_in(client)


def test_sign_in_leads_back_to_where_one_was_going() -> None:
    client = Client()
    user = somebody(second_factor=False)
    asked = client.get("/konto/?a=1")

    answer = client.post("/konto/login/", {"login": user.email, "password": PASSWORD, "next": "/konto/?a=1"})

    assert asked["Location"] == "/konto/login/?next=/konto/%3Fa%3D1"
    assert answer["Location"] == "/konto/?a=1"


def test_sign_in_leads_to_no_other_site() -> None:
    user = somebody(second_factor=False)

    answer = Client().post(
        "/konto/login/", {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert answer["Location"] == "/"


def test_user_with_second_factor_is_not_in_before_its_code() -> None:
    client, user = Client(), somebody()

    answer = _sign_in(user, client=client)

    assert answer["Location"].partition("?")[0] == "/konto/tvasteg/authenticate/"
    assert not _is_in(client)
    client.post("/konto/tvasteg/authenticate/", {"code": _code(_totp_secret(user))})
    assert _is_in(client)


def test_code_cannot_be_used_twice() -> None:
    user = somebody()
    code, answers = _code(_totp_secret(user)), []
    for _ in range(2):
        client = Client()
        _sign_in(user, client=client)
        answers.append(client.post("/konto/tvasteg/authenticate/", {"code": code}))

    assert [answer.status_code for answer in answers] == [302, 200]
    assert "Koden stämmer inte eller är redan använd." in answers[1].content.decode()


def test_wrong_password_and_unknown_address_are_told_the_same() -> None:
    user = somebody()

    pages = [_sign_in(user, "fel lösenord här"), _sign_in(User(email="ingen@example.org"), "fel lösenord här")]

    said = "E-postadressen och lösenordet hör inte ihop. Kontrollera båda och försök igen."
    assert [page.content.decode().count(said) for page in pages] == [1, 1]


def test_repeated_failures_lock_the_address_even_for_the_right_password() -> None:
    user, client = somebody(second_factor=False), Client()
    pages = [_sign_in(user, "fel lösenord här", client).content.decode() for _ in range(6)]

    right = _sign_in(user, client=client)

    assert [LOCKED in page for page in pages] == [False] * 5 + [True]
    assert right.status_code == 200
    assert LOCKED in right.content.decode()
    assert not _is_in(client)


def test_lock_of_one_address_does_not_lock_another() -> None:
    user, other = somebody(second_factor=False), somebody(second_factor=False)
    for _ in range(6):
        _sign_in(user, "fel lösenord här")

    assert _sign_in(other).status_code == 302


def test_limits_are_counted_where_all_workers_see_them(settings: Settings) -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert (cache.add("who-comes-first", "one"), cache.add("who-comes-first", "two")) == (True, False)
    assert cache.get("who-comes-first") == "one"


def test_many_tries_from_one_place_are_told_to_wait() -> None:
    answers = [_sign_in(User(email=f"nr{number}@example.org"), "fel lösenord här") for number in range(12)]

    assert "inloggningen spärrad" in answers[-1].content.decode()


def test_passkey_button_without_scripts_leads_back_to_signing_in() -> None:
    answer = Client().post("/konto/tvasteg/webauthn/login/", {"credential": ""}, follow=True)

    assert answer.redirect_chain[-1][0] == "/konto/login/"
    assert "Nycklar behöver JavaScript" in answer.content.decode()


@pytest.mark.parametrize("path", ["/konto/signup/", "/konto/tjanster/signup/", "/konto/email/"])
def test_nobody_signs_up_or_changes_address(path: str) -> None:
    client = Client()
    client.force_login(somebody())

    assert [Client().get(path).status_code, client.get(path).status_code] == [404, 404]
    assert Client().post(path, {"email": "a@b.se", "password1": NEW}).status_code == 404


def test_forgotten_password_without_mail_says_who_can_help() -> None:
    page = Client().get("/konto/password/reset/").content.decode()

    assert (
        "Den här webbplatsen skickar ingen e-post. Förbundschefen eller administratören kan göra en länk åt dig" in page
    )
    assert 'name="email"' not in page


def test_forgotten_password_without_mail_sends_and_promises_none() -> None:
    answer = Client().post("/konto/password/reset/", {"email": somebody().email})

    assert (answer.status_code, mail.outbox) == (200, [])
    assert "skickar ingen e-post" in answer.content.decode()


def test_forgotten_password_is_mailed_in_swedish_and_its_link_works_once(settings: Settings) -> None:
    settings.MAIL_WORKS = True
    user, client = somebody(second_factor=False), Client()

    client.post("/konto/password/reset/", {"email": user.email})

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Ett nytt lösenord i Mellanrum", [user.email])
    assert "någon, troligen du, har bett om ett nytt lösenord" in str(sent.body)
    found = re.search(r"http://testserver(/konto/password/reset/key/\S+)", str(sent.body))
    assert found
    page = client.get(found[1], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "Länken gäller inte" in Client().get(found[1], follow=True).content.decode()


def test_forgotten_password_of_nobody_is_answered_as_of_a_user(settings: Settings) -> None:
    settings.MAIL_WORKS = True

    answers = [
        Client().post("/konto/password/reset/", {"email": email}) for email in (somebody().email, "ingen@example.org")
    ]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/konto/password/reset/done/")}
    assert len(mail.outbox) == 1


def test_second_factor_can_be_set_up_after_a_forgotten_password(settings: Settings) -> None:
    settings.MAIL_WORKS = True
    user, client = somebody(second_factor=False), Client()
    client.post("/konto/password/reset/", {"email": user.email})
    _sign_in(user, client=client)

    assert client.get("/konto/tvasteg/totp/activate/").status_code == 200


def test_changed_password_ends_other_sessions_and_keeps_this_one() -> None:
    user, here, elsewhere = somebody(second_factor=False), Client(), Client()
    for client in (here, elsewhere):
        _sign_in(user, client=client)

    here.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (_is_in(here), _is_in(elsewhere)) == (True, False)


def test_inactive_user_does_not_come_in_and_falls_out() -> None:
    user, client = somebody(second_factor=False), Client()
    _sign_in(user, client=client)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert not _is_in(client)
    assert _sign_in(user)["Location"] == "/konto/inactive/"


def test_second_factor_that_the_association_asks_for_is_set_up_and_lets_in(association: Association) -> None:
    user, client = somebody("manager", association, second_factor=False), Client()
    place = f"/f/{association.slug}/behorighet/"
    _sign_in(user, client=client)
    asked = client.get(place)
    told = client.get(asked["Location"]).content.decode()
    page = client.get("/konto/tvasteg/totp/activate/").content.decode()
    secret = client.session["mfa.totp.secret"]

    client.post("/konto/tvasteg/totp/activate/", {"code": _code(secret)})

    assert asked["Location"] == "/konto/ett-steg-till/"
    assert "Ditt förbund ber alla att logga in i två steg" in told
    assert " ".join(re.findall("....", secret)) in page
    assert client.get(place).status_code == 200


def test_association_that_asks_for_no_second_factor_lets_in_without(association: Association) -> None:
    Association.objects.update(second_factor=False)
    user, client = somebody("manager", association, second_factor=False), Client()
    _sign_in(user, client=client)

    assert client.get(f"/f/{association.slug}/behorighet/").status_code == 200


def test_account_is_changed_only_by_who_came_in_just_now(settings: Settings) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    user, client = somebody(second_factor=False), Client()
    _sign_in(user, client=client)

    answer = client.get("/konto/tvasteg/totp/activate/")

    assert answer["Location"].partition("?")[0] == "/konto/reauthenticate/"
    assert "Visa att det är du" in client.get(answer["Location"]).content.decode()


def test_square_for_the_app_is_a_picture_of_its_own_kept_by_no_cache() -> None:
    user, client = somebody(second_factor=False), Client()
    _sign_in(user, client=client)
    before = client.get("/konto/ruta-for-appen.svg")
    page = client.get("/konto/tvasteg/totp/activate/").content.decode()

    picture = client.get("/konto/ruta-for-appen.svg")

    assert before.status_code == 404
    assert 'src="/konto/ruta-for-appen.svg"' in page
    assert "data:image" not in page
    assert (picture["Content-Type"], "no-store" in picture["Cache-Control"]) == ("image/svg+xml", True)
    assert picture.content.startswith(b"<?xml")


def test_recovery_codes_are_shown_once_and_each_lets_in_once() -> None:
    user, client = somebody(second_factor=False), Client()
    _sign_in(user, client=client)
    client.get("/konto/tvasteg/totp/activate/")
    shown = client.post(
        "/konto/tvasteg/totp/activate/", {"code": _code(client.session["mfa.totp.secret"])}, follow=True
    ).content.decode()
    codes = re.findall(r"<li>([0-9 -]{8,})</li>", shown)
    answers = []
    for _ in range(2):
        other = Client()
        _sign_in(user, client=other)
        answers.append(other.post("/konto/tvasteg/authenticate/", {"code": codes[0]}).status_code)

    again = client.get("/konto/tvasteg/recovery-codes/").content.decode()

    assert len(codes) == 10
    assert answers == [302, 200]
    assert [code for code in codes if code in again] == []
    assert "Du har 9 koder kvar." in again


def test_name_is_changed_on_my_account() -> None:
    user, client = somebody(), Client()
    client.force_login(user)

    client.post("/konto/", {"name": "Nytt Namn"})

    user.refresh_from_db()
    assert user.name == "Nytt Namn"


def test_my_account_lists_my_roles_in_every_association_with_their_days(association: Association) -> None:
    user, client = somebody("manager", association), Client()
    client.force_login(user)

    assert f"{association.name}: förbundschef, från 2020-01-01" in client.get("/konto/").content.decode()
