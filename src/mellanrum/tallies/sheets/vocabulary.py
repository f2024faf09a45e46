"""The words of people's own tick sheets: what columns, sums and lists of persons are called."""

from mellanrum.findings.sheet import normal

WOMAN, MAN, OTHER, UNSPLIT, TOTAL = "woman", "man", "other", "unsplit", "total"

_COLUMNS = {
    WOMAN: {"kvinna", "kvinnor", "kv", "k", "varav kvinnor", "flickor", "women", "woman"},
    MAN: {"man", "män", "m", "varav män", "pojkar", "men"},
    OTHER: {
        *("annat", "annat eller ej angivet", "annat/ej angivet", "övriga", "övrigt", "okänt", "okänt kön", "other"),
        *("other or not stated", "annat kön", "ej angivet"),
    },
    UNSPLIT: {"utan uppdelning", "unsplit", "utan kön", "not split"},
    TOTAL: {"totalt", "total", "summa", "alla", "samtliga", "antal", "antal totalt", "sum", "all", "number", "st"},
}
_SUMS = {"summa", "totalt", "total", "sum", "summa totalt", "alla", "samtliga", "antal totalt", "totalsumma", "s:a"}
_EVENTS = {
    "referral": ("remiss", "ansök", "anmäl", "referral"),
    "guidance": ("vägled", "guidance"),
    "start": ("start", "inskriv", "påbörj", "nya deltag"),
    "end": ("avslut", "utskriv", "end"),
    "follow_up": ("uppfölj", "follow"),
    "screening": ("våld", "screening"),
}
_OF_PERSONS = {
    *("personnummer", "pnr", "personnr", "pers.nr", "persnr", "samordningsnummer", "födelsedatum", "födelseår", "född"),
    *("födelsedag", "förnamn", "efternamn", "för- och efternamn", "initialer", "initial", "deltagarnummer"),
    *("deltagarnr", "deltagar-id", "deltagarid", "ärendenummer", "ärendenr", "kundnummer", "journalnummer"),
    *("telefon", "telefonnummer", "mobil", "mobilnummer", "e-post", "epost", "mejl", "adress"),
    *("social security number", "date of birth", "first name", "last name", "surname", "initials"),
}


def column_of(text: str) -> str:
    """Tell what a heading says its column holds: woman, man, other, unsplit or total; "" where it says none."""
    plain = normal(text)
    return next((key for key, names in _COLUMNS.items() if plain in names), "")


def is_about(text: str, event: str) -> bool:
    """Tell whether a title or the name of a sheet says which event it is about."""
    plain = normal(text)
    kind = "follow_up" if event.startswith("follow_up") else event
    return any(word in plain for word in _EVENTS.get(kind, ()))


def is_sum(text: str) -> bool:
    """Tell whether a label is that of a row of sums."""
    return normal(text) in _SUMS


def is_of_persons(text: str) -> bool:
    """Tell whether a heading is one that only a list of persons has."""
    return normal(text) in _OF_PERSONS
