"""What the database holds of second factors is of no use without the site's keys."""

import json

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from support.journeys import code_of
from support.people import somebody

pytestmark = pytest.mark.django_db


def test_database_holds_neither_the_secret_of_an_app_nor_the_seed_of_recovery_codes() -> None:
    user, secret = somebody(second_factor=False), generate_totp_secret()
    app = TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user)
    seed = get_adapter().decrypt(codes.instance.data["seed"])

    held = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert [text in held for text in (secret, seed, *codes.get_unused_codes())] == [False] * 12
    assert (app.validate_code(code_of(secret)), codes.validate_code(codes.get_unused_codes()[0])) == (True, True)


def test_code_is_wrong_under_another_key_and_the_log_says_why(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    secret = generate_totp_secret()
    app = TOTP.activate(somebody(second_factor=False), secret)
    settings.SECOND_FACTOR_KEY = Fernet.generate_key().decode()

    assert not app.validate_code(code_of(secret))
    assert [record.getMessage() for record in caplog.records] == [
        "A second factor was kept by another second_factor_key than that of keys.toml: no code is right."
    ]
