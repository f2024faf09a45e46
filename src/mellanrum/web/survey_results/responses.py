"""How many forms each group handed in, of how many: the rate of the survey, told apart from that of a question."""

from dataclasses import dataclass

from mellanrum.documents.model import Number
from mellanrum.figures import Period
from mellanrum.surveys.families import FORMS, INDICATORS, SURVEYS
from mellanrum.surveys.measures import RESPONSE_RATE
from mellanrum.surveys.reported import HANDED_IN, OFFERED
from mellanrum.surveys.results import Response
from mellanrum.surveys.series import YearResults
from mellanrum.web.survey_results.names import group_name
from mellanrum.web.survey_results.telling.cells import NOTHING, per_cent, whole
from mellanrum.web.survey_results.telling.desk import Desk


@dataclass(frozen=True, slots=True)
class ShownResponse:
    """A group's forms. Where there are too few to tell only `offered` is told."""

    group: str
    offered: Number
    is_few: bool = False
    handed_in: Number = NOTHING
    rate: Number = NOTHING


def responses_of(desk: Desk, results: YearResults | None, survey: str = "") -> tuple[ShownResponse, ...]:
    """List the groups that have been asked, of the indicators or of a survey."""
    if results is None:
        return ()
    return tuple(_shown(desk, results, each, survey) for each in results.responses if each.handed_in or each.offered)


def forms_key(group: str, measure: str, survey: str = "") -> str:
    """Name the figure of a group's forms."""
    return f"{SURVEYS}.{survey}.{group}.{measure}" if survey else f"{INDICATORS}.{FORMS}.{group}.{measure}"


def _shown(desk: Desk, results: YearResults, each: Response, survey: str) -> ShownResponse:
    name, period = group_name(results.questionnaire, each.group), Period.of_year(results.year)
    if each.handed_in < desk.threshold:
        return ShownResponse(name, whole(each.offered), is_few=True)
    return ShownResponse(
        name,
        whole(each.offered, forms_key(each.group, OFFERED, survey) if each.offered else "", period),
        handed_in=whole(each.handed_in, forms_key(each.group, HANDED_IN, survey), period),
        rate=per_cent(each.rate, forms_key(each.group, RESPONSE_RATE, survey), period),
    )
