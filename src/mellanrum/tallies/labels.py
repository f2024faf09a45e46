"""What answers, bands and counters are called: English message ids, or names of the association's own."""

from collections.abc import Mapping
from functools import cache

from mellanrum.rules import shipped
from mellanrum.tallies.rules import MISSING, WITHHELD, Rules
from mellanrum.tallies.scheme import Scheme

NOT_KNOWN = "No information"
NOT_TOLD = "Not disclosed"
_OF_ALL: Mapping[str, str] = {MISSING: NOT_KNOWN, WITHHELD: NOT_TOLD}


def answer_label(question: str, key: str, scheme: Scheme) -> str:
    """Return what an answer is called, also when it is on the list no longer; its key where nobody knows it."""
    if key in _OF_ALL:
        return _OF_ALL[key]
    answer = scheme.answer(question, key)
    return answer.label if answer is not None else scheme.former.get((question, key), key)


def is_own(question: str, key: str, scheme: Scheme) -> bool:
    """Tell whether an answer's label is a name of the association's own, which is not translated."""
    return key not in _OF_ALL and answer_label(question, key, scheme) not in _shipped_labels(question)


@cache
def _shipped_labels(question: str) -> frozenset[str]:
    rules = shipped(Rules, "tallies")
    asked = [each for each in rules.questions if each.key == question]
    return frozenset(answer.label for each in asked for answer in (*each.answers, *each.bands))
