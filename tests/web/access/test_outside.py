"""What the site is told about other programs: mail and services, and the faults that stop it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mellanrum.web.outside import mail, origins, sends_mail, services

GOOD = """
[[oidc]]
name = "Kommunens inloggning"
client_id = "mellanrum"
secret = "s"
server_url = "https://login.example.org/realms/a"
origins = ["https://bank.example.org"]
"""


def _keys(folder: Path, text: str) -> Path:
    (folder / "keys.toml").write_text('secret_key = "x"\n' + text, encoding="utf-8")
    return folder


def test_no_service_is_the_usual_case(tmp_path: Path) -> None:
    assert services(_keys(tmp_path, "")) == []


def test_service_is_read_from_the_file_of_keys(tmp_path: Path) -> None:
    (service,) = services(_keys(tmp_path, GOOD))

    assert (service["provider_id"], service["name"], service["client_id"], service["secret"]) == (
        "tjanst-1",
        "Kommunens inloggning",
        "mellanrum",
        "s",
    )
    assert origins([service]) == ["https://login.example.org", "https://bank.example.org"]


def test_faults_of_services_are_told_all_at_once(tmp_path: Path) -> None:
    folder = _keys(tmp_path, '[[oidc]]\nname = "A"\nclient = "b"\n')

    with pytest.raises(ImproperlyConfigured) as caught:
        services(folder)

    assert str(caught.value) == (
        f"{folder / 'keys.toml'}: [[oidc]] number 1 lacks client_id. [[oidc]] number 1 lacks secret. "
        "[[oidc]] number 1 lacks server_url. [[oidc]] number 1 has client, which means nothing."
    )


def test_mail_without_server_goes_nowhere() -> None:
    assert mail({}) == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    assert sends_mail({}) is False


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://me:p%40ss@mail.example.org", 587, False, True),
        ("smtp://mail.example.org:25", 25, False, False),
        ("smtps://me:p%40ss@mail.example.org", 465, True, False),
    ],
)
def test_mail_server_is_read_from_its_address(url: str, port: int, *, ssl: bool, tls: bool) -> None:
    given = {"MELLANRUM_SMTP_URL": url, "MELLANRUM_MAIL_FROM": "m@example.org"}

    found = mail(given)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", port)
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (ssl, tls)
    assert found["EMAIL_HOST_PASSWORD"] == ("p@ss" if "@mail" in url else "")
    assert sends_mail(given) is True


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_mail_server_that_is_not_understood_stops_the_site(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MELLANRUM_SMTP_URL must look like"):
        mail({"MELLANRUM_SMTP_URL": url, "MELLANRUM_MAIL_FROM": "m@example.org"})


def test_mail_server_without_sender_stops_the_site() -> None:
    with pytest.raises(ImproperlyConfigured, match="MELLANRUM_MAIL_FROM must say"):
        mail({"MELLANRUM_SMTP_URL": "smtp://mail.example.org"})
