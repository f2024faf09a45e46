"""The order of Swedish names: Å, Ä and Ö last. The order of a database, or of a machine's language, is not asked."""

import unicodedata

_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})  # the three characters after z


def swedish(text: str) -> tuple[str, str]:
    """Return what to sort a text by; capital letters and other accents matter only between texts else the same."""
    lower = unicodedata.normalize("NFC", text).casefold().translate(_LAST)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", lower) if not unicodedata.combining(letter))
    return plain, text
