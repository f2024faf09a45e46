"""The reader of our own catalogues reads them as a general one does, and refuses what it would misread."""

from io import BytesIO
from pathlib import Path

import babel.messages.pofile
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mellanrum
from mellanrum.findings.po import read_po

SWEDISH = Path(mellanrum.__file__).parent / "findings" / "words" / "sv"


def by_babel(text: str) -> dict[str, str]:
    catalogue = babel.messages.pofile.read_po(BytesIO(text.encode()), locale="sv")
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


@pytest.mark.parametrize("path", sorted(SWEDISH.glob("*.po")), ids=lambda path: path.name)
def test_our_files_are_read_as_babel_reads_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert read_po(text) == by_babel(text)


def test_texts_over_several_lines_comments_and_escapes() -> None:
    text = r"""
# A comment
#: where.py:3
msgid ""
"The first "
"and the second"
msgstr "Det \"första\" "
"och\n"
"\tdet andra\\"

msgid "without"
msgstr ""
"""

    assert read_po(text) == {"The first and the second": 'Det "första" och\n\tdet andra\\'} == by_babel(text)


@pytest.mark.parametrize(
    "line",
    [
        "#, fuzzy",
        'msgctxt "menu"',
        'msgid_plural "years"',
        'msgstr[0] "år"',
        'msgstr "open',
        "msgid bare",
        "msgid 1",
        "words",
    ],
)
def test_what_our_files_do_not_have_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ValueError, match=r"^line 3 "):
        read_po(f'msgid "year"\nmsgstr "år"\n{line}\n')


@given(st.text('aå"\\\n\t{}', min_size=1), st.text('aå"\\\n\t{}', min_size=1))
def test_every_text_survives(message_id: str, words: str) -> None:
    text = f"msgid {_quoted(message_id)}\nmsgstr {_quoted(words)}\n"

    assert read_po(text) == {message_id: words} == by_babel(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
