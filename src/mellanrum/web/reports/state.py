"""How far an association has come with its reports: what the start page asks for."""

from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.reports.services import made_reports
from mellanrum.web.tenancy.models import Association


def newest_ready(association: Association) -> MadeReport | None:
    """Return the report of the latest year that has one, the newest of that year; None where none has been made."""
    return made_reports(association).filter(state=State.DONE).order_by("-year", "-pk").first()
