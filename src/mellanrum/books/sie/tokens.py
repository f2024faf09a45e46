r"""A line of a SIE file into label and fields (specification 4B, sections 5.3–5.9).

Fields are parted by spaces or tabs. A field in quotes may hold spaces and be empty; a quote inside it is written
\" and, so that every text can be written, a backslash \\ (a backslash before anything else is itself: paths
are written both ways). Braces hold an object list.
"""

import re

from mellanrum.books.sie.records import Field

_PATTERN = r"""
    "(?P<quoted>(?:[^"\\]|\\.%s)*)(?P<end>"?)   # to its closing quote, or to the end of the line
    | (?P<open>\{)
    | (?P<close>\})
    | (?P<plain>(?:[^ \t"{}\\]|\\["\\]|\\%s)+)
"""
_TOKEN = re.compile(_PATTERN % ("", ""), re.VERBOSE)
_LENIENT = re.compile(_PATTERN % (r'|"(?=[^ \t{}])', '|"'), re.VERBOSE)
_ESCAPE = re.compile(r'\\(["\\])')
_LABEL = re.compile(r'#([^ \t"{}]*)')

SPACES = " \t"
_ODD_SPACES = "".join(
    ("\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680", *map(chr, range(0x2000, 0x200B)), "\u2028\u2029\u202f\u205f\u3000")
)

Tokens = tuple[tuple[Field, ...], bool]
"""The fields of a line, and whether every quote and brace in it is closed."""


def has_odd_space(text: str) -> bool:
    """Tell whether a text holds white space that str.split parts at and the specification does not."""
    return any(space in text for space in _ODD_SPACES)


def split_label(line: str) -> tuple[str, str]:
    """Part a line that begins with # into its label and the rest."""
    match = _LABEL.match(line)
    return (match[1], line[match.end() :]) if match else ("", line)


def fields_of(text: str) -> Tokens:
    """Give the fields of a line after its label, and whether it is well formed."""
    fields = None if has_odd_space(text) else quick_fields(text)
    return careful_fields(text) if fields is None else (fields, True)


def quick_fields(text: str) -> tuple[Field, ...] | None:
    """Give the fields of a line without backslashes and with at most one object list; None for any other line.

    The line must hold no odd white space.
    """
    if "\\" in text:
        return None
    head, brace, rest = text.partition("{")
    if not brace:
        words = _plain(text)
        return None if words is None or "}" in text else tuple(words)
    inner, _, tail = rest.partition("}")
    before, objects, after = _plain(head), _plain(inner), _plain(tail)
    if before is None or objects is None or after is None or "}" not in rest or "{" in rest or "}" in tail:
        return None
    return (*before, tuple(objects), *after)


def _plain(text: str) -> list[str] | None:
    if '"' not in text:
        return text.split()
    parts = text.split('"')
    if len(parts) == 3:
        return [*parts[0].split(), parts[1], *parts[2].split()]
    if not len(parts) % 2:
        return None
    words = parts[0].split()
    for at in range(1, len(parts), 2):
        words.append(parts[at])
        words += parts[at + 1].split()
    return words


def careful_fields(text: str) -> Tokens:
    """Give the fields of any line, and whether it is well formed; an open quote or brace ends with the line.

    Where quotes do not pair, a quote inside a word is taken for a letter ("Fordringar hos leverant"r").
    """
    strict = _scan(_TOKEN, text)
    if strict[1]:
        return strict
    lenient = _scan(_LENIENT, text)
    return (lenient if lenient[1] else strict)[0], False


def _scan(pattern: re.Pattern[str], text: str) -> Tokens:
    fields: list[Field] = []
    objects: list[str] | None = None
    closed = True
    for match in pattern.finditer(text):
        if match["open"]:
            closed = closed and objects is None
            objects = objects if objects is not None else []
        elif match["close"]:
            closed = closed and objects is not None
            fields.append("}" if objects is None else tuple(objects))
            objects = None
        else:
            word, whole = _word(match)
            closed = closed and whole
            (fields if objects is None else objects).append(word)
    if objects is not None:
        fields.append(tuple(objects))
    return tuple(fields), closed and objects is None


def _word(match: re.Match[str]) -> tuple[str, bool]:
    quoted = match["quoted"]
    if quoted is None:
        return _ESCAPE.sub(r"\1", match["plain"]), True
    if match["end"]:
        return _ESCAPE.sub(r"\1", quoted), True
    return _unended(quoted)


def _unended(text: str) -> tuple[str, bool]:
    # "C:\books\" at the end of a line: its author took the backslash for itself and the quote for the end.
    if text.endswith('\\"'):
        return _ESCAPE.sub(r"\1", text[:-2]) + "\\", True
    return _ESCAPE.sub(r"\1", text), False
