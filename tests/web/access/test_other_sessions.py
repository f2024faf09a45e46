"""A session entered with a password alone does not outlive the day its user sets up a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from mellanrum.web.tenancy.models import Association
from support.people import PASSWORD, somebody

pytestmark = pytest.mark.django_db(transaction=True)  # the library tells of a factor when it has been saved


def _signed_in(email: str) -> Client:
    client = Client()
    client.post("/konto/login/", {"login": email, "password": PASSWORD})
    return client


def _set_up_factor(client: Client) -> None:
    client.get("/konto/tvasteg/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, sorted(yield_hotp_counters_from_time())[1]))
    assert client.post("/konto/tvasteg/totp/activate/", {"code": code}).status_code == 302


def test_setting_up_a_second_factor_ends_the_other_sessions_of_the_user(association: Association) -> None:
    user = somebody("manager", association, second_factor=False)
    page = f"/f/{association.slug}/"
    own, other = _signed_in(user.email), _signed_in(user.email)
    assert other.get(page)["Location"] == "/konto/ett-steg-till/"

    _set_up_factor(own)

    assert own.get(page).status_code == 200
    assert other.get(page)["Location"] == f"/konto/login/?next={page}"


def test_setting_up_a_second_factor_ends_nobody_elses_session(association: Association) -> None:
    colleague = Client()
    colleague.force_login(somebody("manager", association))
    user = somebody("manager", association, second_factor=False)

    _set_up_factor(_signed_in(user.email))

    assert colleague.get(f"/f/{association.slug}/").status_code == 200
