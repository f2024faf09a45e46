"""How many forms each group handed in, of how many: the rate of the survey, told apart from that of a question."""

from dataclasses import dataclass

from mellanrum.surveys.results import Response, percent
from mellanrum.surveys.series import YearResults
from mellanrum.web.survey_results.names import group_name
from mellanrum.web.survey_results.telling.desk import Desk


@dataclass(frozen=True, slots=True)
class ShownResponse:
    """A group's forms. Without `handed_in` there are too few to tell."""

    group: str
    handed_in: int | None
    offered: int | None
    rate: int | None


def responses_of(desk: Desk, results: YearResults | None) -> tuple[ShownResponse, ...]:
    """List the groups that have been asked."""
    if results is None:
        return ()
    return tuple(_shown(desk, results, each) for each in results.responses if each.handed_in or each.offered)


def _shown(desk: Desk, results: YearResults, each: Response) -> ShownResponse:
    name = group_name(results.questionnaire, each.group)
    if each.handed_in < desk.threshold:
        return ShownResponse(name, None, each.offered, None)
    return ShownResponse(name, each.handed_in, each.offered, percent(each.rate))
