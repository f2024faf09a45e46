"""The engine of disclosure control as this desk uses it: the one place that calls it."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.utils.translation import ngettext

from mellanrum.disclosure.earlier import Earlier
from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.protect import Protected, protect, protect_rounded
from mellanrum.disclosure.release.documents import read_document, read_proof
from mellanrum.disclosure.release.making import release_of
from mellanrum.disclosure.release.shapes import DerivedShape
from mellanrum.disclosure.release.verifying import Held, verify
from mellanrum.disclosure.tables import TableSet
from mellanrum.findings import Finding, Severity, has_error, spoken_mend, spoken_message
from mellanrum.web.parts.templatetags.parts import lang

log = logging.getLogger(__name__)

MOST = 12
"""How many sentences are told of what stands in the way; more of them would not be read."""


class CannotBePublished(Exception):  # noqa: N818 - an answer to whoever asked
    """Something stands in the way; the sentences say what."""

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__("\n".join(sentences))


@dataclass(frozen=True, slots=True)
class Made:
    """A publishable document and the proof of it, which stays with the association.

    `warnings` are sentences to whoever is about to publish it.
    """

    document: str
    proof: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier publication: its number, its document and the proof of it."""

    number: int
    document: str
    proof: str


@dataclass(frozen=True, slots=True)
class Wish:
    """How tables are to be shown: in which forms (None: the engine chooses), and whether small numbers are rounded."""

    forms: Forms | None = None
    rounds: bool = False


def made(  # noqa: PLR0913, PLR0917 - what is published, how, after what, and what it is called
    tables: TableSet,
    wish: Wish,
    past: Sequence[Past],
    name: str,
    title: str,
    derived: Sequence[DerivedShape] = (),
) -> Made:
    """Protect tables together with all that has been published, and write what may leave, with its proof."""
    earlier = [held.proof.earlier for held in map(_held, past)]
    found = _protected(tables, wish, earlier)
    if not found.is_publishable:
        raise CannotBePublished(_told(found.findings))
    release = release_of(found, name, title, derived=derived)
    warnings = tuple(_told(found.findings, Severity.WARNING))
    return Made(release.document.decode(), release.proof.decode(), warnings)


def _protected(tables: TableSet, wish: Wish, earlier: Sequence[Earlier]) -> Protected:
    """Protect tables; where the solver gives up on choosing their forms, they are tried as they are."""
    way = partial(protect_rounded if wish.rounds else protect, tables, earlier=earlier, seed=settings.DISCLOSURE_SEED)
    try:
        return way(forms=wish.forms)
    except ArithmeticError:
        if wish.forms is not None:
            raise
        log.warning("the solver gave up on choosing forms of tables", exc_info=True)
        return way(forms={})


def checked(found: Made, past: Sequence[Past]) -> None:
    """Read a document back and hold it to its proof, beside everything before it; refuse it where anything differs."""
    newest = _held(Past(0, found.document, found.proof))
    # Rounded numbers are no one's own: with them nothing is known of those that were counted.
    exact = [held for held in map(_held, past) if not held.proof.earlier.is_rounded]
    faults = verify(newest, [] if newest.proof.earlier.is_rounded else exact)
    if has_error(faults):
        raise CannotBePublished(_told(faults))


def _held(past: Past) -> Held:
    document, faults = read_document(past.document.encode(), "")
    if document is None:
        raise CannotBePublished(_told(faults))
    proof, faults = read_proof(past.proof.encode(), "", document)
    if proof is None:
        raise CannotBePublished(_told(faults))
    return Held(document, proof)


def chosen(tables: TableSet, forms: Mapping[str, str]) -> Forms | None:
    """Return the forms that somebody has asked for, by their keys; None where nobody has, and the engine chooses."""
    if not forms:
        return None
    return {
        table.key: next((form for form in table.forms if form.key == forms.get(table.key)), None)
        for table in tables.tables
    }


def _told(findings: Iterable[Finding], severity: Severity = Severity.ERROR) -> list[str]:
    """Say what stands in the way, or what is to be looked at, and how to mend it."""
    wanted = [each for each in findings if each.severity is severity]
    said = [f"{spoken_message(each, lang(), 'web')} {spoken_mend(each, lang(), 'web')}".strip() for each in wanted]
    once = list(dict.fromkeys(said))
    more = len(once) - MOST
    if more <= 0:
        return once
    return [*once[:MOST], ngettext("And %(number)s more.", "And %(number)s more.", more) % {"number": more}]
