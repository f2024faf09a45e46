"""What goes into a report: the year's figures, what was found, and how the association's reports look."""

from datetime import date

from mellanrum.composition.example import ABOUT
from mellanrum.documents.economic.report import EconomicPart
from mellanrum.documents.economic.whole import arranged
from mellanrum.documents.model import Report
from mellanrum.findings import words
from mellanrum.web.association.services import report_look
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.economy.services.comments import comments_of
from mellanrum.web.economy.services.limits import limits_of
from mellanrum.web.tenancy.models import Association


def written_report(association: Association, year: YearAtDesk, day: date) -> Report:
    """Write the report of a year, as it looks on a day.

    What the checks found goes into the report, and makes it a draft where there are errors.
    """
    look = report_look(association, day)
    part = EconomicPart(
        year.opened.book,
        year.opened.basis,
        year.findings("sv"),
        made_on=day,
        demo_notice=words(ABOUT) if association.is_demo else "",
        limits=limits_of(association),
        logo=look.logo,
        comments={area: comment.text for area, comment in comments_of(association, year.year).items()},
        signers=look.signers,
    )
    report, _ = arranged(part, look.outline, day)  # what is odd about the outline is told where it is made
    return report
