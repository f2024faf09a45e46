"""Reading a catalogue of words as gettext writes it (.po): the part of the format that our own files use.

A general reader takes fifty milliseconds for our files, before anything has been said; this one takes one.
"""

import json
from collections.abc import Iterator, Mapping


def read_po(text: str) -> Mapping[str, str]:
    """Give the translations of a .po file by message id; an entry without a translation is left out.

    ValueError, with the line, for what stands in none of our files: plural forms, contexts, fuzzy entries.
    """
    return {message_id: words for message_id, words in _entries(text) if message_id and words}


def _entries(text: str) -> Iterator[tuple[str, str]]:
    message_id: list[str] = []
    message: list[str] = []
    open_part = message
    for number, line in enumerate(text.split("\n"), 1):
        keyword, _, rest = line.strip().partition(" ")
        if keyword == "msgid":
            yield "".join(message_id), "".join(message)
            message_id, message = [_unquoted(rest, number)], []
            open_part = message_id
        elif keyword == "msgstr":
            message.append(_unquoted(rest, number))
            open_part = message
        elif keyword[:1] == '"':
            open_part.append(_unquoted(line.strip(), number))
        elif keyword == "#," or (keyword and keyword[0] != "#"):
            raise ValueError(_refusal(number, line))
    yield "".join(message_id), "".join(message)


def _unquoted(text: str, number: int) -> str:
    """Read a quoted text; gettext's escapes are those of JSON."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ValueError(_refusal(number, text)) from error
    if not isinstance(value, str):
        raise ValueError(_refusal(number, text))  # noqa: TRY004 - the fault is in the file, not in the call
    return value


def _refusal(number: int, line: str) -> str:
    return f"line {number} is none that our catalogues have: {line.strip()}"
