"""What somebody sends who answers: the next step, one back, or all of it, which is counted then and not before."""

from dataclasses import replace

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict

from mellanrum.findings import Finding, has_error
from mellanrum.surveys.free_text import text_findings
from mellanrum.web.answering import pages
from mellanrum.web.answering.carried import Carried, read
from mellanrum.web.answering.crowding import by_link
from mellanrum.web.answering.pages import CONFLICT, CROWDED, LONGEST_TEXT, NOT_YET, Notice
from mellanrum.web.answering.place import Place
from mellanrum.web.answering.way import (
    END,
    Step,
    after,
    before,
    choices,
    filled,
    given,
    lacking,
    may_be_left_out,
    step_at,
    taken,
    way_of,
)
from mellanrum.web.counters.store import Overtaken, is_spent
from mellanrum.web.counters.texts import TooLate, add_text
from mellanrum.web.counters.tokens import Token
from mellanrum.web.surveys.services import (
    AlreadyCounted,
    NotOpen,
    SlipUnknown,
    SlipUsed,
    answer,
    read_slip,
)


def posted(request: HttpRequest, place: Place) -> HttpResponse:
    """Answer what was sent, or say why nothing can come of it."""
    carried = read(request.POST.get("state", ""), place.survey.address)
    if not place.is_open:
        return pages.shut(place, carried.language if carried else place.language(""), has_begun=True)
    if carried is None:
        return pages.begin(place, place.language(""), notice="unreadable", status=NOT_YET)
    token = place.token(carried)
    if token is None or carried.version != place.survey.version:
        notice: Notice = "too_old" if token is None else "changed"
        return pages.begin(place, carried.language, notice=notice, status=CONFLICT)
    if is_spent(place.survey.association, token):
        return pages.thanks(place, carried.language, is_again=True)
    return _stepped(request.POST, place, carried, token)


def _stepped(sent: QueryDict, place: Place, carried: Carried, token: Token) -> HttpResponse:
    if not (carried.slip or place.survey.has_link):
        return pages.ask_code(place, carried, status=NOT_YET)
    step = step_at(way_of(place.questionnaire, carried), sent.get("at", ""))
    if step == END:
        return _at_the_end(sent, place, replace(carried, text=_written(sent.get("text", ""))), token)
    if sent.get("do") == "begin":
        return pages.ask(place, carried, step)
    return _answered(sent, place, carried, step)


def _written(text: str) -> str:
    """Return what was written: a browser counts an end of line as one letter, and sends it as two."""
    return text.replace("\r\n", "\n")[:LONGEST_TEXT].strip()


def _answered(sent: QueryDict, place: Place, carried: Carried, step: Step) -> HttpResponse:
    """Take the answer of a step along, and go on or back; what is no answer of it is asked about once more."""
    done, is_edit = sent.get("do"), sent.get("then") == END.key
    chosen = "" if done == "skip" else sent.get("answer", "")
    if chosen and chosen not in choices(place.questionnaire, step):
        return pages.ask(place, carried, step, fault=True, is_edit=is_edit)
    if not chosen and done != "back" and not may_be_left_out(step):
        return pages.ask(place, carried, step, fault=True, is_edit=is_edit)
    if chosen or done != "back":
        carried = taken(carried, step, chosen)
    way = way_of(place.questionnaire, carried)
    if done == "back":
        return pages.ask(place, carried, before(way, step) or step)
    if is_edit:
        return _shown(place, carried, _left(way, carried, step), is_edit=True)
    return _shown(place, carried, after(way, step))


def _left(way: tuple[Step, ...], carried: Carried, step: Step) -> Step:
    """Return where somebody goes who came from the end to answer anew: to what that has opened, else back there."""
    return next((each for each in way[way.index(step) + 1 :] if _is_new(each, carried)), END)


def _is_new(step: Step, carried: Carried) -> bool:
    if step.question:
        return step.question.key not in carried.answers
    return step != END and not given(carried, step)


def _shown(place: Place, carried: Carried, step: Step, *, is_edit: bool = False) -> HttpResponse:
    return pages.end(place, carried) if step == END else pages.ask(place, carried, step, is_edit=is_edit)


def _at_the_end(sent: QueryDict, place: Place, carried: Carried, token: Token) -> HttpResponse:
    way = way_of(place.questionnaire, carried)
    if chosen := sent.get("change"):
        return pages.ask(place, carried, step_at(way, chosen), is_edit=True)
    if sent.get("do") == "back":
        return pages.ask(place, carried, before(way, END) or way[0])
    if left_out := lacking(way, carried):
        return pages.ask(place, carried, left_out, fault=True, is_edit=True)
    if sent.get("do") != "leave":
        return pages.end(place, carried)
    return _left_answers(place, carried, token)


def _left_answers(place: Place, carried: Carried, token: Token) -> HttpResponse:
    """Count what was answered: once, all of it, and only where nothing is wrong with it."""
    if found := text_findings(carried.text):
        return pages.end(place, carried, found=found, is_of_text=True, status=NOT_YET)
    if not carried.slip and by_link.is_full(place.survey.pk):
        return pages.end(place, carried, is_crowded=True, status=CROWDED)
    try:
        found = _counted(place, carried, token)
    except (NotOpen, AlreadyCounted, SlipUsed, SlipUnknown) as reason:
        return _not_counted(place, carried, reason)
    except (Overtaken, OperationalError):  # so many leave theirs that the database has not come to these
        return pages.end(place, carried, is_crowded=True, status=CROWDED)
    if has_error(found):
        return pages.end(place, carried, found=found, status=NOT_YET)
    return pages.thanks(place, carried.language, is_text_lost=not _kept_text(place, carried))


def _counted(place: Place, carried: Carried, token: Token) -> tuple[Finding, ...]:
    slip = read_slip(place.survey, carried.slip) if carried.slip else None
    form = filled(place.questionnaire, carried)
    found = answer(place.survey, form, day=place.day, token=token, slip=slip)
    if has_error(found):
        return found
    if slip is None:
        by_link.add(place.survey.pk)
    return found


def _kept_text(place: Place, carried: Carried) -> bool:
    """Keep what was written, if anything was; say whether. The answers are counted by then, whatever comes of it."""
    if not (carried.text and place.questionnaire.free_text):
        return True
    try:
        add_text(place.survey.association, place.survey.key, carried.text)
    except (Overtaken, TooLate, DatabaseError):
        return False
    return True


def _not_counted(place: Place, carried: Carried, reason: Exception) -> HttpResponse:
    if isinstance(reason, NotOpen):
        return pages.shut(place, carried.language, has_begun=True)
    if isinstance(reason, AlreadyCounted):
        return pages.thanks(place, carried.language, is_again=True)
    notice: Notice = "slip_used" if isinstance(reason, SlipUsed) else "slip_unknown"
    return pages.begin(place, carried.language, notice=notice, status=CONFLICT)
