"""Texts to copy into a letter or a message of one's own: to begin with, to remind, to thank."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mellanrum.web.surveys.models import Survey


@dataclass(frozen=True, slots=True)
class Text:
    """A text to copy: what it is for, the field it stands in, and how many lines that has."""

    key: str
    heading: str
    content: str

    @property
    def rows(self) -> int:
        """How many lines it needs in a field of some sixty letters."""
        return sum(1 + len(line) // 60 for line in self.content.split("\n")) + 1


def texts_of(survey: Survey, association: str, url: str) -> tuple[Text, ...]:
    """Write the texts of a survey, in the language of the page."""
    told = {"survey": survey.label, "association": association, "url": url, "day": date_format(survey.closes, "j F Y")}
    return (
        Text("invitation", _("Invitation"), _invitation(survey) % told),
        Text("reminder", _("Reminder"), _reminder(survey) % told),
        Text("short", _("Short message"), _short(survey) % told),
    )


def _invitation(survey: Survey) -> str:
    paragraphs = [
        _("Hello!"),
        _(
            "%(association)s would like to know what you think. The survey is called “%(survey)s” and takes a few "
            "minutes."
        ),
        _how(survey),
        _(
            "Nobody can see what you in particular have answered: only how many gave each answer is kept. You may skip "
            "questions, and you need not answer at all."
        ),
        _("It can be answered until %(day)s."),
        "%(association)s",
    ]
    return "\n\n".join(paragraphs)


def _reminder(survey: Survey) -> str:
    paragraphs = [
        _("Hello!"),
        _("There is still time to answer “%(survey)s”: it is open until %(day)s."),
        _how(survey),
        _(
            "This goes to everybody who was asked, since nobody knows who has answered. If you already have, thank "
            "you: then you need do nothing."
        ),
        "%(association)s",
    ]
    return "\n\n".join(paragraphs)


def _short(survey: Survey) -> str:
    if survey.has_link:
        return _("%(survey)s: tell us what you think, by %(day)s. Nobody sees that it was you. %(url)s")
    return _("%(survey)s: tell us what you think, by %(day)s. Nobody sees that it was you. The code is on your slip.")


def _how(survey: Survey) -> str:
    if survey.has_link:
        return _("Answer here: %(url)s")
    return _("Answer here, with the code on your slip of paper: %(url)s") if survey.has_slips else _("Answer on paper.")
