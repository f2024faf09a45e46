"""The outline: order, headings, and what it may not leave out."""

from datetime import date

from mellanrum.documents.model import Section
from mellanrum.documents.outline import (
    Outline,
    OutlineEntry,
    arrange,
    read_outline,
    standard_outline,
    standard_sections,
)

DAY = date(2026, 3, 12)
MANDATORY = [section.key for section in standard_sections(DAY) if section.mandatory]


def sections(*keys: str) -> tuple[Section, ...]:
    return tuple(Section(key, key.title()) for key in keys)


def outline(*keys: str) -> Outline:
    return Outline(tuple(OutlineEntry(key) for key in keys), "outline.toml")


def test_standard_outline_names_every_section_once() -> None:
    keys = [entry.section for entry in standard_outline(DAY).entries]

    assert keys == [
        "findings",
        "overview",
        "financed",
        "income_statement",
        "balance_sheet",
        "cash_flow",
        "operations",
        "investments",
        "notes",
        "balance_requirement",
        "ratios",
        "how_computed",
        "signatures",
    ]


def test_sections_are_moved_and_renamed() -> None:
    wanted = Outline((OutlineEntry("notes", "Upplysningar"), *outline(*MANDATORY).entries))

    placed, findings = arrange(sections(*MANDATORY), wanted, DAY)

    assert [(section.key, section.heading) for section in placed][:2] == [
        ("notes", "Upplysningar"),
        ("overview", "Overview"),
    ]
    assert [found.code for found in findings] == ["documents.outline_section_twice"]


def test_section_left_out_that_the_law_does_not_demand() -> None:
    placed, findings = arrange(sections("ratios", *MANDATORY), outline(*MANDATORY), DAY)

    assert [section.key for section in placed] == MANDATORY
    assert findings == ()


def test_known_section_that_was_not_written_is_passed_over() -> None:
    _, findings = arrange(sections(*MANDATORY), standard_outline(DAY), DAY)

    assert findings == ()


def test_unknown_section() -> None:
    _, [found] = arrange(sections(*MANDATORY), outline("foreword", *MANDATORY), DAY)

    assert (found.code, found.place.file, found.place.key) == (
        "documents.outline_unknown_section",
        "outline.toml",
        "foreword",
    )


def test_mandatory_section_left_out() -> None:
    wanted = outline(*(key for key in MANDATORY if key != "cash_flow"))

    _, [found] = arrange(sections(*MANDATORY), wanted, DAY)

    assert (found.code, found.severity, found.parameters["section"], found.reference) == (
        "documents.mandatory_section_missing",
        "error",
        "Kassaflödesanalys",
        "LKBR 4 kap. 1 §, 8 kap.",
    )


def test_mandatory_section_never_written() -> None:
    _, [found] = arrange(sections(*(set(MANDATORY) - {"notes"})), standard_outline(DAY), DAY)

    assert found.place.key == "notes"


def test_own_outline_is_read() -> None:
    text = """
    [[section]]
    key = "overview"
    heading = "Förvaltningsberättelse"
    [[section]]
    key = "notes"
    """

    read, findings = read_outline(text.encode(), "egen.toml")

    assert read == Outline((OutlineEntry("overview", "Förvaltningsberättelse"), OutlineEntry("notes")), "egen.toml")
    assert findings == ()


def test_own_outline_with_unknown_key() -> None:
    read, [found] = read_outline(b'[[section]]\nkey = "notes"\nmandatory = false\n', "egen.toml")

    assert read is None
    assert found.code == "rules.unknown_key"
