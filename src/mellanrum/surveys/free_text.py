"""What must not stand in a free text: a personal number, a telephone number, an address. It is refused at entry."""

import re
import unicodedata
from collections.abc import Callable

from mellanrum.findings import Finding, finding
from mellanrum.findings.sheet import is_birthday

_GAP = r"[\s.\-+/\u2010-\u2015\u2212]{0,3}"
_DIGITS = re.compile(rf"(?<!\d)(?:\d{_GAP}){{5,}}\d(?!\d)")
_WITH_LETTERS = re.compile(
    rf"(?<!\d)((?:\d{_GAP}){{6,8}})(?:[A-Z]{_GAP}\d{_GAP}\d{_GAP}\d|TF{_GAP}\d{_GAP}\d|[X*]{_GAP}(?:[X*]{_GAP}){{2}}[X*])(?!\d)"
)
_PHONE = re.compile(
    rf"(?<!\d)(?:\+|00)\s?\d(?:{_GAP}[()]?{_GAP}\d){{6,14}}(?!\d)|(?<!\d)\(?0\)?\d(?:[()]?{_GAP}[()]?\d){{5,10}}(?!\d)"
)
_LOCAL_PHONE = re.compile(r"(?<!\d)\d{3}[\s\-]\d{2,3}[\s\-]\d{2,3}(?!\d)")
_STREET = re.compile(
    r"\b\w*(?:gata|gatan|väg|vägen|gränd|gränden|stig|stigen|torg|torget|allé|allén|backe|backen|plats|plan|platsen"
    r"|led|leden|kaj|kajen|strand|stranden|park|parken|gård|gården|rd|street|road)\s+\d{1,4}\s?[a-z]?\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b(?:SE?-?\s?)?[1-9]\d{2}\s\d{2}\s+[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]+")
_BOX = re.compile(r"\bbox\s+\d+\b|\blgh\.?\s*\d{4}\b", re.IGNORECASE)
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\]|\bsnabel-?a\b)\s?[\w-]+(?:\s?\.\s?[\w-]+)*", re.IGNORECASE
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_SHORT, _LONG = 10, 12
_CENTURIES = ("18", "19", "20")


def text_findings(text: str) -> tuple[Finding, ...]:
    """Say what a free text holds that may tell who wrote it, or of whom; nothing: it may be kept.

    What is found is never repeated. Findings, all errors: surveys.text_person_number, surveys.text_phone,
    surveys.text_address. Rather one too many is found than one too few: the writer is asked to write otherwise.
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return tuple(finding(code) for code, holds in _BLOCKS.items() if holds(plain))


def holds_person_number(text: str) -> bool:
    """Tell whether a text holds a personal number or a coordination number, however it is written.

    With or without century, with - + or blanks anywhere, with letters in place of the last digits, or masked.
    """
    if any(_is_birthday(_only_digits(match[1])) for match in _WITH_LETTERS.finditer(text.upper())):
        return True
    return any(_has_person_number(_only_digits(match[0])) for match in _DIGITS.finditer(text))


def holds_phone(text: str) -> bool:
    """Tell whether a text holds a telephone number: one that begins with 0 or +, or a local one in its groups."""
    return bool(_PHONE.search(text) or _LOCAL_PHONE.search(text))


def holds_address(text: str) -> bool:
    """Tell whether a text holds a street with its number, a postal code with its town, a box, or an e-mail address."""
    return any(kind.search(text) for kind in (_STREET, _POSTCODE, _BOX, _MAIL))


_BLOCKS: dict[str, Callable[[str], bool]] = {
    "surveys.text_person_number": holds_person_number,
    "surveys.text_phone": holds_phone,
    "surveys.text_address": holds_address,
}


def _only_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(each)) for each in text if each.isdigit())


def _has_person_number(digits: str) -> bool:
    """Tell whether a run of digits has a birthday that four digits follow, wherever in the run it begins."""
    return any(
        _is_birthday(digits[at : at + length - 4])
        for length in (_SHORT, _LONG)
        for at in range(len(digits) - length + 1)
    )


def _is_birthday(digits: str) -> bool:
    """Tell whether six or eight digits are a day of birth, or that of a coordination number (the day plus 60)."""
    if len(digits) == _LONG - 4:
        return digits.startswith(_CENTURIES) and _is_birthday(digits[2:])
    if len(digits) != _SHORT - 4:
        return False
    return is_birthday(int(digits[2:4]), int(digits[4:]))
