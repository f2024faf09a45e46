"""Surveys for the tests of the web: one of two questions and two groups, planned, open or closed.

standing = manager_of(association)
survey = a_survey(standing)
answered(survey, 12)
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.own import read_own_toml
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import Rules
from mellanrum.surveys.sex import STATED
from mellanrum.surveys.wording import read_wording
from mellanrum.web.access.standing import Standing, standing_of, today
from mellanrum.web.surveys import services
from mellanrum.web.surveys.answer_files import answers_to_fill_in
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.own import rules_of, save_rules, token_of_rules
from mellanrum.web.surveys.services.wordings import save_wording
from mellanrum.web.tenancy.models import Association
from support.people import somebody

BREAKFAST = """
[[scale]]
key = "mood"
label = "Humör"
answer = [
    { key = "sad", label = "Ledsen", group = "negative" },
    { key = "glad", label = "Glad", group = "positive" },
    { key = "unknown", label = "Vet ej", valid = false },
]
DATED

[[questionnaire]]
key = "breakfast"
label = "Frukostmötet"
kind = "own"
free_text = "Något mer du vill säga"
group = [{ key = "guests", label = "Gäster" }, { key = "staff", label = "Personal" }]
DATED

[[questionnaire.question]]
key = "came"
group = "guests"
number = 1
label = "Kom"
scale = "yes_no"
DATED

[[questionnaire.question]]
key = "liked"
group = "guests"
number = 2
label = "Tyckte om"
scale = "degree"
only_after = ["came", "yes"]
DATED

[[questionnaire.question]]
key = "mark"
group = "staff"
number = 1
label = "Betyg"
scale = "grade"
DATED
"""
GUEST = {"came": "yes", "liked": "wholly"}


def manager_of(association: Association, day: date | None = None) -> Standing:
    """Return where a new manager of an association stands on a day."""
    standing = standing_of(somebody("manager", association), association.slug, day)
    assert standing
    return standing


def own_rules(text: str = BREAKFAST) -> Rules:
    """Return own questionnaires written as TOML, with the days and references that every rule has."""
    dated = text.replace("DATED", 'from = 2020-01-01\nreference = "Förbundets eget"')
    rules, found = read_own_toml(dated.encode(), "eget.toml")
    assert rules is not None, found
    return rules


def with_own(standing: Standing, text: str = BREAKFAST) -> None:
    """Let an association have questionnaires of its own."""
    assert save_rules(standing, own_rules(text), token_of_rules(rules_of(standing.association))) == ()


def a_plan(opens: date | None = None, **fields: object) -> services.Plan:
    """Return a plan of a survey among guests and staff that is open from today (or a day) for two weeks."""
    first = opens or today()
    usual = services.Plan("Frukosten", "breakfast", first, first + timedelta(days=14), {"guests": 40, "staff": 12})
    return replace(usual, **fields)  # type: ignore[arg-type]  # the fields of a plan


def a_survey(standing: Standing, **fields: object) -> Survey:
    """Plan a survey, whose questionnaire is made where there is none yet."""
    if not rules_of(standing.association).questionnaires:
        with_own(standing)
    return services.plan(standing, a_plan(**fields))  # type: ignore[arg-type]  # as above


def a_form(group: str = "guests", number: int = 0, answers: Mapping[str, str] | None = None) -> FilledForm:
    """Return a filled form; numbers that follow each other are of women, men and others in turn."""
    usual = GUEST if group == "guests" else {"mark": "7"}
    return FilledForm(group, STATED[number % len(STATED)], usual if answers is None else answers)


def answered(survey: Survey, number: int, group: str = "guests", day: date | None = None) -> None:
    """Let so many answer an open survey, women, men and others in turn."""
    for each in range(number):
        assert services.answer(survey, a_form(group, each), day=day or today()) == ()


WORDING = """
questionnaire = "breakfast"
language = "sv"
source = "Förbundets egna texter"

[questions]
came = "Var du med?"
liked = "Vad tyckte du?"
mark = "Vilket betyg ger du?"
"""


def surveys_to_walk(standing: Standing) -> str:
    """Have an open survey, a questionnaire of one's own and a wording; return the survey's key."""
    survey = a_survey(standing, has_slips=True)
    wording, found = read_wording(WORDING.encode(), "text.toml", services.questionnaire_of(survey))
    assert wording is not None, found
    save_wording(standing, wording)
    answered(survey, 3)
    return survey.key


def filled_in(questionnaire: Questionnaire) -> str:
    """Fill in the file of answers of the breakfast: eight women came and liked it, six men did not come."""
    numbers = {("1", "Ja"): "8;0;", ("2", "Helt och hållet"): "8;;", ("1", "Nej"): ";6;"}
    lines = answers_to_fill_in(questionnaire).splitlines()
    return "\n".join([lines[0], *(_with_numbers(line, numbers) for line in lines[1:])])


def _with_numbers(line: str, numbers: Mapping[tuple[str, str], str]) -> str:
    group, question, answer, *_numbers = line.split(";")
    told = numbers.get((question, answer), ";;") if group == "Gäster" else ";;"
    return f"{group};{question};{answer};{told}"
