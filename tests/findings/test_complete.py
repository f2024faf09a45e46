"""Every code is declared, used and worded; every Swedish word has its place."""

import ast
import re
import string
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import mellanrum
from mellanrum.findings import all_codes, finding, spoken_mend, spoken_message, words
from mellanrum.numbers import Language

SOURCE = Path(mellanrum.__file__).parent
SWEDISH = SOURCE / "findings" / "words" / "sv"
CODES = SOURCE / "findings" / "codes"
PREFIXES = {code.partition(".")[0] for code in all_codes()}
CODE = re.compile(rf"({'|'.join(sorted(PREFIXES))})(\.[a-z0-9_]+)+")

LETTER = re.compile("[A-Za-z]")


@cache
def catalogues() -> dict[str, Catalog]:
    return {path.name: read_po(BytesIO(path.read_bytes()), locale="sv") for path in sorted(SWEDISH.glob("*.po"))}


def entries() -> Iterator[tuple[str, Message]]:
    for name, catalogue in catalogues().items():
        yield from ((name, message) for message in catalogue if message.id)


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def translated() -> frozenset[str]:
    return frozenset(str(message.id) for _, message in entries() if message.string and not message.fuzzy)


@pytest.mark.parametrize("code", all_codes().values(), ids=list(all_codes()))
def test_code_is_worded_in_swedish(code: mellanrum.findings.Code) -> None:
    wanted = {code.message, code.mend, code.message_web, code.mend_web} - {""}

    assert code.message
    assert wanted - translated() == set()
    for message in wanted:
        assert places(words(message)) == places(message), message


COMMAND_LINE = re.compile(
    r"--[a-z]|\b[a-z]+_[a-z_]+\b|\bmellanrum [a-z]|\.toml\b|\[\[|\b[a-z]+ = |map of columns|kolumnkarta|\bcommand"
)
"""What only those who type commands know: options, keys of files, commands, files."""


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_pages_and_reports_say_names_no_option_and_no_key_of_a_file(lang: Language) -> None:
    read = [code for code in all_codes().values() if not code.code.startswith(("cli.", "rules."))]
    said = [
        words(text, lang) for code in read for text in (code.message_web or code.message, code.mend_web or code.mend)
    ]

    assert len(said) > 300
    assert [text for text in said if COMMAND_LINE.search(re.sub(r"\{\w+\}", "", text))] == []


@pytest.mark.parametrize("code", [code for code in all_codes().values() if code.message_web or code.mend_web])
def test_words_for_the_web_need_nothing_more_than_the_others(code: mellanrum.findings.Code) -> None:
    assert places(code.message_web) <= places(code.message)
    assert places(code.mend_web) <= places(code.mend)


def test_finding_is_told_to_each_reader_in_their_own_words() -> None:
    item = finding("map.chart_guessed", chart="BAS")

    assert spoken_mend(item) == "Ange kontoplanen med --chart eller i kontokartan."
    assert spoken_mend(item, "sv", "web") == "Ange kontoplanen i kontokartan."
    assert spoken_message(item) == spoken_message(item, "sv", "web")


def test_swedish_words_are_whole() -> None:
    faulty = [
        f"{name}: {message.id}"
        for name, message in entries()
        if message.fuzzy or not message.string or places(str(message.string)) != places(str(message.id))
    ]

    assert faulty == []


def test_swedish_words_agree_between_rooms() -> None:
    said: dict[str, set[str]] = defaultdict(set)
    for _, message in entries():
        said[str(message.id)].add(str(message.string))

    assert {message_id: texts for message_id, texts in said.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("path", sorted(SWEDISH.glob("*.po")), ids=lambda path: path.name)
def test_swedish_words_stand_once_in_a_file(path: Path) -> None:
    ids = re.findall(r'^msgid ((?:".*"\n)+)', path.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert sorted(ids) == sorted(set(ids))


def literals(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def called(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node


def text_of(call: ast.Call, position: int, keyword: str) -> str | None:
    """The literal text handed in at a position or by a keyword, None where it is not literal."""
    handed = [call.args[position]] if len(call.args) > position else []
    handed += [word.value for word in call.keywords if word.arg == keyword]
    return next((str(node.value) for node in handed if isinstance(node, ast.Constant) and node.value), None)


def test_code_that_is_used_is_declared() -> None:
    used = {
        (path.relative_to(SOURCE).as_posix(), code)
        for path, tree in trees().items()
        for call in called(tree, "finding")
        if (code := text_of(call, 0, "code"))
    }

    assert {(path, code) for path, code in used if code not in all_codes()} == set()


def test_code_that_is_declared_is_used() -> None:
    used = {text for tree in trees().values() for text in literals(tree)}
    rules = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "rules").rglob("*.toml"))
    in_rules = {match[0] for match in CODE.finditer(rules)}

    assert set(all_codes()) - used - in_rules == set()


def test_codes_of_a_room_stand_in_one_file() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for path in CODES.glob("*.toml"):
        for room in re.findall(r'^\["([a-z_]+)\.', path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            homes[room].add(path.name)

    assert {room: files for room, files in homes.items() if len(files) > 1} == {}


def test_severities_and_turns_are_known() -> None:
    assert {code.severity for code in all_codes().values()} <= {"error", "warning", "note"}
    assert {code.turn for code in all_codes().values()} == {"", "first", "later", "last"}
    assert {code.severity for code in all_codes().values() if code.turn in {"later", "last"}} == {"note"}


def test_note_that_asks_nothing_of_anybody_is_told_last() -> None:
    notes = [code for code in all_codes().values() if code.severity == "note"]
    assert {code.code for code in notes if code.turn == "last"} == {
        code.code for code in notes if not code.mend or code.mend.startswith("Nothing needs to be done")
    }


def spoken() -> Iterator[tuple[str, str]]:
    """Every literal message id in the source: words("…"), Phrase("…"), Trace(rule="…"), and the labels of rules."""
    for path, tree in trees().items():
        where = path.relative_to(SOURCE).as_posix()
        for call in called(tree, "words"):
            if text := text_of(call, 0, "message_id"):
                yield where, text
        for call in called(tree, "Phrase"):
            if text := text_of(call, 0, "message_id"):
                yield where, text
        for call in called(tree, "Trace"):
            if text := text_of(call, 0, "rule"):
                yield where, text
    for path in (SOURCE / "rules").rglob("*.toml"):
        for label in labels(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.name, label


def labels(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        yield from (value for key, value in table.items() if key == "label" and isinstance(value, str))
    for part in table.values() if isinstance(table, dict) else table if isinstance(table, list) else ():
        yield from labels(part)


def test_literal_message_id_is_worded_in_swedish() -> None:
    assert sorted({(where, text) for where, text in spoken() if LETTER.search(text) and text not in translated()}) == []
