"""Books as they came, pointers to the ones that hold, and what the accountant says of them.

A file that has been read in is never changed or removed: the database itself refuses it. What holds for a year is
said by a pointer, which an import moves forward and an undo moves back.
"""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import User
from mellanrum.web.tenancy.models import Owned


class Kind(models.TextChoices):
    """What a file holds."""

    BOOKS = "books", _("Books")
    BUDGET = "budget", _("Budget")


class File(Owned):
    """A file, byte for byte. `columns` is a map of columns as TOML where it has one."""

    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    columns = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta(Owned.Meta):
        abstract = True


class Unchangeable(Exception):  # noqa: N818 - a refusal; the program that tries is at fault
    """A file that has been read in can be neither changed nor removed."""


class ImportedFile(File):
    """A file that has been read in, for `year`: unchangeable. The database itself refuses too, see migration 0002."""

    year = models.PositiveSmallIntegerField()

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:  # noqa: ANN401 - as above
        raise Unchangeable


class Upload(File):
    """A file that waits to be confirmed or cancelled; `expected` is what held when it came.

    `year` is None while nothing has told which it is.
    """

    year = models.PositiveSmallIntegerField(null=True)
    expected = models.ForeignKey(ImportedFile, models.PROTECT, null=True, related_name="+")


class Pointer(Owned):
    """Which file holds for a year; None where an undo has taken the first one back."""

    kind = models.CharField(max_length=6, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    file = models.ForeignKey(ImportedFile, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "kind", "year"], name="economy_pointer_once")
        ]


class Move(Owned):
    """That a pointer was moved: the history of what has held."""

    kind = models.CharField(max_length=6, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    before = models.ForeignKey(ImportedFile, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(ImportedFile, models.PROTECT, null=True, related_name="+")
    is_undo = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()


class Desk(Owned):
    """The number of changes to an association's economy: what has been computed holds for one number."""

    changes = models.PositiveBigIntegerField(default=0)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association"], name="economy_desk_once")
        ]


class MapVersion(Owned):
    """The account map as it was decided each time; the highest number holds. `content` is the map as JSON."""

    number = models.PositiveIntegerField()
    content = models.TextField()
    about = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on = models.DateField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "number"], name="economy_map_version_once")
        ]


class AreaBudget(Owned):
    """A year's budget for an area, typed in: both amounts positive."""

    year = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=80)
    income = models.DecimalField(_("Income"), max_digits=14, decimal_places=2, default=0)
    cost = models.DecimalField(_("Cost"), max_digits=14, decimal_places=2, default=0)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "year", "area"], name="economy_area_budget_once")
        ]


class StatedFigure(Owned):
    """What an earlier document says of a year there are no books for. `value` is as it was written."""

    year = models.PositiveSmallIntegerField(_("Year"))
    key = models.CharField(_("Figure"), max_length=120)
    value = models.CharField(_("Value"), max_length=40)
    source = models.CharField(_("Document"), max_length=200)
    page = models.PositiveSmallIntegerField(_("Page"), null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=1)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "year", "key", "source"], name="economy_stated_once")
        ]


class Comment(Owned):
    """The accountant's words on why an area's outcome differs from its budget."""

    year = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=80)
    text = models.TextField(_("Comment"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "year", "area"], name="economy_comment_once")
        ]


class OwnLimit(Owned):
    """A limit the association has set for a key ratio, in place of the usual one, from a year."""

    figure = models.CharField(max_length=120)
    at_most = models.DecimalField(_("At most, per cent"), max_digits=6, decimal_places=2)
    from_year = models.PositiveSmallIntegerField(_("From the year"))
    decision = models.CharField(_("Decision"), max_length=200)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "figure", "from_year"], name="economy_limit_once")
        ]
