"""The association, and what it means that a row is an association's."""

from typing import Any, ClassVar, Self, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

Row_co = TypeVar("Row_co", bound="Owned", covariant=True)


class Chart(models.TextChoices):
    """The chart of accounts the books are kept by; SIE files cannot say it."""

    BAS = "bas", _("BAS")
    KOMMUN_BAS = "kommun-bas", _("Kommun-Bas")


class Split(models.TextChoices):
    """How several municipalities divide what they pay together."""

    INHABITANTS = "inhabitants", _("By the number of inhabitants")
    AGREEMENT = "agreement", _("By agreement")


class Association(models.Model):
    """A samordningsförbund: the owner of rows. Its slug stands in addresses and never changes."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    orgnr = models.CharField(
        _("Organisation number"),
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{6}-[0-9]{4}$", _("Write it as 222000-1234."))],
    )
    chart = models.CharField(_("Chart of accounts"), max_length=10, choices=Chart.choices, blank=True)
    split = models.CharField(
        _("How the municipalities divide their part"),
        max_length=12,
        choices=Split.choices,
        default=Split.INHABITANTS,
    )
    second_factor = models.BooleanField(_("Everybody signs in with a second factor"), default=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class OwnedQuerySet(models.QuerySet[Row_co]):
    """Rows of associations: `of` binds a query to one of them."""

    def of(self, association: Association) -> Self:
        """Only the rows of one association. Every query begins here."""
        return self.filter(association=association)

    def make(self, association: Association, **fields: Any) -> Row_co:  # noqa: ANN401 - the fields of any model
        """Make a row of an association."""
        return self.create(association=association, **fields)


class Owned(models.Model):
    """A row that belongs to one association.

    The association is the partition key: the first column of every index and of every unique set.
    """

    association = models.ForeignKey(Association, models.CASCADE, related_name="+", db_index=False)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "id"], name="%(app_label)s_%(class)s_own"),
        ]
