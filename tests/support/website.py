"""Django for the tests of the web, and for no others: a plugin of pytest, named in pyproject.toml.

A run that takes in tests/web gets Django with `support.website_settings`, its data in a folder that is removed after.
All other runs import no Django, and stay quick. The fixtures of `support.browser` come along.

    pytest tests/web                          SQLite, in a file
    pytest tests/web --database postgresql    a PostgreSQL of its own; MELLANRUM_TEST_DATABASE=postgresql does the same
"""

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

WEB = Path(__file__).parents[1] / "web"
_DATABASE = {"db", "transactional_db", "live_server"}
_until_the_end = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("mellanrum").addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default=os.environ.get("MELLANRUM_TEST_DATABASE") or "sqlite",
        help="what the tests of the web keep their data in",
    )


@pytest.hookimpl(tryfirst=True)  # before pytest-django looks for settings
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    given = early_config.known_args_namespace
    folders = given.file_or_dir or early_config.getini("testpaths")
    if not asks_for_web([str(folder) for folder in folders], early_config.invocation_params.dir):
        return
    early_config.stash[_until_the_end] = stack = ExitStack()
    os.environ["MELLANRUM_DATA"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="mellanrum-web-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "support.website_settings"
    os.environ.pop("DATABASE_URL", None)  # never the database of somebody's own site
    if given.database == "postgresql":
        from support import postgres  # noqa: PLC0415 - takes a while to import, and most runs need none

        os.environ["DATABASE_URL"] = stack.enter_context(postgres.running())


def pytest_configure(config: pytest.Config) -> None:
    if _until_the_end in config.stash:
        config.pluginmanager.import_plugin("support.browser")  # its fixtures; Django is set up by now


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test that uses a database use both, the site's and that of the counters."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker or _DATABASE & set(getattr(item, "fixturenames", ())):
            given = {"databases": "__all__"} | (dict(marker.kwargs) if marker else {})
            item.add_marker(pytest.mark.django_db(**given), append=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _until_the_end in config.stash:
        config.stash[_until_the_end].close()


def asks_for_web(arguments: list[str], start: Path) -> bool:
    """Whether a run of pytest with these files and folders, given at `start`, takes in tests/web."""
    paths = [(start / argument.partition("::")[0]).resolve() for argument in arguments]
    return any(path.is_relative_to(WEB) or WEB.is_relative_to(path) for path in paths)
