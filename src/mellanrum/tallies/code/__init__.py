"""The carried code: a start's answers, sealed, that travel with the member and fill the end form."""

from mellanrum.tallies.code.carried import carried, comes_after
from mellanrum.tallies.code.faults import CodeFault, Reason, finding_of
from mellanrum.tallies.code.keys import Key, new_key
from mellanrum.tallies.code.layout import Layout, from_plain, layout_of, to_plain
from mellanrum.tallies.code.sealing import Opened, seal, unseal
from mellanrum.tallies.code.writing import grouped, typed

__all__ = [
    "CodeFault",
    "Key",
    "Layout",
    "Opened",
    "Reason",
    "carried",
    "comes_after",
    "finding_of",
    "from_plain",
    "grouped",
    "layout_of",
    "new_key",
    "seal",
    "to_plain",
    "typed",
    "unseal",
]
