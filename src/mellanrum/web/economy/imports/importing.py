"""Reading files in: they come, wait, are confirmed or cancelled, and what holds can be moved back.

Every step is one transaction. What holds for a year is moved from what somebody has seen to what they chose; where
somebody else was first, nothing is moved and `Moved` says who.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mellanrum.books.sheets import ColumnMap, columns_to_toml
from mellanrum.findings import Finding
from mellanrum.numbers.organisation import organisation_number
from mellanrum.web.access.rules import can_edit_association, check_can_import_books
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.services import remember_year, takes_files
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.imports.arriving import Contents, clean_name, contents_of, draft_of, look_of, too_large
from mellanrum.web.economy.imports.whose import is_others_name, is_others_number
from mellanrum.web.economy.models import ImportedFile, Kind, Move, Pointer, Upload
from mellanrum.web.tenancy.models import Association, OwnedQuerySet
from mellanrum.web.tenancy.services import give_number

KEPT_DAYS = 7
"""How long a file waits for somebody to confirm it."""

_COPIED = ("kind", "name", "data", "size", "sha256", "columns", "year")


class Question(TextChoices):
    """What somebody must say yes to before a file is read in."""

    OTHER_NUMBER = "other_number", _("Read it in although it has another organisation number")
    OTHER_NAME = "other_name", _("Read it in although it is in another name")
    CLOSED_YEAR = "closed_year", _("Read it in although the year is closed")


class NotDone(Exception):  # noqa: N818 - an answer, not an error of the program
    """Something was not done, and nothing has been changed."""


class Gone(NotDone):
    """The file does not wait any more: somebody has read it in or cancelled it, or it was too old."""


class Unreadable(NotDone):
    """The file cannot be read as it is understood now."""


class Same(NotDone):
    """The file is the one that holds already."""


class Unanswered(NotDone):
    """Something must be said yes to first."""


class Moved(NotDone):
    """What holds is not what was seen: `move` is the last that was made, None where there is none."""

    def __init__(self, move: Move | None) -> None:
        super().__init__()
        self.move = move


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file that came: it waits as `upload`, or it was refused for what `found` says."""

    name: str
    upload: Upload | None
    found: tuple[Finding, ...]


def receive(standing: Standing, given_name: str, data: bytes) -> Received:
    """Let a file wait to be confirmed; one that cannot be read is refused, and nothing of it is kept.

    The same file once more, from the same person, is the one that waits already.
    """
    check_can_import_books(standing)
    name = clean_name(given_name)
    refused = too_large(name, len(data))
    if refused is not None:
        return Received(name, None, (refused,))
    draft = draft_of(standing.association, name, data)
    contents = contents_of(draft)
    if not contents.is_readable and not contents.is_mendable:
        return Received(name, None, contents.found)
    return Received(name, _wait(standing, draft), contents.found)


@transaction.atomic
def _wait(standing: Standing, draft: Upload) -> Upload:
    Association.objects.select_for_update().get(pk=standing.association.pk)  # a file sent twice at once waits once
    forget_old(standing.association, standing.day)
    twin = waiting(standing.association, standing.day).filter(by=standing.user, sha256=draft.sha256).first()
    if twin is not None and twin.name == draft.name:
        return twin
    draft.by, draft.on = standing.user, standing.day
    draft.expected = held(standing.association, draft.kind, draft.year)
    draft.save()
    return draft


def waiting(association: Association, day: date) -> OwnedQuerySet[Upload]:
    """Return the files that wait, newest first, without their content."""
    young = Upload.objects.of(association).filter(on__gte=day - timedelta(days=KEPT_DAYS))
    return young.defer("data").select_related("by").order_by("-id")


def forget_old(association: Association, day: date) -> None:
    """Remove the files that nobody has confirmed in a week."""
    old = Upload.objects.of(association).filter(on__lt=day - timedelta(days=KEPT_DAYS))
    if old.exists():
        old.delete()


def upload_of(standing: Standing, pk: int) -> Upload:
    """Return a file that waits, with its content. Gone where it does not."""
    check_can_import_books(standing)
    found = (
        waiting(standing.association, standing.day).defer(None).select_related("by", "expected").filter(pk=pk).first()
    )
    if found is None:
        raise Gone
    return found


def held(association: Association, kind: str, year: int | None) -> ImportedFile | None:
    """Return the file that holds for a year, without its content; None where none does."""
    if year is None:
        return None
    pointer = Pointer.objects.of(association).filter(kind=kind, year=year).select_related("file", "file__by")
    found = pointer.defer("file__data").first()
    return found.file if found is not None else None


def last_move(association: Association, kind: str, year: int) -> Move | None:
    """Return the last move of what holds for a year, with who made it."""
    moves = Move.objects.of(association).filter(kind=kind, year=year).select_related("by", "after", "before")
    return moves.defer("after__data", "before__data").order_by("-id").first()


def questions(association: Association, contents: Contents) -> tuple[Question, ...]:
    """List what must be said yes to before a file is read in."""
    asked = []
    if is_others_number(contents.orgnr, association.orgnr):
        asked.append(Question.OTHER_NUMBER)
    elif not (contents.orgnr and association.orgnr) and is_others_name(contents.name, association.name):
        asked.append(Question.OTHER_NAME)  # where the number is ours, the name does not matter
    if contents.year is not None and not takes_files(association, contents.year):
        asked.append(Question.CLOSED_YEAR)
    return tuple(asked)


def offered_number(standing: Standing, contents: Contents) -> str:
    """Return the books' organisation number, where the association has none and the user may give it one."""
    if standing.association.orgnr or not can_edit_association(standing):
        return ""
    return organisation_number(contents.orgnr) or ""


def set_columns(standing: Standing, pk: int, kind: Kind, columns: ColumnMap) -> None:
    """Let a table that waits be read in another way; a map without columns lets the table tell them.

    Gone where it does not wait.
    """
    upload = upload_of(standing, pk)
    upload.kind = kind
    look = None if columns.columns.stated() else look_of(upload, columns)
    upload.columns = columns_to_toml(look.columns if look is not None else columns)
    year = contents_of(upload).year
    with transaction.atomic():
        now = {"kind": kind, "columns": upload.columns, "year": year, "expected": held(upload.association, kind, year)}
        if waiting(standing.association, standing.day).filter(pk=pk).update(**now) != 1:
            raise Gone


def cancel(standing: Standing, pk: int) -> str:
    """Remove a file that waits, and return its name. Gone where it does not wait."""
    name = upload_of(standing, pk).name
    _claim(standing, pk)
    return name


def confirm(
    standing: Standing, pk: int, seen: int | None, yes: Iterable[str] = (), *, adopt: bool = False
) -> ImportedFile:
    """Let a file that waits hold for its year, in place of the file `seen` (None: no file held).

    `yes` are the questions said yes to; `adopt` gives the association the books' organisation number. Everything is
    saved or nothing. Gone, Unreadable, Same, Unanswered or Moved where it is not done.
    """
    upload = upload_of(standing, pk)
    contents = contents_of(upload)  # read before anything is locked: it may take a while
    year = contents.year
    if not contents.is_readable or year is None or year != upload.year:
        raise Unreadable
    with transaction.atomic():
        _claim(standing, pk)
        pointer = _pointer(standing.association, upload.kind, year)
        _check(standing, upload, pointer, seen)
        if set(questions(standing.association, contents)) - set(yes):
            raise Unanswered
        copied = {field: getattr(upload, field) for field in _COPIED}
        made = ImportedFile.objects.make(standing.association, **copied, by=standing.user, on=standing.day)
        _move(standing, pointer, made, is_undo=False)
        if made.kind == Kind.BOOKS:
            remember_year(standing.association, made.year)
        if adopt and offered_number(standing, contents):
            give_number(standing.association, offered_number(standing, contents))
    return made


def _claim(standing: Standing, pk: int) -> None:
    """Take a file from those that wait; of two who try, one gets it."""
    if not Upload.objects.of(standing.association).filter(pk=pk).delete()[0]:
        raise Gone


def _pointer(association: Association, kind: str, year: int) -> Pointer:
    """Return what holds for a year, locked until the transaction ends."""
    Pointer.objects.get_or_create(association=association, kind=kind, year=year)
    found: Pointer = Pointer.objects.of(association).select_for_update().get(kind=kind, year=year)
    return found


def _check(standing: Standing, upload: Upload, pointer: Pointer, seen: int | None) -> None:
    if pointer.file_id != seen:
        raise Moved(last_move(standing.association, upload.kind, pointer.year))
    if is_same(upload, held(standing.association, upload.kind, pointer.year)):
        raise Same


def is_same(upload: Upload, other: ImportedFile | None) -> bool:
    """Tell whether a file is byte for byte the one that holds, and read in the same way."""
    return other is not None and (upload.sha256, upload.columns) == (other.sha256, other.columns)


def _move(standing: Standing, pointer: Pointer, to: ImportedFile | None, *, is_undo: bool) -> None:
    before = pointer.file_id
    moved = Pointer.objects.of(standing.association).filter(pk=pointer.pk, file=before).update(file=to)
    if moved != 1:
        raise Moved(last_move(standing.association, pointer.kind, pointer.year))
    about = {"kind": pointer.kind, "year": pointer.year, "before_id": before, "after": to}
    Move.objects.make(standing.association, **about, is_undo=is_undo, by=standing.user, on=standing.day)
    changed(standing.association)


def undo(standing: Standing, pk: int) -> Move:
    """Take the last move for a year back; taking that back puts things as they were. Moved where it is not the last."""
    check_can_import_books(standing)
    move = move_of(standing.association, pk)
    with transaction.atomic():
        pointer = _pointer(standing.association, move.kind, move.year)
        last = last_move(standing.association, move.kind, move.year)
        if last is None or last.pk != pk or pointer.file_id != last.after_id:
            raise Moved(last)
        _move(standing, pointer, last.before, is_undo=True)
    return last


def move_of(association: Association, pk: int) -> Move:
    """Return a move. Gone where the association has none by that number."""
    moves = Move.objects.of(association).select_related("by", "after", "before").defer("after__data", "before__data")
    found: Move | None = moves.filter(pk=pk).first()
    if found is None:
        raise Gone
    return found
