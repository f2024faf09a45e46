"""What the site is told about other programs: the mail server, and the services that people may sign in by.

Both are read when the site starts, and a fault stops it there with a sentence, rather than at the first sign-in.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from mellanrum.web.keys import KEYS

_PORTS = {"smtp": 587, "smtps": 465}
_NEEDED = ("name", "client_id", "secret", "server_url")
_ALLOWED = {*_NEEDED, "id", "origins"}


def mail(given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return Django's settings of mail from MELLANRUM_SMTP_URL and MELLANRUM_MAIL_FROM.

    `smtp://user:password@host:587` encrypts after it has connected, `smtps://` from the first byte. Without an address
    no mail is sent, and the pages say what to do instead.
    """
    env = os.environ if given is None else given
    url = env.get("MELLANRUM_SMTP_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    sender = env.get("MELLANRUM_MAIL_FROM", "")
    if parts.scheme not in _PORTS or not parts.hostname or not sender:
        raise ImproperlyConfigured(
            "MELLANRUM_SMTP_URL must look like smtp://user:password@mail.example.org:587 (or smtps://), "
            "and MELLANRUM_MAIL_FROM must say the address that mail comes from."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender,
    }


def sends_mail(given: Mapping[str, str] | None = None) -> bool:
    """Tell whether there is a mail server."""
    return bool((os.environ if given is None else given).get("MELLANRUM_SMTP_URL"))


def services(folder: Path) -> list[dict[str, Any]]:
    """Return the services of the file of keys that people may sign in by, as the sign-in library wants them.

    Each is a table `[[oidc]]` with name, client_id, secret and server_url; `id` stands in addresses, `origins` are
    further hosts that the service leads through.
    """
    tables = tomllib.loads((folder / KEYS).read_text(encoding="utf-8")).get("oidc", [])
    faults = [fault for number, table in enumerate(tables, 1) for fault in _faults(number, table)]
    if faults:
        raise ImproperlyConfigured(f"{folder / KEYS}: " + " ".join(faults))
    return [_service(number, table) for number, table in enumerate(tables, 1)]


def _faults(number: int, table: Mapping[str, Any]) -> list[str]:
    missing = [key for key in _NEEDED if not isinstance(table.get(key), str) or not table[key]]
    return [
        *(f"[[oidc]] number {number} lacks {key}." for key in missing),
        *(f"[[oidc]] number {number} has {key}, which means nothing." for key in sorted(set(table) - _ALLOWED)),
    ]


def _service(number: int, table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "provider_id": table.get("id", f"tjanst-{number}"),
        "name": table["name"],
        "client_id": table["client_id"],
        "secret": table["secret"],
        "settings": {
            "server_url": table["server_url"],
            "origins": [_origin(table["server_url"]), *table.get("origins", [])],
            "oauth_pkce_enabled": True,
        },
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def origins(apps: list[dict[str, Any]]) -> list[str]:
    """List the hosts that a form of ours may lead to: a browser follows no form to any other."""
    return [origin for app in apps for origin in app["settings"]["origins"]]
