"""Who referred, by the kind of member that pays for the association: beside the financing, referrals are told so."""

from collections.abc import Mapping
from types import MappingProxyType

from mellanrum.tallies.rules import MISSING, WITHHELD
from mellanrum.tallies.scheme import AnswerSet, Scheme

REFERRER = "referrer"
OTHERS = "others"
PAYERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "state": ("employment_service", "social_insurance"),
        "region": ("primary_care", "psychiatry"),
        "municipality": ("municipality",),
    }
)
"""Whose referrers are whose: the state's agencies, the region's care, the municipalities' own."""
_LABELS = {
    "state": "The state",
    "region": "The region",
    "municipality": "The municipalities",
    OTHERS: "Own application and others",
}


def payers_of(question: str, scheme: Scheme) -> tuple[AnswerSet, ...]:
    """Return the referrers of each kind of member, and last those who do not pay, as named sets; else nothing.

    Together they are all that were referred, those without an answer among the last.
    """
    if question != REFERRER:
        return ()
    paying = {key for keys in PAYERS.values() for key in keys}
    others = {*scheme.answers(question), MISSING, WITHHELD} - paying
    listed = {**PAYERS, OTHERS: tuple(sorted(others))}
    return tuple(AnswerSet(payer(kind), _LABELS[kind], question, frozenset(keys)) for kind, keys in listed.items())


def payer(kind: str) -> str:
    """Return what stands in keys of figures for a kind of member."""
    return f"payer_{kind}"
