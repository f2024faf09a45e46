"""A slip to look at before deciding: made-up answers, sealed by a key that nobody keeps."""

import secrets

from mellanrum.tallies.code import layout_of, new_key, seal
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.standing import Standing
from mellanrum.web.register.code.services import Slip, slip_of
from mellanrum.web.register.services.deciding import scheme_on


def sample_slip(standing: Standing) -> Slip | None:
    """Make a slip as it would be today; None where nothing is asked again at the end. It opens nowhere."""
    scheme = scheme_on(standing.association, standing.day)
    layout = layout_of(scheme, "start")
    if layout is None:
        return None
    answers: dict[str, Given] = {slot.question: _first(scheme, slot.question) for slot in layout.slots}
    entry = Entry("start", standing.day.replace(day=1), Sex.WOMAN, answers)
    key = new_key(standing.day.year, [])
    text = seal(entry, layout, scheme, key, secrets.token_bytes(16), association="", intervention="")
    return slip_of(text, layout)


def _first(scheme: Scheme, question: str) -> Given:
    asked = scheme.questions[question]
    return asked.lowest if asked.kind == "number" else scheme.answers(question)[:1]
