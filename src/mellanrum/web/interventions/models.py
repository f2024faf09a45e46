"""An intervention (insats), what it is called and is from when, who took over from whom, and who counts in it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.association.models import DatedQuerySet, DatedRow, Member
from mellanrum.web.tenancy.models import Owned


class Direction(models.TextChoices):
    """How the state's follow-up sees it. A mixed one is registered as two."""

    INDIVIDUAL = "individual", _("Individual")
    STRUCTURAL = "structural", _("Structural")


class Counting(models.TextChoices):
    """How those who take part are counted."""

    PARTICIPATIONS = "participations", _("Participations, one by one")
    HEAD_COUNTS = "head_counts", _("Head counts only")


class Kind(models.TextChoices):
    """What an intervention does."""

    MAPPING = "mapping", _("Mapping of needs")
    PRE_REHABILITATION = "pre_rehabilitation", _("Pre-rehabilitation")
    WORK_REHABILITATION = "work_rehabilitation", _("Work-oriented rehabilitation")
    GUIDANCE = "guidance", pgettext_lazy("kind of intervention", "Guidance")
    PREVENTION = "prevention", pgettext_lazy("kind of intervention", "Prevention")
    TRAINING = "training", pgettext_lazy("kind of intervention", "Training")
    CONFERENCE = "conference", pgettext_lazy("kind of intervention", "Conference")
    STUDY = "study", pgettext_lazy("kind of intervention", "Study")
    EVALUATION = "evaluation", pgettext_lazy("kind of intervention", "Evaluation")
    METHOD = "method", _("Development of methods")


class MoneyArea(models.TextChoices):
    """Where its money is counted."""

    INDIVIDUAL = "individual", _("Individual interventions")
    STRUCTURAL = "structural", _("Structural interventions")
    OWN = "own", _("The association's own work")


class Intervention(Owned):
    """An intervention. `slug` is fixed when it is made and stands in figure keys, with _ for -.

    Direction, counting and whether it is an ESF project cannot change once something has been counted in it
    (`has_counts`): what has been counted would then mean something else.
    """

    slug = models.SlugField(max_length=60)
    direction = models.CharField(_("Direction in the state's follow-up"), max_length=10, choices=Direction.choices)
    counting = models.CharField(_("How it is counted"), max_length=14, choices=Counting.choices)
    is_esf = models.BooleanField(_("ESF project"), default=False)
    first_day = models.DateField(_("From"))
    last_day = models.DateField(_("To"), null=True, blank=True)
    has_counts = models.BooleanField(default=False)  # set at the first count; says neither when nor how many

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "slug"], name="interventions_slug_once"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("first_day")), name="interventions_days"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Description(Owned):
    """What an intervention is called and is, from a day until the next description: a change never rewrites history."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="descriptions")
    first_day = models.DateField(_("From"))
    name = models.CharField(_("Name"), max_length=120)
    money_area = models.CharField(_("Area of money"), max_length=10, choices=MoneyArea.choices)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind.choices)
    provider = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, verbose_name=_("Provider"), related_name="+"
    )
    target_groups = models.CharField(_("Target groups"), max_length=300, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["intervention", "first_day"], name="interventions_described_once")
        ]

    def __str__(self) -> str:
        return self.name


class YearPlan(Owned):
    """What an intervention was granted for a year, in kronor, and how many participations were budgeted."""

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="plans")
    year = models.PositiveSmallIntegerField(_("Year"))
    from_association = models.DecimalField(_("From the association"), max_digits=14, decimal_places=2, default=0)
    from_esf = models.DecimalField(_("From ESF"), max_digits=14, decimal_places=2, default=0)
    from_others = models.DecimalField(_("From others"), max_digits=14, decimal_places=2, default=0)
    budgeted = models.PositiveIntegerField(_("Budgeted number of participations"), null=True, blank=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["intervention", "year"], name="interventions_plan_once")
        ]


class Succession(Owned):
    """That an intervention took over from another on a day; one may take over from several (a merger).

    `stock_moved` says that those ongoing have been moved with it as "överförda".
    """

    before = models.ForeignKey(Intervention, models.CASCADE, related_name="successors")
    after = models.ForeignKey(Intervention, models.CASCADE, related_name="predecessors")
    on = models.DateField(_("Takes over on"))
    stock_moved = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["before", "after"], name="interventions_succession_once"),
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="interventions_not_itself"),
        ]


class Staff(DatedRow):
    """That a coordinator or coach may count in an intervention, or a provider read of it, from a day to a day.

    `role` is what somebody is in this intervention: who is coordinator of one may be coach in another. It holds while
    the person holds the same role in the association.
    """

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    role = models.CharField(
        max_length=12,
        choices=[(role.value, role.label) for role in (RoleName.COORDINATOR, RoleName.COACH, RoleName.PROVIDER)],
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()
