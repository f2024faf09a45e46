"""The words of other people's tables of results: what columns, respondents and sexes are called."""

from collections.abc import Mapping

from mellanrum.findings.sheet import normal
from mellanrum.surveys.reported import ANSWER_RATE, ASKED, HANDED_IN, MEAN, OFFERED, VALID
from mellanrum.surveys.results import CLEARLY_POSITIVE, NEGATIVE, NEITHER, POSITIVE
from mellanrum.surveys.sex import Sex

GROUP, QUESTION, INDICATOR, SEX, ANSWER = "group", "question", "indicator", "sex", "answer"
"""What a column says of a row: who, which question, of which indicator, which sex, which answer."""
NUMBER, SHARE = "number", "share"
"""How many gave the row's answer, and their share."""
SHARE_OF = "share_"
"""Before negative, neither, positive, clearly_positive: the column of their shares."""
SKIP = "-"
"""What a column is that is left alone."""

PLACES = (GROUP, QUESTION, INDICATOR, SEX, ANSWER)
COUNTS = (HANDED_IN, ASKED, VALID, OFFERED)
NUMBERS = (NEGATIVE, NEITHER, POSITIVE, CLEARLY_POSITIVE)
SHARES = (*(f"{SHARE_OF}{each}" for each in NUMBERS), SHARE, ANSWER_RATE)
MEANINGS = (*PLACES, *COUNTS, *NUMBERS, NUMBER, *SHARES, MEAN, SKIP)
"""Everything a column may mean; with "@woman", "@man", "@other" after it, of that sex alone."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    GROUP: ("grupp", "respondentgrupp", "svarsgrupp", "enkät", "målgrupp", "group", "respondent group"),
    QUESTION: ("fråga", "fraga", "frågenummer", "fråga nr", "frågenr", "nr", "question"),
    INDICATOR: ("indikator", "indikatornummer", "indikator nr", "indicator"),
    SEX: ("kön", "urval", "uppdelning", "sex", "gender"),
    ANSWER: ("svar", "svarsalternativ", "alternativ", "answer"),
    NUMBER: ("antal", "frekvens", "st", "number", "count"),
    SHARE: ("andel", "procent", "%", "share", "per cent"),
    HANDED_IN: ("inlämnade", "inkomna", "antal enkäter inkomna", "forms handed in"),
    # What is printed as forms beside a question behind a gate is how many were asked it.
    ASKED: ("enkäter", "antal enkäter", "n_enkater", "tillfrågade", "fick frågan", "ställd till", "asked", "forms"),
    OFFERED: ("erbjudna", "utskickade", "delades ut", "utdelade", "offered"),
    VALID: ("n", "antal svar", "giltiga svar", "svarande", "n_svar", "valid answers"),
    NEGATIVE: ("negativa", "negativ", "neg", "antal negativa", "negative"),
    NEITHER: ("varken", "varken eller", "antal varken", "neither"),
    POSITIVE: ("positiva", "positiv", "pos", "antal positiva", "positive"),
    CLEARLY_POSITIVE: ("klart positiva", "klart positiv", "klart_pos", "varav klart positiva", "clearly positive"),
    f"{SHARE_OF}{NEGATIVE}": ("andel negativa", "% negativa", "p_neg", "negativa %", "negativa (%)"),
    f"{SHARE_OF}{NEITHER}": ("andel varken", "% varken", "p_varken", "varken %", "varken (%)"),
    f"{SHARE_OF}{POSITIVE}": ("andel positiva", "% positiva", "p_pos", "positiva %", "positiva (%)"),
    f"{SHARE_OF}{CLEARLY_POSITIVE}": (
        *("andel klart positiva", "% klart positiva", "p_klart", "klart positiva %", "klart positiva (%)"),
    ),
    ANSWER_RATE: ("svarsfrekvens", "andel svar", "answer rate"),
    MEAN: ("medelvärde", "medel", "medelbetyg", "snitt", "mean"),
}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "ongoing": ("deltagare pågående", "deltagare - pågående", "pågående", "deltagare pågående insats", "dp"),
    "ended": ("deltagare - avslutsenkät", "deltagare avslut", "avslut", "avslutade deltagare", "da"),
    "staff": ("personal", "medarbetare", "p"),
    "members": ("parternas chefsgrupp", "parternas chefsgrupper", "chefer", "beredningsgrupp", "chefsgrupp", "c"),
    "referrers": ("remittenter", "remittent", "r"),
    "board": ("styrelse", "styrelsen", "styrelseledamöter", "s"),
}
_SEXES: Mapping[str, tuple[str, ...]] = {
    "": ("samtliga", "alla", "totalt", "total", "båda", "all", "*"),
    Sex.WOMAN: ("kvinnor", "kvinna", "kv", "k", "women", "woman", "female"),
    Sex.MAN: ("män", "man", "m", "men", "male"),
    Sex.OTHER: ("annat", "annat eller ej angivet", "annat eller vill inte ange", "vill inte ange", "övriga", "other"),
}
_OF_SEX = {word: sex for sex, words in _SEXES.items() for word in words if sex}
NOTHING = frozenset({"", "-", "..", ".", "...", "*", "?", "n/a", "saknas", "för få svar", "<5", "< 5"})
"""What stands where no number is told."""


def meaning_of(heading: str) -> str:
    """Guess what a column holds by its heading, as "valid" or, where it names a sex, "valid@woman"; "" for no guess."""
    plain = normal(heading)
    direct = _named(plain)
    if direct:
        return direct
    for word, sex in _OF_SEX.items():
        for rest in (plain.removeprefix(f"{word} "), plain.removesuffix(f" {word}"), plain.removesuffix(f", {word}")):
            if rest != plain and (named := _named(normal(rest))):
                return f"{named}@{sex}"
    return ""


def group_of(text: str) -> str:
    """Guess which group of the indicators' questionnaire a text names; "" for none."""
    plain = normal(text)
    return next((key for key, names in _GROUPS.items() if plain in names), "")


def sex_of(text: str) -> Sex | str | None:
    """Tell which sex a text names: None is all; "" where it names none."""
    plain = normal(text) or text.strip()  # "*" is a mark at the end, too
    for sex, names in _SEXES.items():
        if plain in names:
            return Sex(sex) if sex else None
    return ""


def _named(plain: str) -> str:
    return next((meaning for meaning, names in _COLUMNS.items() if plain in names), "")
