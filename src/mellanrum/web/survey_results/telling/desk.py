"""What a page is made from: who reads, all results, the year chosen, and from how many answers they are told."""

from dataclasses import dataclass

from mellanrum.documents.model import Chart, Table
from mellanrum.surveys.results import Result, Telling
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.opening import Results


@dataclass(frozen=True)
class Desk:
    """Results as they are looked at."""

    standing: Standing
    results: Results
    year: int
    threshold: int

    def telling(self, result: Result) -> Telling:
        """Say whether a result may be told: reported ones of few are held back as the association's own are."""
        few = any(number is not None and number < self.threshold for number in (result.valid, result.asked))
        return Telling.TOO_FEW if result.is_shown and few else result.telling


@dataclass(frozen=True, slots=True)
class Told:
    """A table, and its chart where it has one; `heading` stands over both."""

    table: Table
    chart: Chart | None = None
    heading: str = ""
