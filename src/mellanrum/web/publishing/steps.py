"""The steps of making a draft: what is being done, in the order it is done."""

from django.utils.translation import gettext_lazy as _

STEPS = (
    _("Reading what has been counted"),
    _("Setting up the tables"),
    _("Looking for what must be hidden, together with all that has been published before"),
    _("Trying coarser forms of the tables"),
    _("Saving"),
)
READING, SETTING, HIDING, FORMS, SAVING = range(len(STEPS))
