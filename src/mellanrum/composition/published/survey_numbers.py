"""Which numbers of a survey may come into a set at all: what is open, of too few, or without numbers stays out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import Finding, finding, words
from mellanrum.numbers import Language
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.results import GROUPINGS, QuestionResults, Response, Result, Telling
from mellanrum.surveys.rules import Group, QuestionRule
from mellanrum.surveys.series import YearResults
from mellanrum.surveys.sex import TOLD, Sex

VALID = "valid"
Numbers = Mapping[tuple[str, ...], int]
"""A question's numbers: by answer (TOTAL, "valid", the groups of answers) and stated sex (TOTAL, "woman" …)."""


@dataclass(frozen=True)
class Told:
    """A question that numbers are told of. `by_sex` are the sexes beside all of them.

    `singles` are its single valid answers, what they are called by their codes, where it is known how many gave each;
    the numbers hold them, too. Grades have none: beside their mean they would tell more than any table.
    """

    question: QuestionRule
    numbers: Numbers
    by_sex: tuple[str, ...] = ()
    singles: Mapping[str, str] = field(default_factory=dict)

    def column(self, answer: str) -> dict[str, int]:
        """Return the numbers of an answer, by stated sex."""
        return {sex: number for (of, sex), number in self.numbers.items() if of == answer}


@dataclass(frozen=True)
class Respondents:
    """A group of a survey: its forms by stated sex (none where nobody says), how many were offered, its questions."""

    group: Group
    forms: Mapping[str, int]
    offered: int | None
    questions: tuple[Told, ...]


@dataclass(frozen=True)
class SurveyNumbers:
    """A survey's year as it comes into a set. `is_whole` tells that every group that answered is told of in numbers."""

    key: str
    label: str
    results: YearResults
    respondents: tuple[Respondents, ...]
    is_whole: bool
    left_out: tuple[Finding, ...]

    @property
    def year(self) -> str:
        """Which year it is of."""
        return str(self.results.year)

    @property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        return self.results.questionnaire


def survey_numbers(key: str, label: str, results: YearResults, threshold: int, lang: Language) -> SurveyNumbers:
    """Take what may come into a set from a survey's results of a year.

    Findings: published.survey_open; published.survey_few and published.question_few where fewer than `threshold` have
    answered; published.question_gate where those asked behind a gate are no number of the set; published.survey_shares
    where a group has shares of an unknown number.
    """
    reading = _Reading(label, results, threshold, lang)
    respondents = reading.respondents()
    is_whole = not reading.lacks_groups and all(each.forms for each in respondents)
    return SurveyNumbers(key, label, results, respondents, is_whole, tuple(reading.left_out))


def question_name(questionnaire: Questionnaire, question: QuestionRule, lang: Language) -> str:
    """Name a question by its letters and number, and what it is about."""
    group = questionnaire.group(question.group)
    letters = group.letters if group is not None else ""
    return f"{letters}{question.number} {words(question.label, lang)}"


@dataclass
class _Reading:
    label: str
    results: YearResults
    threshold: int
    lang: Language
    left_out: list[Finding] = field(default_factory=list)
    lacks_groups: bool = False

    def respondents(self) -> tuple[Respondents, ...]:
        if any(map(_is_open, self.results.results)):
            self.left_out.append(finding("published.survey_open", survey=self.label, year=self._year))
            self.lacks_groups = True
        found = (self._group(group) for group in self.results.questionnaire.groups)
        return tuple(each for each in found if each is not None)

    def _group(self, group: Group) -> Respondents | None:
        results = [each for each in self.results.results if each.question.group == group.key and not _is_open(each)]
        response = self.results.response(group.key) or _response(group, results)
        is_told = any(each.all.is_shown for each in results)
        if not is_told and not response.handed_in and not response.offered:
            return None  # nobody asked them
        if not is_told or 0 < response.handed_in < self.threshold:
            self._leave_out("published.survey_few", words(group.label, self.lang))
            self.lacks_groups = True
            return None
        if any(_has_shares_alone(each.all) for each in results):
            self._leave_out("published.survey_shares", words(group.label, self.lang))
        forms = _forms(response, results)
        questions = tuple(self._tied(tuple(self._questions(results)), forms))
        return Respondents(group, forms, response.offered, questions)

    def _tied(self, questions: Sequence[Told], forms: Mapping[str, int]) -> Iterator[Told]:
        """Keep the questions whose numbers the set can hold together: one that it cannot would tell of the others."""
        for told in questions:
            gate = gate_of(told, questions)
            if told.question.only_after is None:
                yield _of_forms(told, forms)
            elif gate is None and self._is_untold(told.question.group, told.question.only_after[0]):
                yield without_asked(told)
            elif gate is not None and any(openings(self.results.questionnaire, gate, told)):
                yield told
            else:
                name = question_name(self.results.questionnaire, told.question, self.lang)
                self._leave_out("published.question_gate", name)

    def _is_untold(self, group: str, question: str) -> bool:
        """Tell whether nobody says how a question was answered in numbers: no table would tell of it in any case."""
        results = self.results.of(group, question)
        return results is None or (results.all.is_shown and results.all.valid is None)

    def _questions(self, results: Iterable[QuestionResults]) -> Iterator[Told]:
        for each in results:
            if self._is_few(each.all):
                name = question_name(self.results.questionnaire, each.question, self.lang)
                self._leave_out("published.question_few", name)
            elif each.all.valid is not None:
                yield self._told(each)

    def _is_few(self, result: Result) -> bool:
        known = (result.valid, _asked(result))
        return not result.is_shown or any(number is not None and number < self.threshold for number in known)

    def _told(self, results: QuestionResults) -> Told:
        of_sexes = {TOTAL: results.all, **{sex.value: result for sex, result in results.by_sex.items()}}
        singles = self._singles(results.question, of_sexes.values())
        columns = {sex: {**_numbers(each), **_of_singles(each, singles)} for sex, each in of_sexes.items()}
        if set(TOLD) <= set(columns):
            others = _others(columns)
            # Few others are no column to show; linking knows that they are there.
            if others.get(VALID, 0) >= self.threshold:
                columns[Sex.OTHER.value] = others
        numbers: dict[tuple[str, ...], int] = {
            (answer, sex): number for sex, column in columns.items() for answer, number in column.items()
        }
        named = {code: words(label, self.lang) for code, label in singles.values()}
        return Told(results.question, numbers, tuple(columns)[1:], named)

    def _singles(self, question: QuestionRule, columns: Iterable[Result]) -> dict[str, tuple[str, str]]:
        """Return code and label of each valid answer of a list, where they make all valid ones in every column."""
        questionnaire = self.results.questionnaire
        if questionnaire.scale(question).is_grade:
            return {}
        valid = questionnaire.valid(question)
        listed = [answer for answer in questionnaire.answers(question) if answer in valid]
        if any(sum(each.answers.get(answer, 0) for answer in listed) != each.valid for each in columns):
            return {}
        return {
            answer: (single_code(questionnaire, question, answer), answer_label(questionnaire, question, answer))
            for answer in listed
        }

    @property
    def _year(self) -> str:
        return str(self.results.year)

    def _leave_out(self, code: str, what: str) -> None:
        self.left_out.append(finding(code, survey=self.label, year=self._year, what=what))


def agree(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Tell whether two columns are of the same people: the same numbers, of all and of each sex that both have."""
    return TOTAL in one.keys() & other.keys() and all(one[sex] == other[sex] for sex in one.keys() & other.keys())


def _of_forms(told: Told, forms: Mapping[str, int]) -> Told:
    """Tell how many were asked where those are the group's forms, and by sex where they are each sex's.

    Others, as of a question that came with the year's second version, are a part of the forms that the set does not
    know: what is hidden of one question would be read off another that was asked of the same part.
    """
    asked = told.column(TOTAL)
    if agree(forms, asked):
        return told
    return without_asked(told, but_of_all=TOTAL in forms.keys() & asked.keys() and forms[TOTAL] == asked[TOTAL])


def without_asked(told: Told, *, but_of_all: bool = False) -> Told:
    """Leave out how many were asked, or with `but_of_all` how many of each sex."""
    kept = {(TOTAL, TOTAL)} if but_of_all else set()
    held = {place: number for place, number in told.numbers.items() if place[0] != TOTAL or place in kept}
    return replace(told, numbers=held)


def gate_of(told: Told, questions: Iterable[Told]) -> Told | None:
    """Return the question before one that is asked behind a gate; None where nothing is told of it."""
    gate = told.question.only_after
    return None if gate is None else next((each for each in questions if each.question.key == gate[0]), None)


def openings(questionnaire: Questionnaire, gate: Told, told: Told) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the codes of a gate that hold those asked behind it and no others, with the sexes they hold for.

    A code is the answer by itself, or a group of answers that has no other. TOTAL among the sexes is all of them.
    Where the answers of those without a split are withheld behind the gate, the sexes that keep theirs hold alone.
    """
    answer = told.question.only_after[1] if told.question.only_after else ""
    alone = [code for code in GROUPINGS if questionnaire.grouped(gate.question, code) == frozenset({answer})]
    single = single_code(questionnaire, gate.question, answer)
    if single in gate.singles and not questionnaire.is_grouped(gate.question):
        alone.append(single)
    asked = told.column(TOTAL)
    for code in alone:
        opened = gate.column(code)
        sexes = tuple(sex for sex in asked if sex in opened)
        if agree(opened, asked):
            yield code, sexes
        elif _holds_by_sex(opened, asked):
            yield code, tuple(sex for sex in sexes if sex != TOTAL)


def _holds_by_sex(opened: Mapping[str, int], asked: Mapping[str, int]) -> bool:
    """Tell whether those asked are the sexes that both columns have, and whoever else opened the gate is withheld."""
    sexes = (opened.keys() & asked.keys()) - {TOTAL}
    is_whole = TOTAL in opened.keys() & asked.keys() and asked[TOTAL] == sum(asked[sex] for sex in sexes)
    return is_whole and bool(sexes) and all(opened[sex] == asked[sex] for sex in sexes)


def single_code(questionnaire: Questionnaire, question: QuestionRule, answer: str) -> str:
    """Return the code of a single answer: the same in every year."""
    return f"{questionnaire.key}.{question.scale}.{answer}"


def _of_singles(result: Result, singles: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    return {code: result.answers.get(answer, 0) for answer, (code, _label) in singles.items()}


def _is_open(results: QuestionResults) -> bool:
    return results.all.telling is Telling.OPEN


def _has_shares_alone(result: Result) -> bool:
    """Whether nobody can tell what its shares, or its mean, are of."""
    return bool(result.shares.keys() - result.numbers.keys() - {"answer_rate"}) or (
        result.mean is not None and result.valid is None
    )


def _asked(result: Result) -> int | None:
    """Return all who had the question before them: who opened its gate, else all who handed in a form."""
    if result.question.only_after is None and result.handed_in is not None:
        return result.handed_in
    return result.asked


def _numbers(result: Result) -> dict[str, int]:
    found = {TOTAL: _asked(result), VALID: result.valid, **{key: result.number(key) for key in GROUPINGS}}
    return {key: number for key, number in found.items() if number is not None}


def _others(columns: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Return what is left of all beside women and men, of the answers that all three have."""
    sexes = [columns[sex] for sex in TOLD]
    common = (answer for answer in columns[TOTAL] if all(answer in column for column in sexes))
    return {answer: columns[TOTAL][answer] - sum(column[answer] for column in sexes) for answer in common}


def _response(group: Group, results: Iterable[QuestionResults]) -> Response:
    """Say how many forms a group handed in where nothing says so itself: as many as its widest question was asked."""
    asked = (_asked(each.all) or 0 for each in results if each.question.only_after is None)
    return Response(group.key, max(asked, default=0))


def _forms(response: Response, results: Iterable[QuestionResults]) -> dict[str, int]:
    """Return how many forms were handed in, and by each sex that some question tells of."""
    if not response.handed_in:
        return {}
    found: dict[str, int] = {}
    for each in results:
        for sex, result in each.by_sex.items():
            if each.question.only_after is None and (number := _asked(result)) is not None:
                found[sex.value] = max(number, found.get(sex.value, 0))
    is_within = sum(found.values()) <= response.handed_in
    return {TOTAL: response.handed_in, **(found if is_within else {})}
