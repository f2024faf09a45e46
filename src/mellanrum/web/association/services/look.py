"""How an association's reports look: its logo, and which sections stand where under which headings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from mellanrum.documents.logo import kind_of
from mellanrum.documents.model import Logo as ReportLogo
from mellanrum.documents.model import Signer
from mellanrum.documents.outline import Outline, OutlineRow, outline_of, sections_offered
from mellanrum.web.access.rules import check_can_edit_association
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import Logo, SectionChoice
from mellanrum.web.association.services.officials import signers_on
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as the association has it; `usual` is the heading most use, `mandatory` says the law demands it."""

    key: str
    heading: str
    usual: str
    is_in: bool
    mandatory: bool
    reference: str

    @property
    def shown(self) -> str:
        """The heading it stands under."""
        return self.heading or self.usual


@dataclass(frozen=True, slots=True)
class ReportLook:
    """What a report needs to know of its association: outline, logo, and who signs."""

    outline: Outline
    logo: ReportLogo | None
    signers: tuple[Signer, ...]


def report_look(association: Association, day: date) -> ReportLook:
    """Return how a report made on a day looks, and who signs it then."""
    rows = [OutlineRow(row.key, row.heading, row.is_in) for row in sections_of(association, day)]
    outline, _ = outline_of(rows, day)
    return ReportLook(outline, report_logo(association), signers_on(association, day))


def sections_of(association: Association, day: date) -> tuple[SectionRow, ...]:
    """List the sections in the association's own order; those it has said nothing of stand after the one before them.

    What the law demands is in, whatever was chosen before the law changed.
    """
    chosen = {choice.key: choice for choice in SectionChoice.objects.of(association)}
    rows: list[tuple[int, int, SectionRow]] = []
    place = 0
    for number, standard in enumerate(sections_offered(day)):
        choice = chosen.get(standard.key)
        place = choice.place if choice else place
        heading = choice.heading if choice else ""
        is_in = standard.mandatory or choice is None or choice.is_in
        row = SectionRow(standard.key, heading, standard.heading, is_in, standard.mandatory, standard.reference)
        rows.append((place, number, row))
    return tuple(row for _, _, row in sorted(rows, key=lambda placed: placed[:2]))


def has_own_outline(association: Association) -> bool:
    """Tell whether the association has an order or headings of its own."""
    return bool(SectionChoice.objects.of(association).exists())


def move_section(standing: Standing, key: str, step: int) -> None:
    """Move a section a step up (-1) or down (1); nothing happens at the ends."""
    rows = list(sections_of(standing.association, standing.day))
    at = next((number for number, row in enumerate(rows) if row.key == key), None)
    if at is not None and 0 <= at + step < len(rows):
        rows[at], rows[at + step] = rows[at + step], rows[at]
        _save(standing, rows)


def rename_section(standing: Standing, key: str, heading: str) -> None:
    """Let a section stand under a heading of the association's own; empty gives it the usual one back."""
    _change(standing, key, lambda row: replace(row, heading="" if heading == row.usual else heading))


def put_section(standing: Standing, key: str, *, is_in: bool) -> None:
    """Leave a section out of the reports, or take it in; one that the law demands stays in."""
    _change(standing, key, lambda row: replace(row, is_in=is_in or row.mandatory))


@transaction.atomic
def as_usual(standing: Standing) -> None:
    """Go back to the usual order and headings, with every section in."""
    check_can_edit_association(standing)
    SectionChoice.objects.of(standing.association).delete()


def report_logo(association: Association) -> ReportLogo | None:
    """Return the association's logo as reports take it, None where it has none."""
    logo = Logo.objects.of(association).first()
    return ReportLogo(bytes(logo.content), logo.media_type, logo.alt) if logo else None


@transaction.atomic
def save_logo(standing: Standing, alt: str, content: bytes | None = None) -> None:
    """Save a logo that `check_logo` has found no error in, in place of the one there is; or only its words."""
    check_can_edit_association(standing)
    values: dict[str, str | bytes] = {"alt": alt}
    if content is not None:
        values |= {"content": content, "media_type": kind_of(content)}
    Logo.objects.update_or_create(association=standing.association, defaults=values)


@transaction.atomic
def remove_logo(standing: Standing) -> None:
    """Let reports be without a logo."""
    check_can_edit_association(standing)
    Logo.objects.of(standing.association).delete()


def _change(standing: Standing, key: str, change: Callable[[SectionRow], SectionRow]) -> None:
    rows = sections_of(standing.association, standing.day)
    _save(standing, [change(row) if row.key == key else row for row in rows])


@transaction.atomic
def _save(standing: Standing, rows: Iterable[SectionRow]) -> None:
    check_can_edit_association(standing)
    choices = [
        SectionChoice(association=standing.association, key=row.key, place=place, heading=row.heading, is_in=row.is_in)
        for place, row in enumerate(rows)
    ]
    SectionChoice.objects.bulk_create(
        choices,
        update_conflicts=True,
        unique_fields=["association", "key"],
        update_fields=["place", "heading", "is_in"],
    )
