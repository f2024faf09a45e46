"""The secrets of second factors, as the database holds them: unreadable without the site's file of keys."""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

log = logging.getLogger(__name__)


def encrypted(text: str) -> str:
    """Return a secret as it is kept."""
    return Fernet(settings.SECOND_FACTOR_KEY).encrypt(text.encode()).decode()


def decrypted(kept: str) -> str:
    """Return a secret that is kept; where the key is another than it was kept by, one that nobody knows.

    Then no code is right, and whoever reads the log is told why.
    """
    try:
        return Fernet(settings.SECOND_FACTOR_KEY).decrypt(kept).decode()
    except InvalidToken:
        log.warning("A second factor was kept by another second_factor_key than that of keys.toml: no code is right.")
        return base64.b32encode(secrets.token_bytes(20)).decode()
