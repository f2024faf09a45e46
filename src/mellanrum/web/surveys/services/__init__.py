"""What other apps may ask of surveys; the pages of this one also plan, run and close them (`running`, `own`)."""

from mellanrum.web.counters.store import AlreadyCounted
from mellanrum.web.counters.surveys import SlipUsed
from mellanrum.web.surveys.services.collecting import NotOpen, add_file, answer, count_paper
from mellanrum.web.surveys.services.listing import (
    ClosedSurvey,
    Listed,
    asked_of,
    collected_of,
    handed_in,
    handed_in_for,
    listed,
    open_of,
    questionnaire_of,
    state,
    survey_at,
    survey_of,
    wordings_of,
)
from mellanrum.web.surveys.services.own import own_of
from mellanrum.web.surveys.services.running import Plan, close, plan
from mellanrum.web.surveys.services.slips import Slip, SlipOfAnother, SlipUnknown, make_slips, read_slip

__all__ = [
    "AlreadyCounted",
    "ClosedSurvey",
    "Listed",
    "NotOpen",
    "Plan",
    "Slip",
    "SlipOfAnother",
    "SlipUnknown",
    "SlipUsed",
    "add_file",
    "answer",
    "asked_of",
    "close",
    "collected_of",
    "count_paper",
    "handed_in",
    "handed_in_for",
    "listed",
    "make_slips",
    "open_of",
    "own_of",
    "plan",
    "questionnaire_of",
    "read_slip",
    "state",
    "survey_at",
    "survey_of",
    "wordings_of",
]
