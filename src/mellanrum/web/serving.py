"""Serving the site: settings, database, files that are the same for everybody, and the server itself."""

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

SETTINGS = "mellanrum.web.settings"


@dataclass(frozen=True, slots=True)
class Service:
    """How a site is served: the folder of its data, the address, and how many processes answer."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4


class OldDatabase(Exception):  # noqa: N818 - an answer to whoever starts the site
    """The database was made by an older version: what is to be done to it is listed, and nothing has been done."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__(", ".join(steps))
        self.steps = steps


class NoTallies(Exception):  # noqa: N818 - as above
    """The database server has no database for the counters yet: its name, and the user who is to own it."""

    def __init__(self, name: str, user: str) -> None:
        super().__init__(name)
        self.name, self.user = name, user


def set_up(folder: Path) -> None:
    """Make Django ready to use the site whose data lies in `folder`. The keys are made at the first start.

    What is written from now on, as the database, is for the user who serves the site: no other on the machine reads it.
    """
    os.umask(0o077)
    os.environ["MELLANRUM_DATA"] = str(folder.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy would start threads, which a server that parts loses
    import django  # noqa: PLC0415 - the settings read the folder when they are imported

    django.setup()


def prepare(*, migrate: bool = False) -> None:
    """Bring database and files up to this version. Called after `set_up`.

    A new database is made. OldDatabase where one with data in it is behind, unless `migrate` is asked for: a copy
    should be taken first. NoTallies where a server has no database for the counters.
    """
    from django.core.management import call_command  # noqa: PLC0415 - as above

    _refuse_without_tallies()
    steps = _steps_left()
    if steps and not migrate and not _is_new():
        raise OldDatabase(steps)
    if steps:
        for database in _databases():
            call_command("migrate", database=database, verbosity=0, interactive=False)
    call_command("clearsessions")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def serve(service: Service) -> None:
    """Do what is due by now, and answer until told to stop. Called after `set_up` and `prepare`."""
    keep_up()
    _Server(service).run()


def keep_up() -> None:
    """Lock, forget and destroy what has been due since the site last ran, before anybody asks."""
    from mellanrum.web.access.standing import today  # noqa: PLC0415 - as above
    from mellanrum.web.register.services import daily  # noqa: PLC0415 - as above

    daily.keep_up(today())


def _refuse_without_tallies() -> None:
    """See that a server has a database for the counters: unlike a file, none is made by being asked for."""
    from django.db import connections  # noqa: PLC0415 - as above

    connection, first = connections["tallies"], connections["default"]
    if connection.vendor != "postgresql" or first.vendor != "postgresql":
        return
    told = connection.settings_dict
    if any(told[key] != first.settings_dict[key] for key in ("HOST", "PORT")):
        return
    with first.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [told["NAME"]])
        if cursor.fetchone() is None:
            raise NoTallies(told["NAME"], told["USER"] or first.settings_dict["USER"])


def _databases() -> tuple[str, ...]:
    from django.db import connections  # noqa: PLC0415 - as above

    return tuple(connections)


def _steps_left() -> tuple[str, ...]:
    """List what is to be done to the databases, each step once: both are told of all apps."""
    return tuple(dict.fromkeys(step for database in _databases() for step in _steps_of(database)))


def _steps_of(database: str) -> tuple[str, ...]:
    from django.db import connections  # noqa: PLC0415 - as above
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - as above

    executor = MigrationExecutor(connections[database])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label} {migration.name}" for migration, _ in plan)


def _is_new() -> bool:
    from django.db import connection  # noqa: PLC0415 - as above

    return not connection.introspection.table_names()


class _Server(BaseApplication):  # type: ignore[misc]  # the library has no types
    """Gunicorn, told what to do here instead of by a file."""

    def __init__(self, service: Service) -> None:
        self._service = service
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings over."""
        service = self._service
        settings: dict[str, Any] = {
            "bind": f"{service.host}:{service.port}",
            "workers": service.workers,
            "threads": service.threads,
            "worker_class": "gthread",
            "timeout": 120,  # a large file of books takes its time to arrive and be read
            "graceful_timeout": 60,
            "preload_app": True,  # one reading of the program for all workers
            "proc_name": "mellanrum",
            "accesslog": None,  # who asked for what is nobody's business
            "loglevel": "warning",
            "limit_request_fields": 60,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - a WSGI application
        """Return what answers, with every page's modules read: else each worker reads them when it is first asked.

        What draws charts is read, too, half a second that the first reader of a chart would wait for. Nothing is drawn
        yet: drawing starts threads, and they would not come along to the workers.
        """
        from django.urls import get_resolver  # noqa: PLC0415 - after the settings

        from mellanrum.web.wsgi import application  # noqa: PLC0415 - as above

        _ = get_resolver().url_patterns
        import_module("mellanrum.documents.chart_spec")
        return application
