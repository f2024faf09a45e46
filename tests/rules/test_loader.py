"""Reading TOML strictly: every fault a finding with file and key or line."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from mellanrum import rules
from mellanrum.findings import Finding, Place, spoken_mend, spoken_message
from mellanrum.rules import Dated, Strict, in_force, parse, shipped, shipped_names, shipped_text

FILE = "rules.toml"


class Rule(Dated):
    limit: Decimal
    count: int = Field(default=1, strict=True)


class Rules(Strict):
    name: str = ""
    kind: Literal["red", "yellow", "green"] = "red"
    step: Literal[1, 1000] = 1
    rule: tuple[Rule, ...] = ()


RULE = '[[rule]]\nfrom = 2024-01-01\nreference = "Finsamlagen §21"\nlimit = 0.20\n'


def faults(text: str) -> list[Finding]:
    return list(parse(Rules, text.encode(), FILE)[1])


def only(text: str) -> Finding:
    (item,) = faults(text)
    return item


def test_read_as_written() -> None:
    read, findings = parse(Rules, ("\ufeff" + RULE).encode(), FILE)

    assert findings == ()
    assert read is not None
    assert read.rule[0].limit == Decimal("0.20")
    assert (read.rule[0].valid_from, read.rule[0].valid_to) == (date(2024, 1, 1), None)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ('nam = "x"', "rules.unknown_key", "nam"),
        (RULE + "limits = 1\n", "rules.unknown_key", "rule.1.limits"),
        (RULE + RULE.replace("limit = 0.20\n", ""), "rules.missing_key", "rule.2.limit"),
        ("name = 5", "rules.number_for_text", "name"),
        ("name = 0.5", "rules.number_for_text", "name"),
        ("name = true", "rules.wrong_value", "name"),
        ('kind = "blue"', "rules.not_a_choice", "kind"),
        ("kind = 5", "rules.not_a_choice", "kind"),
        ("step = 10", "rules.not_a_choice", "step"),
        ('step = "1000"', "rules.wrong_value", "step"),
        (RULE.replace("0.20", '"much"'), "rules.wrong_value", "rule.1.limit"),
        (RULE.replace("0.20", "nan"), "rules.wrong_value", "rule.1.limit"),
        (RULE.replace("0.20", "inf"), "rules.wrong_value", "rule.1.limit"),
        (RULE + 'count = "1"\n', "rules.wrong_value", "rule.1.count"),
        (RULE + "count = true\n", "rules.wrong_value", "rule.1.count"),
        (RULE.replace("2024-01-01", '"soon"'), "rules.wrong_value", "rule.1.from"),
        (RULE.replace("Finsamlagen §21", ""), "rules.wrong_value", "rule.1.reference"),
        ("rule = 1", "rules.wrong_value", "rule"),
        (RULE + "to = 2023-12-31\n", "rules.dates_reversed", "rule.1"),
    ],
)
def test_fault_names_the_key(text: str, code: str, key: str) -> None:
    item = only(text)

    assert (item.code, item.place) == (code, Place(file=FILE, key=key))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("name = x", "rules.syntax", 1),
        ('name = "x"\nrule = [\n', "rules.syntax", 2),
        ('\x0b\n"', "rules.syntax", 1),
        ('name = "a"\nname = "b"', "rules.duplicate_key", 2),
        ("[a]\n\n[a]\n", "rules.duplicate_key", 3),
        (RULE.replace("2024-01-01", "2023-02-29"), "rules.impossible_date", 2),
        (RULE.replace("2024-01-01", "2024-13-01"), "rules.impossible_date", 2),
        (RULE.replace("2024-01-01", "2024-00-10"), "rules.impossible_date", 2),
    ],
)
def test_fault_in_the_text_names_the_line(text: str, code: str, line: int) -> None:
    item = only(text)

    assert (item.code, item.place) == (code, Place(file=FILE, line=line))


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 2000) + " = 1",
        "[" + " . ".join(['"a"'] * 2000) + "]",
        "name = {" + ".".join(["'a'"] * 2000) + " = 1}",
    ],
)
def test_dotted_key_without_end_is_refused_before_it_is_read(text: str) -> None:
    # The parser would take memory by the square of the parts.
    assert only(text).code == "rules.out_of_bounds"


@pytest.mark.parametrize(
    "value",
    [
        "9" * 5000,
        "1e999999",
        "1e99999999999999999999",
        "0x" + "f" * 5000,
        "0." + "1" * 99,
        "[" * 5000,
        "[" * 400 + "]" * 400,
    ],
)
def test_out_of_bounds(value: str) -> None:
    assert only(f"name = {value}") == Finding(
        "rules.out_of_bounds", only("x = ").severity, Place(file=FILE), rule="rules.out_of_bounds"
    )


def test_not_utf8_names_the_line() -> None:
    _, (item,) = parse(Rules, "name = 'x'\n# å\n".encode("cp1252"), FILE)

    assert (item.code, item.place) == ("rules.not_utf8", Place(file=FILE, line=2))


def test_all_faults_at_once() -> None:
    text = "nam = 1\n" + RULE.replace("limit = 0.20", "limits = 1") + "count = true\n"

    assert sorted((item.code, item.place.key) for item in faults(text)) == [
        ("rules.missing_key", "rule.1.limit"),
        ("rules.unknown_key", "nam"),
        ("rules.unknown_key", "rule.1.limits"),
        ("rules.wrong_value", "rule.1.count"),
    ]


def test_sentences_name_what_was_given() -> None:
    item = only("rule = 5")

    assert spoken_message(item) == "Nyckeln rule har värdet ”5”, som inte går att använda där."
    assert spoken_message(item, "en") == "The key rule has the value “5”, which cannot be used there."
    assert spoken_mend(item) == "Ange ett värde av rätt slag: se beskrivningen av filen i användarhandledningen."


def test_sentences_name_what_may_be_chosen() -> None:
    item = only('kind = "blue"')

    assert spoken_message(item) == "Nyckeln kind har värdet ”blue”, som inte är något av dem som den kan ha."
    assert spoken_mend(item) == "Välj ett av de här: red, yellow, green."


def test_sentences_show_the_quotes_a_number_lacks() -> None:
    item = only("name = 10")

    assert spoken_message(item) == "Nyckeln name har 10 som ett tal, men där ska det stå en text."
    assert spoken_mend(item) == 'Skriv det inom citattecken: "10".'


def test_rule_cannot_be_changed_once_read() -> None:
    read, _ = parse(Rules, RULE.encode(), FILE)
    assert read is not None
    with pytest.raises(ValueError, match="frozen"):
        read.name = "y"  # type: ignore[misc]  # that it is refused is the test


def dated(start: str, end: str | None = None) -> Rule:
    table: dict[str, Any] = {"from": start, "to": end, "reference": "§ 1", "limit": 1}
    return Rule.model_validate(table)


def test_in_force_counts_both_its_days() -> None:
    old, new = dated("2020-01-01", "2023-12-31"), dated("2024-01-01")

    assert in_force([old, new], date(2019, 12, 31)) == ()
    assert in_force([old, new], date(2020, 1, 1)) == (old,)
    assert in_force([old, new], date(2023, 12, 31)) == (old,)
    assert in_force([old, new], date(2024, 1, 1)) == (new,)


def test_shipped_rule_files_are_toml() -> None:
    for name in shipped_names():
        assert shipped_text(name)


def test_shipped_file_that_is_faulty_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules.loader, "shipped_text", lambda _: b"nam = 1")
    with pytest.raises(rules.RuleError, match=r"test_only\.toml nam: The key nam is unknown\."):
        shipped(Rules, "test_only")


@given(st.text(max_size=200) | st.from_regex(r"(\[{0,2}[a-z.]{1,4}\]{0,2}( = [0-9e\-\"\[:T]{0,8})?\n){0,6}"))
def test_garbage_never_raises(text: str) -> None:
    parse(Rules, text.encode(errors="replace"), FILE)


@given(st.binary(max_size=200))
def test_garbage_bytes_never_raise(data: bytes) -> None:
    parse(Rules, data, FILE)
