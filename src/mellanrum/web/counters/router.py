"""Which database a table lies in: the counters have one of their own, without a log that others keep."""

from typing import Any

from django.db.models import Model

APP = "counters"
DATABASE = "tallies"


def _is_counters(model: type[Model] | Model) -> bool:
    return model._meta.app_label == APP  # noqa: SLF001 - Django's own word for it


class Router:
    """Sends the counters to their own database and everything else to the first."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:  # noqa: ANN401 - Django's own signature
        return DATABASE if _is_counters(model) else None

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:  # noqa: ANN401 - as above
        return self.db_for_read(model)

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool | None:  # noqa: ANN401 - as above
        """A counter belongs to an association across the two; no database holds them to it."""
        return True if _is_counters(one) or _is_counters(other) else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:  # noqa: ANN401 - as above
        return (db == DATABASE) == (app_label == APP)
