"""The file of keys, which lies beside the database and not in it: a copy of the one does not hold the other."""

import base64
import fcntl
import os
import secrets
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEYS = "keys.toml"
_HEAD = "# The keys of this site. Keep a copy somewhere safe, but never beside a copy of the database.\n"


def _new_fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()  # as Fernet wants it


MADE: Mapping[str, Callable[[], str]] = {
    "secret_key": lambda: secrets.token_urlsafe(48),
    "second_factor_key": _new_fernet_key,
    "code_key": _new_fernet_key,
    "disclosure_seed": lambda: secrets.token_urlsafe(24),
}
"""The keys that every site has, and how each is made."""


def keys_of(folder: Path) -> dict[str, str]:
    """Return the site's keys from its file of keys. It is made at the first start, and given what an older one lacks.

    Processes that start at once end up with the same keys: one at a time makes them, and the file is always whole.
    ImproperlyConfigured where something is lacking and the file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / KEYS
    found = _read(path)
    if set(MADE) - set(found):
        try:
            with _alone(folder):
                _add(path, {name: make() for name, make in MADE.items() if name not in _read(path)})
        except OSError as error:
            lacking = ", ".join(name for name in MADE if name not in found)
            raise ImproperlyConfigured(f"{path} lacks {lacking} and cannot be written: {error.strerror}.") from error
        found = _read(path)
    return {name: found[name] for name in MADE}


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: str(told[name]) for name in MADE if told.get(name)}


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # which lets the lock go


def _add(path: Path, lacking: Mapping[str, str]) -> None:
    """Write keys before everything else in the file: what follows a table would belong to the table."""
    if not lacking:
        return  # somebody else was first
    text, mode = (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o777) if path.exists() else (_HEAD, 0o600)
    head, rest = (text, "") if text == _HEAD else ("", text)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(head + "".join(f'{name} = "{key}"\n' for name, key in lacking.items()) + rest)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
