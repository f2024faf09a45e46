"""A file of answers to fill in, for a survey that has been answered elsewhere: a row for each answer."""

import csv
from collections.abc import Iterator
from io import StringIO

from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.web.parts.templatetags.parts import say

HEADINGS = ("Grupp", "Fråga", "Svar", "Antal kvinnor", "Antal män", "Antal annat eller vill inte ange")
"""As the reader of results knows them, whatever the language of the page."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def answers_to_fill_in(questionnaire: Questionnaire) -> str:
    """Write the file, with nothing in its last columns. A spreadsheet program takes nothing in it for a formula."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(questionnaire))
    return "\ufeff" + out.getvalue()


def _rows(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    for group in questionnaire.groups:
        for question in questionnaire.of_group(group.key):
            for key in questionnaire.answers(question):
                answer = _named(answer_label(questionnaire, question, key), key)
                yield _named(group.label, group.key), str(question.number), answer, "", "", ""


def _named(label: str, key: str) -> str:
    """Return a name as it is read back; its key where a spreadsheet program would take the name for a formula."""
    name = say(label)
    return key if name.startswith(_RISKY) else name
