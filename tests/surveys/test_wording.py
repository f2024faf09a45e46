"""The wording that an association loads for a questionnaire."""

from collections.abc import Iterable

from mellanrum.findings import Finding, Severity
from mellanrum.surveys.wording import Wording, read_wording, wording_from_text, wording_to_text
from surveys.by_hand import small

WHOLE = """
questionnaire = "small"
language = "so"
source = "Avtal 2023"
introduction = "Hej"
[questions]
came = "Kom du?"
liked = "Tyckte du om det?"
mark = "Vilket betyg?"
[answers]
"yes_no.yes" = "Haa"
[groups]
guests = "Gäster"
"""


def read(text: str) -> tuple[Wording | None, list[tuple[str, str | None]]]:
    wording, found = read_wording(text.encode(), "so.toml", small())
    return wording, told(found)


def told(found: Iterable[Finding]) -> list[tuple[str, str | None]]:
    return [(item.code, item.place.key) for item in found]


def test_wording_is_what_is_asked_and_answered() -> None:
    wording, found = read(WHOLE)
    came, liked, _ = small().questions

    assert found == []
    assert wording is not None
    assert (wording.question(came), wording.answer(came, "yes"), wording.answer(liked, "yes")) == (
        "Kom du?",
        "Haa",
        None,
    )


def test_question_without_wording_is_told_and_keeps_its_label() -> None:
    wording, found = read(WHOLE.replace('liked = "Tyckte du om det?"', ""))

    assert found == [("surveys.wording_missing", "questions.liked")]
    assert wording is not None
    assert wording.question(small().questions[1]) is None


def test_wording_of_what_is_not_there_is_told() -> None:
    text = WHOLE.replace("[answers]", 'age = "Hur gammal?"\n[answers]\n"yes_no.maybe" = "Kanske"')

    assert read(text)[1] == [
        ("surveys.wording_unknown", "questions.age"),
        ("surveys.wording_unknown", "answers.yes_no.maybe"),
    ]


def test_wording_of_another_questionnaire_is_told() -> None:
    assert read(WHOLE.replace('"small"', '"event"'))[1] == [("surveys.wording_of_other", "questionnaire")]


def test_faulty_file_gives_no_wording_and_every_fault() -> None:
    wording, found = read_wording(
        WHOLE.replace('"so"', '"Somaliska"').replace("introduction", "intro").encode(), "so.toml", small()
    )

    assert wording is None
    assert [(item.code, item.severity) for item in found] == [
        ("rules.wrong_value", Severity.ERROR),
        ("rules.unknown_key", Severity.ERROR),
    ]


def test_wording_is_written_and_read_back() -> None:
    wording, _ = read(WHOLE)

    assert wording is not None
    assert wording_from_text(wording_to_text(wording)) == wording
    assert wording_from_text("{}") is None
