"""Coarser before dots: which form each table is shown in, what other forms would show, and which would be enough."""

from mellanrum.disclosure.coarser.alike import all_alike
from mellanrum.disclosure.coarser.choosing import LITTLE, choose_forms
from mellanrum.disclosure.coarser.enough import Coarsening, enough_for
from mellanrum.disclosure.coarser.judging import Judge, Lay, Tally, laid_plainly
from mellanrum.disclosure.coarser.proposing import Proposal, proposals

__all__ = [
    "LITTLE",
    "Coarsening",
    "Judge",
    "Lay",
    "Proposal",
    "Tally",
    "all_alike",
    "choose_forms",
    "enough_for",
    "laid_plainly",
    "proposals",
]
