"""What has been published, and what is being made ready for it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import User
from mellanrum.web.tenancy.models import Owned

_WHOLE_YEAR = 364
"""From the first day of a year to its last, or a day more."""


class Kind(models.TextChoices):
    """What a publication is of."""

    STATISTICS = "statistics", _("Statistics")
    SURVEYS = "surveys", _("Surveys")


def heading_of(kind: str, title: str) -> str:
    """Name what is published of a time: statistics 2025, surveys 2025."""
    said = {Kind.STATISTICS: gettext("Statistics %(title)s"), Kind.SURVEYS: gettext("Surveys %(title)s")}
    return said[Kind(kind)] % {"title": title.lower()}


class Publication(Owned):
    """A protected view as it left the association, for ever: what readers have seen they know.

    `subject` says of what ("2025", "2025-1", "surveys-2025"). `document` is the publishable text, byte for byte, and
    `sha256` its hash. `figures` is a keyed hash of the numbers it was made of, which tells only whether they are the
    same. `role` is what whoever published it was, as it was then. One with a withdrawal is no longer shown to
    readers; it is all the same what they know.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    figures = models.CharField(max_length=64)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=120)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "number"], name="publishing_number_once"),
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="publishing_days"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    @property
    def heading(self) -> str:
        """What it is called, with what it is of."""
        return heading_of(self.kind, self.title)

    @property
    def is_of_year(self) -> bool:
        """Whether it is of a whole year, and not of a part of one."""
        return (self.last_day - self.first_day).days >= _WHOLE_YEAR

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        """Save it once."""
        if not self._state.adding:
            raise TypeError("what has been published is not changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - as Django's
        """Refuse: what has been shown is known for ever."""
        raise TypeError("what has been published is not taken away")


class Withdrawal(Owned):
    """That a publication is no longer shown to readers, and why."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="withdrawal")
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()


class Proof(Owned):
    """The proof that a publication gives nobody away. No page shows it, and no file holds it."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="+")
    content = models.TextField()


class State(models.TextChoices):
    """How far the making of a draft has come."""

    MAKING = "making", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Could not be made")


class Breadth(models.TextChoices):
    """How many tables are published."""

    MAIN = "main", _("The main tables: how many in each intervention, and the most asked for of all together")
    ALL = "all", _("Every table, also of each intervention: it takes longer, and more is hidden")


class Draft(Owned):
    """What could be published next, one for each association: a newer one takes its place.

    `breadth` is how many tables it has, `rounds` that small numbers are rounded instead of hidden, and `forms` are the
    coarser forms asked for, by table. `figures` is the keyed hash of the numbers it is made of, and
    `after` the number of the publication before it: where either has changed it is not published. `document` and
    `proof` become the publication's. `options` are how many numbers each table would show in each of its forms. While
    it is being made `step` says what is done and `beat` when it was last heard of; `problem` is what stopped it.
    `warnings` are sentences about what is to be looked at before it is published.
    """

    subject = models.CharField(max_length=60)
    breadth = models.CharField(max_length=4, choices=Breadth.choices, default=Breadth.MAIN)
    rounds = models.BooleanField(default=False)
    forms = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=State.choices, default=State.MAKING)
    step = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    figures = models.CharField(max_length=64, blank=True)
    after = models.PositiveIntegerField(default=0)
    document = models.TextField(blank=True)
    proof = models.TextField(blank=True)
    options = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    warnings = models.JSONField(default=list)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association"], name="publishing_one_draft"),
        ]
