"""Results as figures, with their trace: what pages open, and what may be cited."""

from dataclasses import replace

from mellanrum.composition.surveying import survey_families
from mellanrum.figures import Family, FigureBook, Period
from mellanrum.surveys.series import YearResults
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.opening import Results
from mellanrum.web.survey_results.services.totals import typed_in
from mellanrum.web.tenancy.models import Association


def families_of(association: Association, results: Results) -> tuple[Family, ...]:
    """Return the families of figures of an association's results: `indicators.*`, `national_indicators.*`, `surveys.*`.

    Of all together alone: which numbers by sex may stand beside each other is for disclosure control to say.
    """

    def together(year: YearResults) -> YearResults:
        told = tuple(replace(each, by_sex={}) for each in year.results)
        responses = tuple(each for each in year.responses if each.handed_in >= results.threshold)
        return replace(year, results=told, responses=responses)

    return survey_families(
        [together(each) for each in results.indicators],
        [together(each) for each in results.national],
        {key: [together(year) for year in survey.years] for key, survey in results.surveys.items()},
        typed_in(association, results.threshold),
    )


def book_of(standing: Standing, results: Results, year: int) -> FigureBook:
    """Open a book of a year's results."""
    association = standing.association
    return FigureBook(association.name, Period.of_year(year), standing.day, families_of(association, results))
