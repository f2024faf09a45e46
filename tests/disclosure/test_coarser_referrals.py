"""Referrals to Väst 2023, referrer by municipality: 19 of the 54 inner numbers are small and nine are nil."""

from fractions import Fraction

from mellanrum.disclosure.attack import prove
from mellanrum.disclosure.coarser import Tally, choose_forms, proposals
from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.search import DEFAULT_SEED, find_pattern
from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table, TableSet, Variable, key_of

MATRIX = """
            Färgelanda Lysekil Mellerud Munkedal Orust Sotenäs Strömstad Tanum Uddevalla
af                   5       3        5       12     5       4        18     6        30
fk                   1      12        4        8     1       1         3     0        44
kommun              31       7       25        3     8       4         7     2        10
primärvård           0       2        1       10     8       1         7     0         7
psykiatri            0       5        0        2     7       2         5     5        12
egen                 0       3        1        0     5       0         0     3         3
"""
HEAD, *ROWS = (line.split() for line in MATRIX.strip().splitlines())
INNER = {(row[0], place): int(number) for row in ROWS for place, number in zip(HEAD, row[1:], strict=True)}
REFERRERS = tuple(row[0] for row in ROWS)
MERGED = {"vård": ("primärvård", "psykiatri"), "vård och egen": ("primärvård", "psykiatri", "egen")}
PARTS = {
    "Dalsland": ("Färgelanda", "Mellerud"),
    "kusten": ("Lysekil", "Munkedal", "Orust", "Sotenäs", "Strömstad", "Tanum"),
    "inlandet": ("Färgelanda", "Mellerud", "Uddevalla"),
}
REFERRER = Variable(
    "referrer",
    "Remittent",
    {code: code for code in (*REFERRERS, *MERGED)},
    (
        Sum(TOTAL, REFERRERS),
        Sum("vård", MERGED["vård"]),
        Sum("vård och egen", ("vård", "egen")),
    ),
)
PLACE = Variable(
    "place",
    "Kommun",
    {code: code for code in (*HEAD, *PARTS)},
    (
        Sum(TOTAL, ("Dalsland", "kusten", "Uddevalla")),
        Sum("Dalsland", PARTS["Dalsland"]),
        Sum("kusten", PARTS["kusten"]),
        Sum("inlandet", ("Dalsland", "Uddevalla")),
    ),
)
FIVE = (TOTAL, "af", "fk", "kommun", "vård", "egen")
FOUR = (TOTAL, "af", "fk", "kommun", "vård och egen")
THIRDS = (TOTAL, "Dalsland", "kusten", "Uddevalla")
HALVES = (TOTAL, "kusten", "inlandet")
AS_COUNTED = Form("as-counted", "", {"referrer": (TOTAL, *REFERRERS), "place": (TOTAL, *HEAD)})
FORMS = (
    AS_COUNTED,
    Form("five", "Fem remittenter", {"referrer": FIVE, "place": (TOTAL, *HEAD)}),
    Form("five-by-thirds", "Fem remittenter, tre delar", {"referrer": FIVE, "place": THIRDS}),
    Form("four-by-thirds", "Fyra remittenter, tre delar", {"referrer": FOUR, "place": THIRDS}),
    Form("four-by-halves", "Fyra remittenter, kust och inland", {"referrer": FOUR, "place": HALVES}),
)


def added(referrer: str, place: str) -> int:
    referrers = REFERRERS if referrer == TOTAL else MERGED.get(referrer, (referrer,))
    places = HEAD if place == TOTAL else PARTS.get(place, (place,))
    return sum(INNER[each, where] for each in referrers for where in places)


def referrals() -> TableSet:
    """The matrix, and both its margins as tables of their own, which keep all their codes."""
    numbers: dict[tuple[str, ...], int] = {
        (who, where): added(who, where) for who in (*FIVE, *FOUR, *REFERRERS) for where in (*THIRDS, *HALVES, *HEAD)
    }
    crossed = Table("crossed", "Remittent och kommun", "referrals", ("referrer", "place"), numbers, forms=FORMS)
    by_referrer: dict[tuple[str, ...], int] = {(who,): added(who, TOTAL) for who in (TOTAL, *REFERRERS)}
    by_place: dict[tuple[str, ...], int] = {(where,): added(TOTAL, where) for where in (TOTAL, *HEAD)}
    return TableSet(
        (
            crossed,
            Table("referrers", "Remittenter", "referrals", ("referrer",), by_referrer),
            Table("places", "Kommuner", "referrals", ("place",), by_place),
        ),
        {"referrer": REFERRER, "place": PLACE},
        {"referrals": "Remisser"},
    )


def as_shown(tables: TableSet, forms: Forms) -> str:
    """The matrix as a reader gets it."""
    system, findings = link(tables, forms)
    assert findings == ()
    found = find_pattern(system, seed=DEFAULT_SEED)
    _, missed = prove(system, found.hidden)
    assert missed == ()
    table, form = tables.tables[0], forms["crossed"]
    assert form is not None
    hidden = {system.cells[at].key for at in found.hidden}
    told = {
        codes: ".." if key_of(table.of, table.place(codes)) in hidden else str(number)
        for codes, number in table.shown_in(form)
    }
    lines = [[who, *(told[who, where] for where in form.keep["place"])] for who in form.keep["referrer"]]
    return "\n".join(" ".join(line) for line in lines)


def test_matrix_is_the_one_that_was_published() -> None:
    small = [number for number in INNER.values() if 0 < number < 5]

    assert (added(TOTAL, TOTAL), len(small), list(INNER.values()).count(0)) == (348, 19, 9)


def test_what_each_form_of_the_matrix_shows() -> None:
    found = {each.form.key: each.tally for each in proposals(referrals(), {}, "crossed") if each.form}

    assert found == {
        "as-counted": Tally(shown=47, small=19, protecting=4),
        "five": Tally(shown=42, small=16, protecting=2),
        "five-by-thirds": Tally(shown=17, small=3, protecting=4),
        "four-by-thirds": Tally(shown=16, small=1, protecting=3),
        "four-by-halves": Tally(shown=15, small=0, protecting=0),
    }


def test_manager_gets_a_matrix_without_dots() -> None:
    tables = referrals()

    assert (
        as_shown(tables, choose_forms(tables))
        == """\
* 348 169 179
af 88 48 40
fk 74 25 49
kommun 97 31 66
vård och egen 89 65 24"""
    )


def test_manager_who_bears_a_few_dots_gets_thirds() -> None:
    tables = referrals()

    assert (
        as_shown(tables, choose_forms(tables, limit=Fraction(1, 4)))
        == """\
* 348 73 169 106
af 88 .. 48 ..
fk 74 5 25 44
kommun 97 56 31 10
vård och egen 89 .. 65 .."""
    )
