"""Results of surveys for the tests of the web: the example's, and small tables as others write them.

reported_in(association)          # five years of indicators and the national ones, as the example has them
TABLE                             # text to paste
"""

from datetime import date

from mellanrum.composition.example_surveys import reported_surveys, survey_example
from mellanrum.composition.surveying import look_at_results
from mellanrum.findings import has_error
from mellanrum.surveys.importing.mapping import suggested
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.questionnaires import questionnaire_of
from mellanrum.surveys.reported import Reported, ReportedSurvey
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import ReportedResults, Whose
from mellanrum.web.survey_results.services.activities import save_activity
from mellanrum.web.survey_results.services.own_sets import Chosen, save_set
from mellanrum.web.survey_results.services.reported import Arriving, keep
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

DAY = date(2023, 12, 31)
"""The last day of the year that TABLE is of."""
TABLE = """Grupp;Fråga;Kön;Enkäter;Antal svar;Negativa;Varken;Positiva;Klart positiva
Deltagare avslut;1;Samtliga;123;118;2;3;113;95
Deltagare avslut;1;kvinnor;63;63;1;2;60;54
Deltagare avslut;1;män;56;51;1;1;49;39
Deltagare avslut;6;Samtliga;123;110;14;20;76;50
Deltagare avslut;7;Samtliga;123;112;9;12;91;72
Styrelse;1;Samtliga;4;4;0;1;3;2
"""
"""Three questions of participants at the end, and one of a board too small to tell of."""


def reported_in(association: Association, standing: Standing | None = None) -> Association:
    """Read the example's published results in, as the manager does."""
    manager = standing or standing_in(association)
    example = survey_example()
    for whose, published in ((Whose.OWN, example.reported), (Whose.NATIONAL, example.national)):
        for survey in reported_surveys(published):
            keep(manager, Arriving(survey, whose))
    return association


def read_table(standing: Standing, table: str, year: int) -> None:
    """Read a table of the association's own results in."""
    day = date(year, 12, 31)
    asked = questionnaire_of("indicators", day)
    assert asked
    tables = look_at_results(table.encode(), "resultat.csv", (asked,)).tables
    survey, found = read_results(tables, suggested(tables), asked, year=year, source="NNS")
    assert not has_error(found), found
    keep(standing, Arriving(survey, Whose.OWN))


def results_to_walk(standing: Standing) -> dict[str, int]:
    """Have results, of an event among them, an activity and a set; gives what their addresses take."""
    if not ReportedResults.objects.of(standing.association).exists():  # the example has them already
        reported_in(standing.association, standing)
    rows = (
        Reported(
            "attendees",
            "satisfied",
            None,
            {"asked": 43, "valid": 43},
            {"negative": 0, "neither": 3, "positive": 40, "clearly_positive": 28},
        ),
    )
    kept = keep(standing, Arriving(ReportedSurvey("event", 2025, "Utvärderingen", rows), Whose.OWN))
    activity = save_activity(standing, None, ("Konferensen", date(2025, 10, 8), None), ["reported_event"])
    chosen = Chosen("Minst delvis", ("partly", "large_part", "very_large_part", "wholly"), 2018)
    own_set = save_set(standing, None, ("indicators", "da6"), chosen)
    return {
        "survey_results:undo.pk": kept.pk,
        "survey_results:own_set.pk": own_set.pk,
        "survey_results:remove_set.pk": own_set.pk,
        "survey_results:activity.pk": activity.pk,
        "survey_results:remove_activity.pk": activity.pk,
    }
