"""What stands on the pages, in the language somebody answers in: worded where the association has loaded a wording.

The frame around it, buttons and headings, is in English for those who chose it, and in Swedish for all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex
from mellanrum.surveys.wording import Wording
from mellanrum.web.answering.way import Step

SWEDISH: Language = "sv"
ENGLISH: Language = "en"
_OWN = (SWEDISH, ENGLISH)
_NAMES = {"so": "Soomaali", "ti": "ትግርኛ", "prs": "دری", "am": "አማርኛ", "ku": "Kurdî"}  # that Django does not know


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in, as a reader of the page needs to know."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Words a survey in a language. `wording` is what has been loaded in it; None where nothing has."""

    questionnaire: Questionnaire
    language: str
    wording: Wording | None = None

    @property
    def frame(self) -> Language:
        """The language of buttons and headings."""
        return frame_of(self.language)

    @property
    def introduction(self) -> Said | None:
        """What the wording says before the questions; None where it says nothing."""
        return self._of_wording(self.wording.introduction) if self.wording else None

    @property
    def thanks(self) -> Said | None:
        """What the wording says at the end."""
        return self._of_wording(self.wording.thanks) if self.wording else None

    def asked(self, step: Step) -> Said:
        """Say what is asked at a step."""
        if step.question:
            return self._said(self.wording.question(step.question) if self.wording else None, step.question.label)
        return Said(
            _("Which group do you belong to?") if step.kind == "group" else _("Which sex would you like to state?"),
            self.frame,
        )

    def answer(self, step: Step, key: str) -> Said:
        """Say an answer of a step."""
        if step.kind == "group":
            return self.group(key)
        if step.question is None:
            return Said(_SEXES[Sex(key)](), self.frame)
        return self._answer(step.question, key)

    def group(self, key: str) -> Said:
        """Say who a group is."""
        group = self.questionnaire.group(key)
        return self._said(self.wording.groups.get(key) if self.wording else None, group.label if group else key)

    def _answer(self, question: QuestionRule, key: str) -> Said:
        worded = self.wording.answer(question, key) if self.wording else None
        return self._said(worded, answer_label(self.questionnaire, question, key))

    def _said(self, worded: str | None, label: str) -> Said:
        if worded:
            return Said(worded, self.language)
        # what is the association's own has been written by it, in Swedish
        is_own = self.questionnaire.key in self.questionnaire.own
        return Said(words(label, self.frame), SWEDISH if is_own else self.frame)

    def _of_wording(self, text: str) -> Said | None:
        return Said(text, self.language) if text else None


def frame_of(language: str) -> Language:
    """Return the language of the frame around what is asked."""
    return ENGLISH if language == ENGLISH else SWEDISH


def languages_of(wordings: Mapping[str, Wording]) -> tuple[Said, ...]:
    """List the languages a survey can be answered in, each by its own name: Swedish and English first."""
    loaded = sorted(each for each in wordings if each not in _OWN)
    return tuple(Said(_name(each), each) for each in (*_OWN, *loaded))


def _name(language: str) -> str:
    main = language.partition("-")[0]
    told = LANG_INFO.get(language.lower()) or LANG_INFO.get(main) or {}
    name = _NAMES.get(main) or told.get("name_local", language)
    return name[:1].upper() + name[1:]


_SEXES = {
    Sex.WOMAN: lambda: _("Woman"),
    Sex.MAN: lambda: _("Man"),
    Sex.OTHER: lambda: _("Other, or I would rather not say"),
}
