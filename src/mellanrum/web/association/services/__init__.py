"""What other apps may ask of the association: who is in office, who signs, how reports look, which years are open."""

from mellanrum.web.association.services.look import ReportLook, report_look
from mellanrum.web.association.services.members import members_on
from mellanrum.web.association.services.officials import board_on, officials_on, signers_on
from mellanrum.web.association.services.years import closed_years, remember_year, takes_files

__all__ = [
    "ReportLook",
    "board_on",
    "closed_years",
    "members_on",
    "officials_on",
    "remember_year",
    "report_look",
    "signers_on",
    "takes_files",
]
