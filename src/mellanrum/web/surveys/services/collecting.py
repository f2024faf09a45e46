"""The ways in, which end in the same counters: one form, a batch from paper, a file of results."""

from collections.abc import Callable, Sequence
from datetime import date

from mellanrum.findings import Finding, has_error
from mellanrum.surveys.adopting import adopted
from mellanrum.surveys.checks import form_findings
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.counting import Counted, added, count, count_batch, empty, offered_findings
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ReportedSurvey
from mellanrum.web.access.rules import check_can_enter_survey_forms, check_can_run_surveys
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import surveys as counters
from mellanrum.web.counters.tokens import Token
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.listing import State, asked_of, questionnaire_of, state
from mellanrum.web.surveys.services.slips import Slip, SlipUnknown

Count = Callable[[Collected, Questionnaire], Counted]


class NotOpen(Exception):  # noqa: N818 - news for whoever answers, not an error of the program
    """The survey takes no answers that way on that day: `state` says how it stands. Nothing has been counted."""

    def __init__(self, state: State) -> None:
        self.state = state
        super().__init__(state)


class _NotCounted(Exception):  # noqa: N818 - it only undoes the transaction
    def __init__(self, found: tuple[Finding, ...]) -> None:
        self.found = found
        super().__init__()


def answer(
    survey: Survey, form: FilledForm, *, day: date, token: Token | None = None, slip: Slip | None = None
) -> tuple[Finding, ...]:
    """Count one form that somebody has filled in on a day, in one transaction; with errors nothing is counted.

    Findings: those of `surveys.counting.count`. NotOpen, SlipUnknown (a slip is needed, or was of no use here),
    SlipUsed and AlreadyCounted where nothing is counted, and the form, slip and token are as they were.
    """
    now = state(survey, day)
    if now != "open" or not (survey.has_slips if slip else survey.has_link or survey.has_slips):
        raise NotOpen(now)
    if slip is None and not survey.has_link:
        raise SlipUnknown
    found = form_findings(form, asked_of(survey))
    return found if has_error(found) else _counted(survey, lambda held, asked: count(held, form, asked), token, slip)


def count_paper(
    standing: Standing, survey: Survey, forms: Sequence[FilledForm], *, token: Token | None = None
) -> tuple[Finding, ...]:
    """Count a batch of forms from paper, all of them or none. NotOpen before its first day and when it is closed.

    Findings: those of `surveys.counting.count_batch` and `offered_findings`. AlreadyCounted where the batch (its token)
    has been counted.
    """
    check_can_enter_survey_forms(standing)
    _refuse(survey, standing.day)
    put = asked_of(survey)
    _, found = count_batch(empty(put), forms, put)
    if has_error(found):
        return found
    return _counted(survey, lambda held, asked: _with_offered(count_batch(held, forms, asked), put), token)


def add_file(
    standing: Standing, survey: Survey, reported: ReportedSurvey, *, token: Token | None = None
) -> tuple[Finding, ...]:
    """Count what a file of results tells of a survey that was answered elsewhere, all of it or nothing.

    Findings: those of `surveys.adopting.adopted`, `surveys.counting.added` and `offered_findings`.
    """
    check_can_run_surveys(standing)
    _refuse(survey, standing.day)

    def add(held: Collected, asked: Questionnaire) -> Counted:
        other, found = adopted(reported, asked)
        if has_error(found):
            return held, found
        collected, more = _with_offered(added(held, other, asked), asked_of(survey))
        return collected, (*found, *more)

    return _counted(survey, add, token)


def _counted(
    survey: Survey, counting: Count, token: Token | None = None, slip: Slip | None = None
) -> tuple[Finding, ...]:
    asked = questionnaire_of(survey)
    said: tuple[Finding, ...] = ()

    def make(held: Collected) -> Collected:
        nonlocal said
        if not held.is_open:
            raise NotOpen("closed")
        collected, said = counting(held, asked)
        if has_error(said):
            raise _NotCounted(said)
        return collected

    try:
        counters.change(
            survey.association,
            survey.key,
            make,
            otherwise=empty(asked),
            token=token,
            spent=slip.digest if slip else None,
        )
    except _NotCounted as reason:
        return reason.found
    return said


def _with_offered(counted: Counted, put: Questionnaire) -> Counted:
    collected, found = counted
    return collected, found if has_error(found) else (*found, *offered_findings(collected, put))


def _refuse(survey: Survey, day: date) -> None:
    now = state(survey, day)
    if now not in ("open", "over"):
        raise NotOpen(now)
