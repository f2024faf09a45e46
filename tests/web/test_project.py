"""What holds for the project as a whole."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings


def test_checks_of_a_site_in_the_open_say_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"MELLANRUM_DATA": str(tmp_path), "MELLANRUM_HOSTS": "desk.example.org"}
    environment["DJANGO_SETTINGS_MODULE"] = "mellanrum.web.settings"
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # which the browser of the tests needs, and only that
    command = [sys.executable, "-m", "mellanrum.web", "check", "--deploy", "--fail-level", "DEBUG"]

    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.django_db
def test_migrations_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    with suppress(SystemExit):  # which it raises for those that are missing, after it has told them
        call_command("makemigrations", check_changes=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


def test_static_files_refer_only_to_each_other(tmp_path: Path) -> None:
    """The storage of a real site refuses a style sheet or script that names a file there is none of."""
    storages = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").is_file()


@pytest.mark.django_db
def test_database_is_the_one_asked_for(request: pytest.FixtureRequest) -> None:
    assert connection.vendor == request.config.getoption("database")


LOADED = """
import sys
from pathlib import Path
from mellanrum.web.serving import Service, _Server, set_up
folder = Path(sys.argv[1])
set_up(folder)
_Server(Service(folder)).load()
threads = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("Threads"))
print("altair" in sys.modules, "mellanrum.web.economy.reading.views" in sys.modules, threads)
"""


def test_server_has_read_what_draws_charts_before_it_parts_and_started_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "mellanrum.web.settings"}
    command = [sys.executable, "-W", "ignore", "-c", LOADED, str(tmp_path)]

    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (run.stdout, run.stderr) == ("True True 1\n", "")
