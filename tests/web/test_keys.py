"""The file of keys: made whole, once, for its owner alone, and added to where it is older."""

import tomllib
from concurrent.futures import ProcessPoolExecutor
from errno import EACCES
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from mellanrum.web.keys import KEYS, MADE, keys_of

OLDER = '# Ours.\nsecret_key = "a"\n\n[[oidc]]\nname = "Kommunen"\n'


def test_keys_are_made_for_their_owner_alone_and_stay(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    made = keys_of(folder)

    assert keys_of(folder) == made
    assert len(made["secret_key"]) == 64
    assert [len(Fernet(made[name])._encryption_key) for name in ("second_factor_key", "code_key")] == [16, 16]
    assert [path.stat().st_mode & 0o777 for path in (folder, folder / KEYS)] == [0o700, 0o600]
    assert [path.name for path in folder.iterdir()] == [KEYS]


def test_keys_of_an_older_file_are_added_to_before_its_tables(tmp_path: Path) -> None:
    (tmp_path / KEYS).write_text(OLDER, encoding="utf-8")
    (tmp_path / KEYS).chmod(0o640)
    made = keys_of(tmp_path)

    text = (tmp_path / KEYS).read_text(encoding="utf-8")
    added = "".join(f'{name} = "{made[name]}"\n' for name in ("second_factor_key", "code_key", "disclosure_seed"))
    assert (made["secret_key"], text) == ("a", f"{added}{OLDER}")
    assert tomllib.loads(text)["oidc"] == [{"name": "Kommunen"}]
    assert (tmp_path / KEYS).stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("older", ["", OLDER], ids=["none", "older"])
def test_keys_asked_for_at_once_are_the_same(tmp_path: Path, older: str) -> None:
    if older:
        (tmp_path / KEYS).write_text(older, encoding="utf-8")

    with ProcessPoolExecutor(4, mp_context=get_context("forkserver")) as pool:
        made = list(pool.map(keys_of, [tmp_path] * 12))

    assert made == [keys_of(tmp_path)] * 12
    assert set(made[0]) == set(MADE)


def test_keys_that_cannot_be_added_say_what_is_lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / KEYS).write_text(OLDER, encoding="utf-8")

    def refuse(*_: object) -> int:
        raise PermissionError(EACCES, "Permission denied")

    monkeypatch.setattr("mellanrum.web.keys.os.open", refuse)
    with pytest.raises(ImproperlyConfigured) as refused:
        keys_of(tmp_path)

    lacking = "second_factor_key, code_key, disclosure_seed"
    assert str(refused.value) == f"{tmp_path / KEYS} lacks {lacking} and cannot be written: Permission denied."
