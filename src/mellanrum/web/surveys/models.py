"""Surveys as they are run, the association's own questionnaires, and wordings. What is answered lies in `counters`."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mellanrum.web.tenancy.models import Owned


class FewOthers(models.TextChoices):
    """What is given up where only those of another sex, or of none stated, are too few."""

    UNSPLIT = "unsplit", _("Every answer counts, and nothing is told by sex")
    WITHHELD = "withheld", _("Women and men are told apart, and the answers of the few are left out")


class Survey(Owned):
    """A survey: what is asked, from when to when, and how it is answered.

    `key` is fixed when it is planned; it stands in addresses and in the keys of figures. `questionnaire` and `version`
    are the engine's, and `rules` the association's own rules as they were when it was planned ("" where what is asked
    ships with the program): what is asked never changes. `address` is the random word of its link, and says nothing.
    `groups` are the keys of those it is put to, of the questionnaire's; "" is all of them.
    `about` is a sentence to those who answer. `closed_on` is empty until it has been closed, for good.
    """

    key = models.CharField(max_length=60)
    label = models.CharField(_("Name"), max_length=120)
    questionnaire = models.CharField(_("What is asked"), max_length=60)
    version = models.CharField(max_length=40)
    rules = models.TextField(blank=True)
    opens = models.DateField(_("First day"))
    closes = models.DateField(_("Last day"))
    few_others = models.CharField(
        _("If only those who state another sex, or none, are too few"),
        max_length=8,
        choices=FewOthers.choices,
        default=FewOthers.UNSPLIT,
    )
    groups = models.TextField(_("Who answers"), blank=True)
    address = models.CharField(max_length=20, unique=True)
    has_link = models.BooleanField(_("By link or QR code, for anyone who has it"), default=True)
    has_slips = models.BooleanField(_("By single-use codes on slips of paper"), default=False)
    about = models.CharField(_("A sentence to those who answer"), max_length=300, blank=True)
    closed_on = models.DateField(null=True)

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "key"], name="surveys_key_once"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="surveys_days"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def year(self) -> int:
        """The year that its results are of: that of its first day, in pages, publications and files alike."""
        return int(self.opens.year)


class Questionnaires(Owned):
    """The association's own questionnaires and scales, as `surveys.own.own_to_text` writes them: one row."""

    content = models.TextField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association"], name="surveys_own_once"),
        ]


class Wording(Owned):
    """How a questionnaire (its key) is worded in a language, as `surveys.wording.wording_to_text` writes it."""

    questionnaire = models.CharField(max_length=60)
    language = models.CharField(max_length=40)
    content = models.TextField()

    class Meta(Owned.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["association", "questionnaire", "language"], name="surveys_wording_once"),
        ]
