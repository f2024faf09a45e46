"""The tables of surveys with their coarser forms, and what ties forms, questions and gates to each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mellanrum.composition.published.survey_numbers import (
    VALID,
    Respondents,
    SurveyNumbers,
    Told,
    agree,
    gate_of,
    openings,
    question_name,
    single_code,
)
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, Variable
from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.results import CLEARLY_POSITIVE, NEGATIVE, NEITHER, POSITIVE
from mellanrum.surveys.sex import Sex

SURVEY, YEAR, RESPONDENTS, QUESTION = "survey", "year", "respondents", "question"
"""The variables that say where a survey's number stands."""
ANSWER, SEX, REPLY = "answer", "stated_sex", "reply"
"""What it is counted by. The sex that somebody states is not the legal one that participants are counted by."""
ANSWERS, FORMS = "survey_answers", "survey_forms"
"""What is counted: forms by what they answer to a question, and forms by whether they were handed in."""
HANDED_IN, NOT_HANDED_IN, NOT_VALID, MOSTLY = "handed_in", "not_handed_in", "not_valid", "rather_positive"
ALL_FORMS, OF_GROUP, BY_SEX, VALID_ANSWERS, OFFERED, BY_ANSWER, BY_SINGLE = 40, 20, 10, 6, 3, 2, 1
"""What hiding a number costs: of all, of a group, by sex, valid answers, forms offered, by answer, by single answer."""
_ANSWERS: Mapping[str, str] = {
    VALID: "Valid answers",
    NEGATIVE: "Negative",
    NEITHER: "Neither",
    POSITIVE: "Positive",
    CLEARLY_POSITIVE: "Clearly positive",
    MOSTLY: "Positive, but not clearly",
    NOT_VALID: "No valid answer",
}
_SEXES = {Sex.WOMAN.value: "Women", Sex.MAN.value: "Men", Sex.OTHER.value: "Other or not stated"}


@dataclass(frozen=True)
class SurveyLaying:
    """The tables and flows of one survey's year.

    Single answers are told of questions that have no other way to tell them; of all with `every_answer`.
    """

    numbers: SurveyNumbers
    lang: Language = "sv"
    every_answer: bool = False

    @property
    def at(self) -> Mapping[str, str]:
        """Where all of it stands."""
        return {SURVEY: self.numbers.key, YEAR: self.numbers.year}

    def at_group(self, group: Respondents) -> Mapping[str, str]:
        """Return where a group's numbers stand."""
        return {**self.at, RESPONDENTS: respondents_code(self.numbers.questionnaire, group.group.key)}

    def at_question(self, group: Respondents, key: str) -> Mapping[str, str]:
        """Return where the numbers of a group's question stand."""
        return {**self.at_group(group), QUESTION: question_code(self.numbers.questionnaire, group.group.key, key)}

    def tables(self) -> Iterator[Table]:
        """Make the tables: forms of all groups, and of each group its forms and its questions."""
        yield from self._all_forms()
        for group in self.numbers.respondents:
            yield from self._forms(group)
            for told in group.questions:
                yield from self._question(group, told)

    def flows(self) -> Iterator[Flow]:
        """Give what ties: groups are all, a question without a gate has the group's forms, a gate those behind it."""
        yield from self._groups()
        for group, told in self._told():
            if told.question.only_after is None:
                if agree(group.forms, told.column(TOTAL)):
                    asked = Step(-1, ANSWERS, {QUESTION: self.at_question(group, told.question.key)[QUESTION]})
                    yield Flow((Step(1, FORMS, {REPLY: HANDED_IN}), asked), self.at_group(group))
            else:
                yield from self._behind(group, told)
            yield from self._adding_up(group, told)

    def _adding_up(self, group: Respondents, told: Told) -> Iterator[Flow]:
        """Give that single answers make what they are told as: positive or not, or the valid ones."""
        questionnaire = self.numbers.questionnaire
        wholes = {VALID: questionnaire.valid(told.question)}
        if questionnaire.is_grouped(told.question):
            wholes |= {each: questionnaire.grouped(told.question, each) for each in (NEGATIVE, NEITHER, POSITIVE)}
            wholes[CLEARLY_POSITIVE] = questionnaire.grouped(told.question, CLEARLY_POSITIVE)
        for whole, answers in wholes.items():
            codes = {single_code(questionnaire, told.question, answer) for answer in answers}
            if told.singles and codes and codes <= told.singles.keys():
                parts = (Step(-1, ANSWERS, {ANSWER: code}) for code in sorted(codes))
                yield Flow((Step(1, ANSWERS, {ANSWER: whole}), *parts), self.at_question(group, told.question.key))

    def _told(self) -> Iterator[tuple[Respondents, Told]]:
        return ((group, told) for group in self.numbers.respondents for told in group.questions)

    def _groups(self) -> Iterator[Flow]:
        if self._has_all:
            codes = (self.at_group(group)[RESPONDENTS] for group in self.numbers.respondents)
            parts = (Step(-1, FORMS, {RESPONDENTS: code}) for code in codes)
            yield Flow((Step(1, FORMS), *parts), {**self.at, REPLY: HANDED_IN})

    @property
    def _has_all(self) -> bool:
        return self.numbers.is_whole and len(self.numbers.respondents) > 1

    def _behind(self, group: Respondents, told: Told) -> Iterator[Flow]:
        """Give that those who opened a gate are those asked behind it."""
        gate = gate_of(told, group.questions)
        if gate is None:
            return  # nobody tells of it, and then not of how many were asked
        asked = {QUESTION: self.at_question(group, told.question.key)[QUESTION]}
        for code, sexes in openings(self.numbers.questionnaire, gate, told):
            opened = {QUESTION: self.at_question(group, gate.question.key)[QUESTION], ANSWER: code}
            steps = Step(1, ANSWERS, opened), Step(-1, ANSWERS, asked)
            if TOTAL in sexes:
                yield Flow(steps, self.at_group(group))
                continue
            for sex in sexes:
                yield Flow(steps, {**self.at_group(group), SEX: sex})
            parts = (Step(-1, ANSWERS, {SEX: sex}) for sex in sexes)
            yield Flow((Step(1, ANSWERS), *parts), self.at_question(group, told.question.key))

    def _all_forms(self) -> Iterator[Table]:
        if self._has_all:
            number = sum(group.forms[TOTAL] for group in self.numbers.respondents)
            yield self._of_forms("forms", self._title(""), {(HANDED_IN,): number}, self.at, ALL_FORMS)

    def _forms(self, group: Respondents) -> Iterator[Table]:
        if not group.forms:
            return
        key, title, at = (
            f"{group.group.key}.forms",
            self._title(words(group.group.label, self.lang)),
            self.at_group(group),
        )
        handed_in = group.forms[TOTAL]
        yield self._of_forms(key, title, {(HANDED_IN,): handed_in}, at, OF_GROUP)
        if len(group.forms) > 1:
            by_sex: dict[tuple[str, ...], int] = {(HANDED_IN, sex): number for sex, number in group.forms.items()}
            yield self._of_forms(f"{key}.sex", title, by_sex, at, BY_SEX)
        if group.offered is not None and group.offered >= handed_in:
            offered: dict[tuple[str, ...], int] = {(TOTAL,): group.offered, (HANDED_IN,): handed_in}
            yield self._of_forms(f"{key}.offered", title, offered, at, OFFERED)

    def _of_forms(
        self, key: str, title: str, numbers: Mapping[tuple[str, ...], int], at: Mapping[str, str], weight: int
    ) -> Table:
        by = (REPLY, SEX)[: len(next(iter(numbers)))]
        forms = (without_sex(self.lang),) if SEX in by else ()
        return Table(self._key(key), title, FORMS, by, numbers, at, weight, forms)

    def _question(self, group: Respondents, told: Told) -> Iterator[Table]:
        """Make a question's tables: its valid answers, which it can hardly do without, and the answers by sex."""
        name = question_name(self.numbers.questionnaire, told.question, self.lang)
        key, at = f"{group.group.key}.{told.question.key}", self.at_question(group, told.question.key)
        whole: dict[tuple[str, ...], int] = {
            (answer,): number for (answer, sex), number in told.numbers.items() if sex == TOTAL
        }
        valid = {codes: number for codes, number in whole.items() if codes[0] in {TOTAL, VALID}}
        title = self._title(name)
        yield Table(self._key(f"{key}.valid"), title, ANSWERS, (ANSWER,), valid, at, VALID_ANSWERS)
        by = (ANSWER, SEX) if told.by_sex else (ANSWER,)
        numbers = told.numbers if told.by_sex else whole
        is_grouped = self.numbers.questionnaire.is_grouped(told.question)
        grouped = {codes: number for codes, number in numbers.items() if codes[0] not in told.singles}
        shown = grouped if is_grouped else numbers
        if shown != valid:
            forms = tuple(_forms(by, {codes[0] for codes in shown}, self.lang))
            yield Table(self._key(key), title, ANSWERS, by, shown, at, BY_ANSWER, forms)
        if is_grouped and told.singles and self.every_answer:
            kept = {TOTAL, VALID, *told.singles}
            single = {codes: number for codes, number in numbers.items() if codes[0] in kept}
            forms = tuple(_forms(by, kept, self.lang))
            about = words("Each of the answers by itself.", self.lang)
            yield Table(self._key(f"{key}.answers"), title, ANSWERS, by, single, at, BY_SINGLE, forms, about=about)

    def _key(self, key: str) -> str:
        return f"{self.numbers.key}.{self.numbers.year}.{key}"

    def _title(self, what: str) -> str:
        survey = f"{self.numbers.label} {self.numbers.year}"
        return f"{survey}: {what}" if what else survey


def without_sex(lang: Language) -> Form:
    """Give the coarser form of a table that tells nothing by sex."""
    return Form("without_sex", words("without sex", lang), {SEX: (TOTAL,)})


def _forms(by: tuple[str, ...], answers: set[str], lang: Language) -> Iterator[Form]:
    """Give the coarser forms, finest first: without sex, positive or not, and nothing but valid answers."""
    without: Mapping[str, tuple[str, ...]] = {SEX: (TOTAL,)} if SEX in by else {}
    if without:
        yield without_sex(lang)
    for last in (POSITIVE, VALID):
        kept = tuple(code for code in dict.fromkeys((TOTAL, VALID, last)) if code in answers)
        if last in kept and len(kept) < len(answers):
            label = words("only {answer}", lang, answer=words(_ANSWERS[last], lang).lower())
            yield Form(
                last, ", ".join((label, *([words("without sex", lang)] if without else []))), {ANSWER: kept, **without}
            )


def respondents_code(questionnaire: Questionnaire, group: str) -> str:
    """Return the code of a group: the same in every year."""
    return f"{questionnaire.key}.{group}"


def question_code(questionnaire: Questionnaire, group: str, question: str) -> str:
    """Return the code of a question: the same in every year."""
    return f"{questionnaire.key}.{group}.{question}"


def survey_variables(
    surveys: Iterable[SurveyNumbers], lang: Language, *, every_answer: bool = False
) -> dict[str, Variable]:
    """Make every variable by its key."""
    years: dict[str, str] = {}
    names: dict[str, str] = {}
    groups: dict[str, str] = {}
    questions: dict[str, str] = {}
    singles: dict[str, str] = {}
    for each in surveys:
        years[each.year], names[each.key] = each.year, each.label
        for group in each.respondents:
            groups[respondents_code(each.questionnaire, group.group.key)] = words(group.group.label, lang)
            for told in group.questions:
                code = question_code(each.questionnaire, group.group.key, told.question.key)
                questions[code] = question_name(each.questionnaire, told.question, lang)
                singles |= told.singles if every_answer or not each.questionnaire.is_grouped(told.question) else {}
    made = (
        Variable(SURVEY, words("Survey", lang), names),
        Variable(YEAR, words("Year", lang), dict(sorted(years.items()))),
        Variable(RESPONDENTS, words("Respondents", lang), groups),
        Variable(QUESTION, words("Question", lang), questions),
        *_counted_by(lang, singles),
    )
    return {each.key: each for each in made}


def _counted_by(lang: Language, singles: Mapping[str, str]) -> Iterator[Variable]:
    answers = (
        Sum(TOTAL, (VALID, NOT_VALID)),
        Sum(VALID, (NEGATIVE, NEITHER, POSITIVE)),
        Sum(POSITIVE, (CLEARLY_POSITIVE, MOSTLY)),
    )
    replies = {HANDED_IN: words("Forms handed in", lang), NOT_HANDED_IN: words("Forms not handed in", lang)}
    codes = {**{code: words(each, lang) for code, each in _ANSWERS.items()}, **singles}
    yield Variable(ANSWER, words("Answer", lang), codes, answers)
    sexes = {code: words(label, lang) for code, label in _SEXES.items()}
    yield Variable(SEX, words("Stated sex", lang), sexes, (Sum(TOTAL, tuple(sexes)),))
    yield Variable(REPLY, words("Reply", lang), replies, (Sum(TOTAL, tuple(replies)),))
