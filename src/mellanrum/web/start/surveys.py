"""Surveys that wait to be closed, as something to do: until then nobody sees what they tell."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.web.start.things import Need, Place


def survey_needs(waiting: Sequence[tuple[str, str]]) -> tuple[Need, ...]:
    """Put surveys whose days have passed (key and name) together as one thing; none where none waits."""
    if not waiting:
        return ()
    if len(waiting) == 1:
        key, name = waiting[0]
        text = _("The survey “%(name)s” waits to be closed") % {"name": name}
        place = Place("surveys:survey", "run_surveys", _("Look at the survey"), (key,))
        return (Need(text, 1, place, can_wait=True),)
    number = len(waiting)
    text = ngettext("%(number)s survey waits to be closed", "%(number)s surveys wait to be closed", number)
    place = Place("surveys:list", "run_surveys", _("Look at the surveys"))
    return (Need(text % {"number": number}, number, place, can_wait=True),)
