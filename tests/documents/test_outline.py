"""The outline: order, headings, and what it may not leave out."""

from datetime import date

from mellanrum.documents.model import Section
from mellanrum.documents.outline import (
    Outline,
    OutlineEntry,
    OutlineRow,
    arrange,
    outline_of,
    read_outline,
    sections_offered,
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


def rows(*keys: str) -> list[OutlineRow]:
    return [OutlineRow(key) for key in keys]


def test_outline_of_rows_in_their_order() -> None:
    made, findings = outline_of([OutlineRow("notes", " Våra \r\n noter "), *rows(*(set(MANDATORY) - {"notes"}))], DAY)

    assert (made.entries[0], len(made.entries)) == (OutlineEntry("notes", "Våra noter"), len(MANDATORY))
    assert findings == ()


def test_outline_of_rows_is_that_of_a_file() -> None:
    text = "".join(f'[[section]]\nkey = "{key}"\nheading = "H {key}"\n' for key in MANDATORY)
    read, _ = read_outline(text.encode(), "egen.toml")
    assert read is not None

    made, _ = outline_of([OutlineRow(key, f"H {key}") for key in MANDATORY])

    assert made.entries == read.entries


def test_outline_of_rows_leaves_out_what_is_not_in() -> None:
    made, findings = outline_of([*rows(*MANDATORY), OutlineRow("ratios", is_in=False)], DAY)

    assert "ratios" not in {entry.section for entry in made.entries}
    assert findings == ()


def test_outline_of_rows_says_every_fault() -> None:
    kept = [key for key in MANDATORY if key != "cash_flow"]

    _, findings = outline_of([*rows("foreword", "notes", *kept), OutlineRow("cash_flow", is_in=False)], DAY)

    assert [(found.code, found.place.key) for found in findings] == [
        ("documents.outline_unknown_section", "foreword"),
        ("documents.outline_section_twice", "notes"),
        ("documents.mandatory_section_missing", "cash_flow"),
    ]


def test_sections_offered_are_those_that_can_be_chosen() -> None:
    offered = sections_offered(DAY)

    standard = [section.key for section in standard_sections(DAY)]
    assert [section.key for section in offered] == standard[1:-1]
    assert {section.key for section in offered if section.mandatory} == set(MANDATORY)
    assert all(section.reference and section.heading for section in offered)
