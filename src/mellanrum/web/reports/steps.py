"""The steps of making a report: what is being done, in the order it is done."""

from django.utils.translation import gettext_lazy as _

STEPS = (
    _("Opening the year's books"),
    _("Checking the figures"),
    _("Writing the sections"),
    _("Drawing the charts"),
    _("Setting the PDF"),
    _("Writing the Word file"),
    _("Saving"),
)
OPENING, CHECKING, WRITING, DRAWING, PDF, WORD, SAVING = range(len(STEPS))
