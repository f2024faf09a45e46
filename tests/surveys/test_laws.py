"""The laws of surveys, for whatever is answered, in whatever order."""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.figures import FigureBook, Period
from mellanrum.surveys.closing import FewOthers, closed
from mellanrum.surveys.collected import Collected, from_text, to_text
from mellanrum.surveys.counting import added, empty, tie_findings
from mellanrum.surveys.families import surveys_family
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.results import GROUPINGS, percent, results_of
from mellanrum.surveys.rules import WITHHELD
from mellanrum.surveys.series import added_results
from mellanrum.surveys.sex import STATED, TOLD, Sex
from mellanrum.surveys.years import year_of_collected
from surveys.by_hand import DAY, batch, counted, indicators, small

QUESTIONNAIRE = small()
FEW = settings(max_examples=60, deadline=None)
THRESHOLD = 5


@st.composite
def a_form(draw: st.DrawFn) -> FilledForm:
    answers: dict[str, str] = {}
    for question in QUESTIONNAIRE.of_group("guests"):
        if question.only_after is None or answers.get(question.only_after[0]) == question.only_after[1]:
            answers[question.key] = draw(st.sampled_from(QUESTIONNAIRE.answers(question)))
    return FilledForm("guests", draw(st.sampled_from(STATED)), answers)


@st.composite
def some_forms(draw: st.DrawFn) -> list[FilledForm]:
    """Up to a dozen different forms, each of them handed in some times: thresholds lie among them."""
    kinds = draw(st.lists(a_form(), max_size=8))
    times = draw(st.lists(st.integers(1, 9), min_size=len(kinds), max_size=len(kinds)))
    return [form for form, number in zip(kinds, times, strict=True) for _ in range(number)]


FORMS = some_forms()
WAYS = st.sampled_from(["unsplit", "withheld"])


@FEW
@given(forms=FORMS, dice=st.randoms(use_true_random=False))
def test_order_of_forms_does_not_matter(forms: list[FilledForm], dice: Random) -> None:
    shuffled = list(forms)
    dice.shuffle(shuffled)

    assert to_text(counted(shuffled)) == to_text(counted(forms)) == to_text(batch(forms))


@FEW
@given(forms=FORMS, few_others=WAYS)
def test_text_of_a_survey_is_read_back(forms: list[FilledForm], few_others: FewOthers) -> None:
    collected = batch(forms)

    for each in (collected, closed(collected, THRESHOLD, QUESTIONNAIRE, few_others=few_others)):
        assert from_text(to_text(each)) == each


@FEW
@given(forms=FORMS, more=FORMS)
def test_counters_added_are_those_of_all_forms(forms: list[FilledForm], more: list[FilledForm]) -> None:
    assert added(batch(forms), batch(more), QUESTIONNAIRE) == (batch([*forms, *more]), ())


@FEW
@given(forms=FORMS)
def test_counters_tie(forms: list[FilledForm]) -> None:
    assert list(tie_findings(batch(forms), QUESTIONNAIRE)) == []


@FEW
@given(forms=FORMS)
def test_sexes_add_up_to_all(forms: list[FilledForm]) -> None:
    collected = batch(forms)

    for question in QUESTIONNAIRE.questions:
        for answer in QUESTIONNAIRE.answers(question):
            by_sex = [collected.number("guests", question.key, answer, sex) for sex in Sex]
            assert sum(by_sex) == collected.number("guests", question.key, answer)


@FEW
@given(forms=FORMS)
def test_question_behind_a_gate_is_of_those_who_opened_it(forms: list[FilledForm]) -> None:
    collected = batch(forms)
    liked = QUESTIONNAIRE.question("guests", "liked")
    assert liked is not None

    asked = sum(collected.number("guests", "liked", answer) for answer in QUESTIONNAIRE.answers(liked))
    assert asked == collected.number("guests", "came", "yes")


@FEW
@given(forms=FORMS)
def test_shares_are_those_of_the_counts(forms: list[FilledForm]) -> None:
    kept = closed(batch(forms), THRESHOLD, QUESTIONNAIRE)

    for each in results_of(kept, QUESTIONNAIRE):
        result = each.all
        if not result.is_shown or not result.numbers:
            continue
        negative, neither, positive, clearly = (result.numbers[what] for what in GROUPINGS)
        assert negative + neither + positive == result.valid
        assert clearly <= positive
        shown = [percent(result.share(what)) or 0 for what in GROUPINGS[:3]]
        assert 99 <= sum(shown) <= 101
        assert all(
            2 * abs(whole * (result.valid or 0) - 100 * result.numbers[what]) <= (result.valid or 0)
            for what, whole in zip(GROUPINGS, shown, strict=False)
        )


@FEW
@given(forms=FORMS, few_others=WAYS)
def test_closing_keeps_no_slot_of_fewer_than_the_threshold(forms: list[FilledForm], few_others: FewOthers) -> None:
    kept = closed(batch(forms), THRESHOLD, QUESTIONNAIRE, few_others=few_others)

    valid = {question.key: QUESTIONNAIRE.valid(question) for question in QUESTIONNAIRE.questions}
    told: Counter[tuple[str, Sex]] = Counter()
    for cell, number in kept.cells.items():
        if cell.answer in valid[cell.question]:
            told[cell.question, cell.sex] += number
    slots: Counter[tuple[str, Sex]] = Counter()
    for cell, number in kept.cells.items():
        if cell.answer != WITHHELD:
            slots[cell.question, cell.sex] += number
    assert [slot for slot, number in slots.items() if number < THRESHOLD] == []
    assert {sex for _, sex in slots} <= {*TOLD, Sex.UNSPLIT}
    assert [slot for slot, number in told.items() if number < THRESHOLD] == []


@FEW
@given(forms=FORMS, few_others=WAYS)
def test_closing_changes_no_total_but_what_is_withheld(forms: list[FilledForm], few_others: FewOthers) -> None:
    before = batch(forms)
    kept = closed(before, THRESHOLD, QUESTIONNAIRE, few_others=few_others)

    assert kept.handed_in() == before.handed_in() == len(forms)
    if few_others == "withheld" or kept.too_few:
        return
    for question in QUESTIONNAIRE.questions:
        if kept.number("guests", question.key, WITHHELD) or question.key == "liked":
            continue
        for answer in QUESTIONNAIRE.answers(question):
            assert kept.number("guests", question.key, answer) == before.number("guests", question.key, answer)


@FEW
@given(forms=FORMS, few_others=WAYS)
def test_no_result_is_told_of_fewer_than_the_threshold(forms: list[FilledForm], few_others: FewOthers) -> None:
    kept = closed(batch(forms), THRESHOLD, QUESTIONNAIRE, few_others=few_others)

    for each in results_of(kept, QUESTIONNAIRE):
        shown = [result for result in (each.all, *each.by_sex.values()) if result.is_shown]
        assert all((result.valid or 0) >= THRESHOLD for result in shown)
        if each.by_sex:
            rest = (each.all.valid or 0) - sum(result.valid or 0 for result in each.by_sex.values())
            assert rest == 0 or rest >= THRESHOLD


@FEW
@given(forms=FORMS)
def test_open_survey_tells_nothing_but_how_many(forms: list[FilledForm]) -> None:
    collected = batch(forms)

    assert [each for each in results_of(collected, QUESTIONNAIRE) if each.all.answers or each.by_sex] == []


@FEW
@given(forms=FORMS, more=FORMS)
def test_surveys_added_are_the_survey_of_all_their_forms(forms: list[FilledForm], more: list[FilledForm]) -> None:
    """Where nobody is too few: counts are added, and shares follow from them."""
    one, other, both = (
        year_of_collected(closed(batch(each), 1, QUESTIONNAIRE), QUESTIONNAIRE, 2023)
        for each in (forms, more, [*forms, *more])
    )

    found = added_results([one, other], 2023)

    assert found is not None
    for question in QUESTIONNAIRE.questions:
        results, whole = found.of("guests", question.key), both.of("guests", question.key)
        assert whole is not None
        if results is None:
            assert not whole.all.is_shown
            continue
        parts = [each for year in (one, other) if (each := year.of("guests", question.key)) and each.all.is_shown]
        if len(parts) == 2:
            assert (results.all.valid, results.all.numbers) == (whole.all.valid, whole.all.numbers)
            assert (results.all.asked, results.all.mean) == (whole.all.asked, whole.all.mean)


@FEW
@given(forms=FORMS, few_others=WAYS)
def test_figures_are_the_results(forms: list[FilledForm], few_others: FewOthers) -> None:
    kept = closed(batch(forms), THRESHOLD, QUESTIONNAIRE, few_others=few_others)
    year = year_of_collected(kept, QUESTIONNAIRE, 2023)
    book = FigureBook("Förbundet", Period.of_year(2023), DAY, [surveys_family({"small": [year]})])

    for sex in (None, *Sex):
        for each in year.results:
            result = each.of(sex)
            before = f"surveys.small.guests.{each.question.key}"
            for what in GROUPINGS:
                figure = book.find(f"{before}.{what}", sex=sex)
                share = result.share(what) if result is not None and result.is_shown else None
                assert (None if figure is None else figure.value) == share
            mean = book.find(f"{before}.mean", sex=sex)
            assert (None if mean is None else mean.value) == (result.mean if result is not None else None)
    assert [key for key in book.keys("surveys") if book.find(key) is None] == []


@settings(max_examples=30, deadline=None)
@given(dice=st.randoms(use_true_random=False), number=st.integers(1, 12))
def test_text_of_counters_tells_no_order(dice: Random, number: int) -> None:
    """Two forms whose answers are swapped between them give the very same text: nothing ties answers together."""
    asked = indicators()
    questions = asked.of_group("board")
    answers = [{each.key: dice.choice(asked.answers(each)) for each in questions} for _ in range(number)]
    columns = {each.key: [given_to[each.key] for given_to in answers] for each in questions}
    for column in columns.values():
        dice.shuffle(column)
    swapped = [{key: column[at] for key, column in columns.items()} for at in range(number)]

    def text(given_to: list[dict[str, str]]) -> str:
        return to_text(counted([FilledForm("board", Sex.WOMAN, each) for each in given_to], asked))

    assert text(swapped) == text(answers)


def test_empty_survey_is_nothing() -> None:
    assert empty(QUESTIONNAIRE) == Collected("small", QUESTIONNAIRE.version)
