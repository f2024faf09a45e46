"""What the measures of surveys are taken of is sound: forms that are all counted, the same ones every time."""

from collections import Counter

from bench.surveys import EACH, forms_of, the_questionnaire
from mellanrum.surveys.checks import form_findings


def test_forms_are_the_same_every_time_and_without_faults() -> None:
    asked = the_questionnaire()

    assert forms_of(asked) == forms_of(asked)
    assert Counter(form.group for form in forms_of(asked)) == {group.key: EACH for group in asked.groups}
    assert [item for form in forms_of(asked) for item in form_findings(form, asked)] == []
