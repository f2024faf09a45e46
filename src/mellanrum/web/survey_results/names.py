"""What surveys' things are called on pages and in files."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mellanrum.findings import words
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex
from mellanrum.web.parts.templatetags.parts import lang

SEXES: Mapping[Sex, str | Promise] = {
    Sex.WOMAN: _("Women"),
    Sex.MAN: _("Men"),
    Sex.OTHER: _("Other or not stated"),
}


def question_code(questionnaire: Questionnaire, question: QuestionRule) -> str:
    """Return the letters and the number of a question: DA6."""
    group = questionnaire.group(question.group)
    return f"{group.letters if group else ''}{question.number}"


def question_name(questionnaire: Questionnaire, question: QuestionRule) -> str:
    """Name a question by its letters and number, and what it is about."""
    return f"{question_code(questionnaire, question)} {words(question.label, lang())}"


def group_name(questionnaire: Questionnaire, key: str) -> str:
    """Name a group."""
    group = questionnaire.group(key)
    return words(group.label, lang()) if group else key
