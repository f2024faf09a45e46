"""Reports that have been made, or are being made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import User
from mellanrum.web.tenancy.models import Owned


class State(models.TextChoices):
    """How far the making of a report has come."""

    MAKING = "making", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Could not be made")


class MadeReport(Owned):
    """A report of a year as it was made: the documents, and the figures they show.

    `changes` is the number of changes to the economy it was made from, `look` a hash of how the association's reports
    looked then. `snapshot` holds the figures it shows, as
    evidence to compare with and never to read figures from; `page` is the report as a web page, `charts` its drawings
    by key. While it is being made, `step` says what is being done and `beat` when it was last heard of; `problem` is
    the finding codes or the fault that stopped it, as text.
    """

    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.MAKING)
    step = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    changes = models.PositiveBigIntegerField()
    look = models.CharField(max_length=64, blank=True)
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    pdf = models.BinaryField(null=True)
    word = models.BinaryField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    word_sha256 = models.CharField(max_length=64, blank=True)
    page = models.TextField(blank=True)
    charts = models.JSONField(default=dict)
    snapshot = models.TextField(blank=True)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.year} {self.get_state_display()}"
