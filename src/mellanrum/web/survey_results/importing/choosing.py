"""What a file's words mean, as the page asks and as somebody has said it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.findings import Finding, words
from mellanrum.findings.sheet import normal
from mellanrum.surveys.importing.found import FoundTable
from mellanrum.surveys.importing.mapping import ALL, ResultsMapping, suggested, unknown_words
from mellanrum.surveys.importing.vocabulary import MEANINGS, SKIP
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.sex import Sex
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.names import SEXES, question_name

LABELS: Mapping[str, str | Promise] = {
    "group": gettext_lazy("Group"),
    "question": gettext_lazy("Question"),
    "indicator": gettext_lazy("Indicator"),
    "sex": gettext_lazy("Stated sex"),
    "answer": gettext_lazy("Answer"),
    "handed_in": gettext_lazy("Forms handed in"),
    "asked": gettext_lazy("How many were asked"),
    "valid": gettext_lazy("Valid answers"),
    "offered": gettext_lazy("Forms offered"),
    "negative": gettext_lazy("Negative, how many"),
    "neither": gettext_lazy("Neither, how many"),
    "positive": gettext_lazy("Positive, how many"),
    "clearly_positive": gettext_lazy("Clearly positive, how many"),
    "number": gettext_lazy("How many gave the answer"),
    "share_negative": gettext_lazy("Negative, share"),
    "share_neither": gettext_lazy("Neither, share"),
    "share_positive": gettext_lazy("Positive, share"),
    "share_clearly_positive": gettext_lazy("Clearly positive, share"),
    "share": gettext_lazy("Share that gave the answer"),
    "answer_rate": gettext_lazy("Answer rate"),
    "mean": gettext_lazy("Mean"),
    SKIP: gettext_lazy("Left alone"),
}
"""What a column may hold, in the order to choose from."""
COLUMN, OF, WORD = "column.", "of.", "word."
_KINDS = ("group", "question", "sex", "answer")
_FIELDS = {"group": "groups", "question": "questions", "sex": "sexes", "answer": "answers"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of the file, what it may mean, and what it is taken for."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


def said(posted: Mapping[str, str], tables: Sequence[FoundTable], remembered: ResultsMapping) -> ResultsMapping:
    """Return what words mean: as said on the page, else as remembered, else as guessed."""
    columns = {}
    for heading in headings_of(tables):
        meaning = posted.get(f"{COLUMN}{heading}", "")
        if meaning in MEANINGS:
            sex = posted.get(f"{OF}{heading}", "")
            columns[heading] = f"{meaning}@{sex}" if sex in set(Sex) else meaning
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for name, value in posted.items():
        if name.startswith(WORD) and value:
            kind, _dot, text = name.removeprefix(WORD).partition(".")
            if kind in found:
                found[kind][normal(text)] = value
    more = ResultsMapping(columns, **{_FIELDS[kind]: texts for kind, texts in found.items()})
    return suggested(tables, remembered.with_more(more))


def worth_remembering(mapping: ResultsMapping, tables: Sequence[FoundTable]) -> ResultsMapping:
    """Return the part of a mapping that is of this file: what was guessed wrongly in another is not kept."""
    own = set(headings_of(tables))
    return replace(mapping, columns={key: value for key, value in mapping.columns.items() if key in own})


def headings_of(tables: Sequence[FoundTable]) -> tuple[str, ...]:
    """List the headings of tables, each once, as mappings know them."""
    return tuple(dict.fromkeys(normal(each) for table in tables for each in table.headings if each))


def columns_asked(tables: Sequence[FoundTable], mapping: ResultsMapping) -> Iterator[tuple[Choice, Choice]]:
    """Give each heading with what its column may hold, and of which sex alone."""
    options = tuple((key, str(label)) for key, label in LABELS.items())
    sexes = (("", _("All, or as another column says")), *((sex.value, str(SEXES[sex])) for sex in SEXES))
    written = {normal(each): each for table in tables for each in table.headings if each}
    for heading in headings_of(tables):
        meaning, _at, sex = mapping.columns.get(heading, SKIP).partition("@")
        of = _("%(heading)s, of whom") % {"heading": written[heading]}
        yield (
            Choice(f"{COLUMN}{heading}", written[heading], options, meaning),
            Choice(f"{OF}{heading}", of, sexes, sex),
        )


def words_asked(
    tables: Sequence[FoundTable], mapping: ResultsMapping, questionnaire: Questionnaire, found: Sequence[Finding]
) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """Give the words that nothing is known of, by kind, with what each may mean.

    Words that have been said to mean something stay, so that what was said can be changed.
    """
    unknown = dict(unknown_words(tables, mapping, questionnaire))
    unknown["question"] = tuple(
        dict.fromkeys(str(each.parameters["written"]) for each in found if each.code == "surveys.import_question")
    )
    for kind in _KINDS:
        texts = unknown.get(kind, ())
        if texts:
            options = tuple(_options(kind, questionnaire))
            yield kind, tuple(Choice(f"{WORD}{kind}.{text}", text, options) for text in texts)


def _options(kind: str, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    if kind == "group":
        yield from ((each.key, words(each.label, lang())) for each in questionnaire.groups)
    elif kind == "question":
        yield from ((each.key, question_name(questionnaire, each)) for each in questionnaire.questions)
    elif kind == "sex":
        yield ALL, _("All")
        yield from ((sex.value, str(label)) for sex, label in SEXES.items())
    else:
        yield from _answers(questionnaire)


def _answers(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for question in questionnaire.questions:
        for key in questionnaire.answers(question):
            seen.setdefault(key, words(answer_label(questionnaire, question, key), lang()))
    yield from seen.items()
