"""What strangers try takes one line of the log each, and is no error."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client


@pytest.fixture
def log() -> Iterator[StringIO]:
    handler = next(one for one in logging.getLogger("django.security").handlers if one.name == "refused")
    assert isinstance(handler, logging.StreamHandler)
    held = StringIO()
    before = handler.setStream(held)
    yield held
    handler.setStream(before)


@pytest.mark.django_db
def test_foreign_host_takes_one_line(log: StringIO) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"Host": "evil.example"})

    [line] = log.getvalue().splitlines()
    assert answer.status_code == 400
    assert line.split(" ", 2)[2] == (
        "WARNING django.security.DisallowedHost Invalid HTTP_HOST header: 'evil.example'. "
        "You may need to add 'evil.example' to ALLOWED_HOSTS."
    )


@pytest.mark.django_db
def test_too_many_fields_take_one_line(log: StringIO) -> None:
    answer = Client(raise_request_exception=False).post("/sprak/", {f"n{number}": "" for number in range(8_001)})

    [line] = log.getvalue().splitlines()
    assert answer.status_code == 400
    assert line.split(" ", 2)[2] == (
        "WARNING django.security.TooManyFieldsSent "
        "The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS."
    )


def test_secret_in_what_is_refused_is_hidden(log: StringIO) -> None:
    logging.getLogger("django.security.Prov").error("Refused: /inbjudan/hemligt/\nand more")

    assert log.getvalue().split(" ", 3)[3] == "django.security.Prov Refused: /inbjudan/…/ and more\n"
