"""What must not stand in a free text is found however it is written; what people write is let through."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.findings import spoken_mend, spoken_message
from mellanrum.surveys.free_text import holds_address, holds_person_number, holds_phone, text_findings

DAYS = st.dates(date(1900, 1, 1), date(2029, 12, 31))
LAST = st.from_regex(r"[0-9]{4}", fullmatch=True)
BEFORE = st.sampled_from(["", "Hej ", "pnr:", "(", "nr ", "Jag heter Kim, "])
AFTER = st.sampled_from(["", ".", " tack", ")", ", mer", "!"])
SEPARATORS = st.sampled_from(["", "-", "+", " ", " - ", "\u2013", "\u2212", ".", "/"])


@st.composite
def person_number(draw: st.DrawFn) -> str:
    """A personal or coordination number in any of the ways that people write it."""
    day = draw(DAYS)
    century = draw(st.booleans())
    is_coordination = draw(st.booleans())
    parts = [
        f"{day:%Y}" if century else f"{day:%y}",
        f"{day:%m}",
        f"{day.day + (60 if is_coordination else 0):02}",
    ]
    inside = draw(st.sampled_from(["", " ", "-", "."]))
    return inside.join(parts) + draw(SEPARATORS) + draw(LAST)


@settings(max_examples=150)
@given(number=person_number(), before=BEFORE, after=AFTER)
def test_personal_number_is_found_in_every_form(number: str, before: str, after: str) -> None:
    assert holds_person_number(before + number + after)


@settings(max_examples=60)
@given(number=person_number())
def test_personal_number_is_found_among_other_letters_for_digits(number: str) -> None:
    wide = "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in number)
    hidden = "\u200b".join(number)

    assert normalize("NFKC", wide) != wide
    assert [item.code for item in text_findings(wide)][:1] == ["surveys.text_person_number"]
    assert [item.code for item in text_findings(hidden)][:1] == ["surveys.text_person_number"]


@pytest.mark.parametrize(
    "text",
    [
        "900101-T123",
        "19900101-TF12",
        "900161-R123",
        "900101-XXXX",
        "19900101-****",
        "9 0 0 1 0 1 - 1 2 3 4",
        "9001011234" * 5,
        "850505-1234, 900101-1234",
    ],
)
def test_personal_number_with_letters_or_masked_is_found(text: str) -> None:
    assert holds_person_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "070-123 45 67",
        "0701234567",
        "+46 70 123 45 67",
        "0046701234567",
        "08-123 456",
        "(0)8 123 456",
        "ring 0551-123 45",
        "123 45 67",
        "+47 22 12 34 56",
    ],
)
def test_telephone_number_is_found(text: str) -> None:
    assert holds_phone(text)


@settings(max_examples=100)
@given(
    area=st.sampled_from(["070", "08", "031", "0551", "+46 70", "+46 (0)8", "0046 31"]),
    rest=st.from_regex(r"[1-9][0-9]{5,6}", fullmatch=True),
    inside=st.sampled_from(["", " ", "-", "–", " - "]),
    before=BEFORE,
    after=AFTER,
)
def test_telephone_number_is_found_in_every_form(area: str, rest: str, inside: str, before: str, after: str) -> None:
    assert holds_phone(before + area + inside + rest + after)


@pytest.mark.parametrize(
    "text",
    [
        "jag bor på Storgatan 5",
        "storgatan 12b",
        "Nya vägen 3",
        "Lilla Torget 1",
        "693 32 Degerfors",
        "SE-691 30 Karlskoga",
        "Box 123",
        "lgh 1102",
        "kim@example.org",
        "kim.andersson (at) example.org",
    ],
)
def test_address_is_found(text: str) -> None:
    assert holds_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bra bemötande, och jag fick den tid jag behövde.",
        "Jag har gått här i 2 år, sedan 2021-05-03.",
        "Kursen var 10 gånger och kostade 1500 kr.",
        "Mellan 2019 och 2023 hände ingenting.",
        "Det tog 12 månader, 3 möten och 40 samtal.",
        "Jag vill ha mer tid på vägen till jobb.",
        "Gruppen på 8 personer var lagom.",
        "9 av 10 i betyg!",
        "Vi var 100 000 kr över budget 2022 2023.",
    ],
)
def test_plain_text_is_let_through(text: str) -> None:
    assert text_findings(text) == ()


@given(text=st.text(alphabet=st.characters(exclude_categories=("Nd", "Nl", "No"), exclude_characters="@"), max_size=60))
def test_text_without_numbers_holds_no_number(text: str) -> None:
    assert not holds_person_number(text)
    assert not holds_phone(text)


def test_every_kind_is_told_and_nothing_is_repeated() -> None:
    text = "Kim 19900101-1234, 070-765 43 21, kim@example.org"

    found = text_findings(text)

    assert [item.code for item in found] == [
        "surveys.text_person_number",
        "surveys.text_phone",
        "surveys.text_address",
    ]
    said = " ".join(spoken_message(item) + spoken_mend(item) for item in found)
    assert [part for part in ("1990", "070", "kim") if part in said] == []
