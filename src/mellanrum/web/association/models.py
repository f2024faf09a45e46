"""The association's own facts: its members, its officials, its open years, and how its reports look."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mellanrum.web.tenancy.models import Owned, OwnedQuerySet


def key_of(name: str) -> str:
    """Make a key of a name, as figure keys have it: small letters, digits and _."""
    return slugify(name).replace("-", "_")[:60] or "x"


class MemberKind(models.TextChoices):
    """Who a member is, Finsamlagen 3 §: the state's half comes from Försäkringskassan for both its authorities."""

    STATE = "state", _("The state")
    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Municipality")


Dated_co = TypeVar("Dated_co", bound="DatedRow", covariant=True)


class DatedQuerySet(OwnedQuerySet[Dated_co]):
    """Rows that hold from a day to a day."""

    def on(self, day: date) -> Self:
        """Only those that hold on a day."""
        return self.filter(Q(first_day=None) | Q(first_day__lte=day)).filter(Q(last_day=None) | Q(last_day__gte=day))


class DatedRow(Owned):
    """A row that holds from a day to a day, both included; no day means from the beginning, or until further notice."""

    first_day = models.DateField(_("From"), null=True, blank=True)
    last_day = models.DateField(_("To"), null=True, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta(Owned.Meta):
        abstract = True


class Member(DatedRow):
    """A member of the association."""

    name = models.CharField(_("Name"), max_length=120)
    key = models.CharField(
        max_length=60, editable=False
    )  # stands in counters and figure keys: made once, never changed
    kind = models.CharField(_("Kind"), max_length=12, choices=MemberKind.choices)
    inhabitants = models.PositiveIntegerField(_("Inhabitants"), null=True, blank=True)
    agreed_share = models.DecimalField(
        _("Agreed share"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Per cent of what members of its kind pay together."),
    )

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        self.key = self.key or key_of(self.name)
        super().save(*args, **kwargs)

    @property
    def agreed(self) -> Decimal | None:
        """The agreed share as it is written, without noughts at its end."""
        return None if self.agreed_share is None else Decimal(f"{self.agreed_share.normalize():f}")

    def __str__(self) -> str:
        return self.name


class Function(models.TextChoices):
    """What an official is."""

    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    BOARD_MEMBER = "board_member", pgettext_lazy("what somebody is on the board", "Member")
    DEPUTY = "deputy", _("Deputy")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")


class Official(DatedRow):
    """Somebody who holds a function, from a day to a day."""

    name = models.CharField(_("Name"), max_length=120)
    function = models.CharField(_("Function"), max_length=14, choices=Function.choices)
    appointed_by = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, verbose_name=_("Appointed by"), related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.name}, {self.get_function_display()}"


class FinancialYear(Owned):
    """A calendar year the association has books for; only one that is open takes new files."""

    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(1994), MaxValueValidator(9998)])
    is_open = models.BooleanField(_("Open"), default=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "year"], name="association_year_once")
        ]

    def __str__(self) -> str:
        return str(self.year)


class Logo(Owned):
    """The mark on the cover of the association's reports, and what it shows in words."""

    content = models.BinaryField()
    media_type = models.CharField(max_length=40)
    alt = models.CharField(_("What the mark shows, in words"), max_length=200)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association"], name="association_logo_once")
        ]


class SectionChoice(Owned):
    """A section of the association's reports: its place, its own heading if it has one, whether it is in."""

    key = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField()
    heading = models.CharField(_("Heading"), max_length=120, blank=True)
    is_in = models.BooleanField(_("In the report"), default=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "key"], name="association_section_once")
        ]
