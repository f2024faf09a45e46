"""Where somebody answers: which survey, in which languages, at one's own telephone or at a kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.signing import BadSignature
from django.urls import reverse

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.wording import Wording
from mellanrum.web.access.standing import today
from mellanrum.web.answering.carried import Carried, signed
from mellanrum.web.answering.speaking import SWEDISH, Said, Speaker, languages_of
from mellanrum.web.counters.tokens import Token, TooOld, new_token, read_token
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import asked_of, state, survey_at, wordings_of
from mellanrum.web.surveys.services.listing import State


@dataclass(frozen=True, slots=True)
class Place:
    """A survey that is answered on a day. `wordings` are those loaded, by language."""

    survey: Survey
    questionnaire: Questionnaire
    wordings: Mapping[str, Wording]
    day: date
    is_kiosk: bool = False

    @property
    def state(self) -> State:
        """How far the survey has come."""
        return state(self.survey, self.day)

    @property
    def is_open(self) -> bool:
        """Whether it takes answers here: it may be answered on paper alone."""
        return self.state == "open" and (self.survey.has_link or self.survey.has_slips)

    @property
    def url(self) -> str:
        """Where its forms are sent."""
        return reverse(f"answering:{'kiosk' if self.is_kiosk else 'answer'}", args=[self.survey.address])

    @property
    def languages(self) -> tuple[Said, ...]:
        """The languages it can be answered in."""
        return languages_of(self.wordings)

    def language(self, wanted: str) -> str:
        """Return a language that is wanted where there is one such, else Swedish."""
        return wanted if any(each.language == wanted for each in self.languages) else SWEDISH

    def speaker(self, language: str) -> Speaker:
        """Return what words the pages in a language."""
        return Speaker(self.questionnaire, language, self.wordings.get(language))

    def begun(self, language: str, slip: str = "") -> Carried:
        """Return what somebody carries who begins: no answer, and a one-time token."""
        token = new_token(self.survey.association, self._purpose, self.survey.closes)
        return Carried(self.survey.version, token, language, slip=slip)

    def signed(self, carried: Carried) -> str:
        """Write what is carried, for the page."""
        return signed(carried, self.survey.address)

    def token(self, carried: Carried) -> Token | None:
        """Read the one-time token of what is carried; None where its day has passed."""
        try:
            return read_token(self.survey.association, self._purpose, carried.token, self.day)
        except (BadSignature, TooOld):
            return None

    @property
    def _purpose(self) -> str:
        return f"survey/{self.survey.address}"


def place_at(address: str, *, is_kiosk: bool = False) -> Place | None:
    """Return where an address leads; None where it leads nowhere, and no survey without a link has a kiosk."""
    survey = survey_at(address)
    if survey is None or (is_kiosk and not survey.has_link):
        return None
    return Place(survey, asked_of(survey), wordings_of(survey), today(), is_kiosk)
