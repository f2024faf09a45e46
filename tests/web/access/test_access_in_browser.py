"""Signing in and deciding who has access, in a browser: passkeys, another service, and how the pages look."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Page, expect
from pytest_django import Settings

from mellanrum.web.access.invitations import Wanted, invite
from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.passwords import make_password_link
from mellanrum.web.access.standing import standing_of, today
from mellanrum.web.outside import origins
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.people import PASSWORD, an_association, somebody

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # the other service's own
]
NEW = "sex gröna måsar vilar"


@pytest.fixture(autouse=True)
def _no_limits_left(transactional_db: None) -> None:  # noqa: ARG001 - the limits lie in the database
    cache.clear()


def _with_authenticator(page: Page) -> Any:  # noqa: ANN401 - a session of the browser's own protocol
    """Give the browser a telephone that confirms everything, as a person with a finger would."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    found = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, found["authenticatorId"]


def _by_password(page: Page, user: User) -> None:
    page.goto("/konto/login/")
    page.get_by_label("E-postadress").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()


def test_passkey_is_added_and_signs_in_by_itself(open_page: OpenPage, picture: Picture) -> None:
    user = somebody("manager", an_association(), second_factor=False)
    page = open_page()
    _with_authenticator(page)
    _by_password(page, user)
    page.get_by_role("link", name="Lägg till det andra steget").click()
    page.get_by_role("link", name="Lägg till en nyckel").click()
    page.get_by_label("Låt den logga in mig på egen hand").check()
    picture(page, "passkey-add")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    picture(page, "recovery-codes")
    assert page_findings(page) == []
    with page.expect_download() as waited:
        page.get_by_role("button", name="Spara som fil").click()
    saved = waited.value.path().read_text().split()
    page.get_by_role("link", name="Jag har sparat dem").click()
    page.get_by_text(str(user)).click()
    page.get_by_role("button", name="Logga ut").click()
    page.goto("/konto/login/")

    page.get_by_role("button", name="Logga in med en nyckel").click()

    expect(page).to_have_url(re.compile("/f/samordningsforbundet-prov/$"))
    assert len([code for code in saved if re.fullmatch("[0-9-]+", code)]) >= 10


def test_passkey_is_the_second_step_after_the_password(open_page: OpenPage, picture: Picture) -> None:
    user = somebody("manager", an_association(), second_factor=False)
    page = open_page()
    _with_authenticator(page)
    _by_password(page, user)
    page.goto("/konto/tvasteg/webauthn/add/")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    page.context.clear_cookies()
    _by_password(page, user)
    picture(page, "second-step")
    assert page_findings(page) == []

    page.get_by_role("button", name="Använd en nyckel").click()

    expect(page).to_have_url(re.compile("/f/samordningsforbundet-prov/$"))


def test_passkey_that_is_not_used_says_so(open_page: OpenPage, picture: Picture) -> None:
    page = open_page()
    session, authenticator = _with_authenticator(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto("/konto/login/")

    page.get_by_role("button", name="Logga in med en nyckel").click()

    expect(page.get_by_text("Nyckeln användes inte")).to_be_visible()
    picture(page, "passkey-not-used")


def test_square_for_the_app_is_seen(open_page: OpenPage, picture: Picture) -> None:
    user = somebody(second_factor=False)
    page = open_page(Look("desktop", "dark"))
    _by_password(page, user)
    page.goto("/konto/tvasteg/totp/activate/")

    assert page.get_by_role("img").evaluate("image => image.complete && image.naturalWidth") > 0
    picture(page, "totp")
    assert page_findings(page) == []


@pytest.fixture
def other_service(settings: Settings) -> Iterator[str]:
    known = [
        Known(sub="kim", claims={"email": "kim@example.org", "email_verified": True}),
        Known(sub="unknown", claims={"email": "ingen@example.org", "email_verified": True}),
    ]
    with run_server_in_thread(user_claims=known) as server:
        url = f"http://localhost:{server.server_port}"
        app = {
            "provider_id": "kommunen",
            "name": "Kommunens inloggning",
            "client_id": "mellanrum",
            "secret": "s",
            "settings": {"server_url": url, "origins": [url], "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"form-action": ["'self'", *origins([app])]}}
        yield url.removeprefix("http://")


@pytest.mark.parametrize(("sub", "heading"), [("kim", "Dina förbund"), ("unknown", "Ingen här har den adressen")])
def test_other_service_signs_in_who_is_known(
    open_page: OpenPage, picture: Picture, other_service: str, sub: str, heading: str
) -> None:
    User.objects.create_user("kim@example.org", PASSWORD, name="Kim")
    page = open_page(hosts=[other_service, "cdn.jsdelivr.net"])
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.fulfill(body=""))  # the look of the service's page
    page.goto("/konto/login/")
    picture(page, "sign-in-with-service")
    assert page_findings(page) == []

    page.get_by_role("button", name="Logga in med Kommunens inloggning").click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize").click()

    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    picture(page, f"service-{sub}")


def test_invited_person_comes_in_and_is_led_to_a_second_factor(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    page = open_page(user=somebody("manager", association))
    page.goto(f"/f/{association.slug}/behorighet/")
    page.get_by_role("link", name="Bjud in någon").click()
    page.get_by_label("Namn").fill("Kim Lind")
    page.get_by_label("E-postadress").fill("kim@example.org")
    page.get_by_label("Roll", exact=True).select_option("Revisor")
    page.get_by_role("button", name="Gör inbjudan").click()
    picture(page, "link-shown-once")
    link = page.get_by_text(re.compile("/inbjudan/")).inner_text()

    guest = open_page(Look("phone"))
    guest.goto(link)
    picture(guest, "invitation")
    assert page_findings(guest) == []
    guest.get_by_label("Lösenord", exact=True).fill(NEW)
    guest.get_by_label("Lösenordet en gång till").fill(NEW)
    guest.get_by_role("button", name="Skapa mitt konto").click()

    expect(guest.get_by_role("heading", name="Ett steg till innan du kommer in")).to_be_visible()
    picture(guest, "second-factor-asked-for")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_access_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    manager, coach = somebody("manager", association), somebody("coach", association)
    somebody("auditor", association, last_day=today().replace(year=today().year - 1), second_factor=False)
    standing = standing_of(manager, association.slug)
    assert standing
    invitation, secret = invite(standing, Wanted("Kim Lind", "kim@example.org", RoleName.BOARD_MEMBER, today()))
    place, role = f"/f/{association.slug}/behorighet/", coach.roles.get()
    pages = {
        "people": place,
        "abilities": place + "roller/",
        "invite": place + "bjud-in/",
        "withdraw": f"{place}inbjudan/{invitation.pk}/dra-tillbaka/",
        "end-role": f"{place}roll/{role.pk}/avsluta/",
        "give-role": f"{place}person/{coach.pk}/ny-roll/",
        "password-link": f"{place}person/{coach.pk}/losenord/",
        "account": "/konto/",
        "second-factor": "/konto/tvasteg/",
        "change-password": "/konto/password/change/",
        "connections": "/konto/tjanster/",
        "invitation-of-another": f"/inbjudan/{secret}/",
        "new-password": f"/nytt-losenord/{make_password_link(standing, coach)}/",
        "new-password-over": "/nytt-losenord/x/",
        "invitation-over": "/inbjudan/x/",
    }
    page, found = open_page(look, user=manager), {}
    for name, url in pages.items():
        page.goto(url)
        picture(page, f"access-{name}")
        found[name] = page_findings(page), page.locator("h1").count()

    assert found == dict.fromkeys(pages, ([], 1))


@pytest.mark.parametrize("look", [Look("phone"), Look("desktop", "dark")], ids=str)
def test_refusals_are_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    association = an_association()
    somebody("manager", association)
    page = open_page(look, user=somebody("coach", association), statuses=[403])
    for name, path in {"people-of-coach": "", "abilities-of-coach": "roller/", "refused": "bjud-in/"}.items():
        page.goto(f"/f/{association.slug}/behorighet/{path}")
        for closed in page.locator("details.why-not summary").all():
            closed.click()
        picture(page, name)
        assert (name, page_findings(page)) == (name, [])


def test_faults_of_a_form_are_gathered_with_links(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    page = open_page(Look("phone"), user=somebody("manager", association))
    page.goto(f"/f/{association.slug}/behorighet/bjud-in/")
    page.get_by_label("Från och med").fill("2020-01-01")
    page.get_by_label("Namn").fill("Kim")
    page.get_by_label("E-postadress").fill("kim@example.org")
    page.get_by_label("Roll", exact=True).select_option("Coach")
    page.get_by_role("button", name="Gör inbjudan").click()

    expect(page.get_by_role("alert")).to_contain_text("En roll kan inte börja före i dag.")
    expect(page.get_by_role("alert")).to_be_focused()
    picture(page, "invite-faulty")
    assert page_findings(page) == []


def test_pages_of_the_own_account_are_without_faults(open_page: OpenPage, picture: Picture) -> None:
    user = somebody(second_factor=False)
    page, found = open_page(Look("phone")), {}
    _with_authenticator(page)
    _by_password(page, user)
    page.goto("/konto/tvasteg/webauthn/add/")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    key = Authenticator.objects.get(user=user, type="webauthn").pk
    paths = {
        "factors": "/konto/tvasteg/",
        "passkeys": "/konto/tvasteg/webauthn/",
        "passkey-rename": f"/konto/tvasteg/webauthn/keys/{key}/edit/",
        "passkey-remove": f"/konto/tvasteg/webauthn/keys/{key}/remove/",
        "codes-again": "/konto/tvasteg/recovery-codes/",
        "codes-new": "/konto/tvasteg/recovery-codes/generate/",
        "again-password": "/konto/reauthenticate/",
        "again-code": "/konto/tvasteg/reauthenticate/",
        "again-passkey": "/konto/tvasteg/webauthn/reauthenticate/",
        "sign-out": "/konto/logout/",
    }
    for name, path in paths.items():
        page.goto(path)
        picture(page, f"own-{name}")
        found[name] = page_findings(page), page.locator("h1").count()

    assert found == dict.fromkeys(paths, ([], 1))


def test_pages_before_signing_in_are_without_faults(open_page: OpenPage, picture: Picture, settings: Settings) -> None:
    page, found = open_page(Look("phone", "dark"), statuses=[401]), {}
    paths = {
        "forgotten": "/konto/password/reset/",
        "forgotten-sent": "/konto/password/reset/done/",
        "forgotten-over": "/konto/password/reset/key/1-x-y/",
        "forgotten-done": "/konto/password/reset/key/done/",
        "inactive": "/konto/inactive/",
        "cancelled": "/konto/tjanster/login/cancelled/",
        "error": "/konto/tjanster/login/error/",
    }
    for mail in (False, True):
        settings.MAIL_WORKS = mail
        for name, path in paths.items():
            page.goto(path)
            picture(page, f"before-{name}-{mail}")
            found[name, mail] = page_findings(page), page.locator("h1").count()

    assert found == {(name, mail): ([], 1) for name in paths for mail in (False, True)}
