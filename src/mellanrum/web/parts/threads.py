"""Long work of the server: in a thread of its own, once what it is about has been saved."""

from collections.abc import Callable
from threading import Thread

from django.conf import settings
from django.db import connections, transaction


def in_a_thread(job: Callable[[], None], name: str) -> None:
    """Do a job in a thread called `name` when the transaction has been saved; at once where there are no threads."""
    if not settings.WORK_IN_THREADS:
        job()
        return

    def alone() -> None:
        try:
            job()
        finally:
            connections.close_all()  # the counters' too

    # Not a daemon: a server that is asked to stop lets the work end first.
    transaction.on_commit(Thread(target=alone, name=name).start)
