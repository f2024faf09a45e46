"""What a day brings even where nobody counts any more: months lock, tokens are forgotten, keys are destroyed."""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from threading import Lock
from typing import Any

from django.db import DatabaseError

from mellanrum.web.access.standing import today
from mellanrum.web.counters import store
from mellanrum.web.parts.threads import in_a_thread
from mellanrum.web.register.services.expiring import destroy_due
from mellanrum.web.register.services.ledgers import ONE_DAY, all_now
from mellanrum.web.tenancy.models import Association

_log = logging.getLogger(__name__)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def keep_up(day: date) -> None:
    """Do in every association what is due on a day: lock, forget the tokens that were needed until then, destroy keys.

    Where one could not be done the others are; it is said, and done on the next day.
    """
    for association in Association.objects.order_by("pk"):
        try:
            _kept_up(association, day)
        except (DatabaseError, store.Overtaken) as error:
            _log.warning("What is due today in the counters has not been done: %s", type(error).__name__)


def _kept_up(association: Association, day: date) -> None:
    all_now(association, day)
    store.forget(association, day - ONE_DAY)
    destroy_due(association, day)


class Daily:
    """A WSGI application that keeps up when it is first asked on a day, aside: whoever asks does not wait."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._lock = Lock()
        self._day: date | None = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        day = today()
        if self._is_new(day):
            in_a_thread(partial(keep_up, day), "daily")
        return self._application(environ, start_response)

    def _is_new(self, day: date) -> bool:
        """Tell the first who asks on a day, and nobody else of this process."""
        if day == self._day:
            return False
        with self._lock:
            is_new, self._day = day != self._day, day
        return is_new
