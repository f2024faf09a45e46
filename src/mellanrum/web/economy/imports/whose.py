"""Whose a file of books is: by its organisation number, else by its name."""

import re

_KINDS = frozenset(
    {
        *("finsam", "samordningsförbund", "samordningsförbundet", "samordningsförbunds", "förbund", "förbundet"),
        *("kommun", "kommuner", "län", "och", "i", "för", "of", "the"),
    }
)
"""Words that tell what somebody is, and not who."""


def is_others_number(theirs: str, ours: str) -> bool:
    """Tell whether both have an organisation number, and not the same."""
    return bool(theirs and ours) and _digits(theirs) != _digits(ours)


def is_others_name(theirs: str, ours: str) -> bool:
    """Tell whether a name is clearly somebody else's: each of the two says something that the other does not.

    "Finsam Väst" may be "Samordningsförbundet Väst i Halland", but not "Samordningsförbundet Öst".
    """
    them, us = _words(theirs), _words(ours)
    return not (them <= us or us <= them)


def _words(name: str) -> frozenset[str]:
    words = re.findall(r"\w+", name.casefold())
    return frozenset(_bare(word) for word in words if word not in _KINDS)


def _bare(word: str) -> str:
    # Hallands samordningsförbund is the one of Halland, and an s too few harms nobody.
    return word.rstrip("s") or word


def _digits(orgnr: str) -> str:
    # Ten digits, with or without a hyphen; some programs put the century 16 before them.
    return "".join(filter(str.isdigit, orgnr))[-10:]
