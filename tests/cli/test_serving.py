"""The site as it is started: in a process of its own, over the network of this machine."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOT_OURS = ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "DATABASE_URL", "MELLANRUM_DATA", "MELLANRUM_HOSTS")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _NOT_OURS} | {"PYTHONWARNINGS": ""}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mellanrum.cli", *words]
    return subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=120, check=False)


@contextmanager
def _served(folder: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = _free_port()
    command = [sys.executable, "-m", "mellanrum.cli", "serve", "--data", str(folder), "--port", str(port), *words]
    process = subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield _when_up(f"http://127.0.0.1:{port}", process), process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def _when_up(address: str, process: subprocess.Popen[str]) -> str:
    for _ in range(900):
        if process.poll() is not None:
            raise AssertionError(process.communicate()[0])
        try:
            urllib.request.urlopen(f"{address}/halsa/", timeout=5)  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError("the site does not answer")


def _get(url: str) -> tuple[int, str, dict[str, str]]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own address
        return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.headers.items()}


def test_serve_with_the_example_answers_and_says_how_to_sign_in(tmp_path: Path) -> None:
    with _served(tmp_path, "--demo", "--workers", "1") as (address, process):
        health = json.loads(_get(f"{address}/halsa/")[1])
        _, page, headers = _get(f"{address}/")
        css = re.search(r'href="(/static/parts/look\.[0-9a-f]{12}\.css)"', page)
        assert css is not None
        _, _, static = _get(address + css[1])
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[0]

    assert health["status"] == "ok"
    assert "'unsafe-inline'" not in headers["content-security-policy"]
    assert "immutable" in static["cache-control"]
    assert [line.split()[1] for line in said.splitlines() if "@demo.example" in line] == [
        "chef@demo.example",
        "ekonom@demo.example",
        "ordforande@demo.example",
        "samordnare@demo.example",
        "coach@demo.example",
    ]
    assert (tmp_path / "keys.toml").stat().st_mode & 0o777 == 0o600


def test_serve_keeps_its_keys_and_data(tmp_path: Path) -> None:
    with _served(tmp_path, "--demo", "--workers", "1"):
        keys = (tmp_path / "keys.toml").read_bytes()
    with _served(tmp_path, "--workers", "1"):
        assert (tmp_path / "keys.toml").read_bytes() == keys
    assert keys.split(b'"')[1] not in (tmp_path / "mellanrum.sqlite3").read_bytes()


def test_serve_closes_the_folder_it_makes_and_tells_of_one_that_is_open(tmp_path: Path) -> None:
    folder, said = tmp_path / "site", []
    for mode in (None, 0o755):
        if mode:
            folder.chmod(mode)
        with _served(folder, "--workers", "1") as (_, process):
            process.send_signal(signal.SIGTERM)
            said.append(" ".join(process.communicate(timeout=60)[0].split()))

        kept = [path for path in (folder, *folder.glob("*.sqlite3*"), folder / "keys.toml") if path.exists()]
        assert {path.stat().st_mode & 0o077 for path in kept[1:]} == {0}
        assert folder.stat().st_mode & 0o777 == (mode or 0o700)

    told = f"Andra på den här datorn kan se in i {folder}. Stäng den: chmod 700 {folder}"
    assert [told in one for one in said] == [False, True]


def test_serve_on_a_taken_port_says_so_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = _run("serve", "--data", str(tmp_path / "site"), "--port", str(taken.getsockname()[1]))

    assert said.returncode == 2
    assert "Stoppa programmet som har den" in " ".join(said.stderr.split())
    assert not (tmp_path / "site").exists()


def test_serve_of_the_example_to_others_is_refused(tmp_path: Path) -> None:
    said = _run("serve", "--data", str(tmp_path), "--host", "0.0.0.0", "--port", str(_free_port()), "--demo")  # noqa: S104 - must be refused

    assert (said.returncode, "alla känner till dess lösenord" in said.stderr) == (2, True)


def test_serve_of_an_older_database_does_nothing_unasked(tmp_path: Path) -> None:
    made = _run("site", "add", "Prov", "--person", "Robin", "--email", "r@example.org", "--data", str(tmp_path))
    assert made.returncode == 0
    forget = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"delete from django_migrations where app = 'reports'\"); c.execute('drop table reports_madereport'); c.commit()"  # noqa: E501 - a program in one line
    subprocess.run([sys.executable, "-c", forget, str(tmp_path / "mellanrum.sqlite3")], check=True)

    said = _run("serve", "--data", str(tmp_path), "--port", str(_free_port()))

    assert (said.returncode, "--migrate" in said.stderr, "reports 0001_initial" in said.stderr) == (2, True, True)
    with _served(tmp_path, "--migrate", "--workers", "1") as (address, _):
        assert _get(f"{address}/halsa/")[0] == 200


def test_site_add_gives_a_link_that_is_kept_nowhere(tmp_path: Path) -> None:
    said = _run("site", "add", "Finsam Prov", "--person", "Robin", "--email", "r@example.org", "--data", str(tmp_path))

    link = re.search(r"^http://localhost:8000/inbjudan/(\S+)/$", said.stdout, re.MULTILINE)
    assert link is not None
    assert link[1].encode() not in (tmp_path / "mellanrum.sqlite3").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("Finsam Prov", "--email", "annan@example.org"), "Det finns redan ett förbund som heter Finsam Prov."),
        (("Finsam Nytt", "--email", "robin"), "robin är ingen e-postadress."),
    ],
)
def test_site_add_refuses(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    first = _run("site", "add", "Finsam Prov", "--person", "Robin", "--email", "r@example.org", "--data", str(tmp_path))
    assert first.returncode == 0

    said = _run("site", "add", *words, "--person", "Kim", "--data", str(tmp_path))

    assert (said.returncode, told in " ".join(said.stderr.split())) == (2, True)
