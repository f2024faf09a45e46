"""The smallest coarsening that protects what no pattern does."""

from mellanrum.disclosure.coarser import Coarsening, enough_for
from mellanrum.disclosure.coarser.enough import lost
from mellanrum.disclosure.coarser.merging import made
from mellanrum.disclosure.linking import Forms, link
from mellanrum.disclosure.system import Cell, System
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable
from mellanrum.findings import Phrase

SEX = Variable("sex", "kön", {"woman": "kvinnor", "man": "män"}, (Sum(TOTAL, ("woman", "man")),))
WHO = Variable(
    "who",
    "insats",
    {"a": "Alfa", "b": "Beta", "c": "Gamma"},
    (Sum(TOTAL, ("a", "b", "c")),),
    tells_zeros=True,
)
MONTH = Variable(
    "month",
    "månad",
    {"q1": "kvartal 1", "jan": "januari", "feb": "februari", "mar": "mars"},
    (Sum("q1", ("jan", "feb", "mar")),),
    tells_zeros=True,
)
# Zeros are told, so readers know that there is one woman and one man at least: the two of Alfa are two.
COUNTS = {"a": (1, 1), "b": (8, 9), "c": (7, 6)}
TWO = "n|who=a"


def numbers() -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for who in (TOTAL, *COUNTS):
        held = [pair for code, pair in COUNTS.items() if who in {TOTAL, code}]
        women, men = (sum(pair[at] for pair in held) for at in (0, 1))
        found |= {(who, TOTAL): women + men, (who, "woman"): women, (who, "man"): men}
    return found


def a_set(*forms: Form) -> TableSet:
    table = Table("n", "Tabell n", "n", ("who", "sex"), numbers(), forms=forms)
    return TableSet((table,), {each.key: each for each in (SEX, WHO)})


def asked(tables: TableSet, cells: set[str]) -> Coarsening:
    found = enough_for(tables, {}, cells)
    assert found is not None
    return found


def test_what_the_test_asks_for_is_out_of_reach() -> None:
    assert lost(link(a_set())[0]) == {TWO}


def test_declared_form_is_proposed_before_any_other() -> None:
    without = Form("no-sex", "Utan kön", {"sex": (TOTAL,)})

    found = asked(a_set(without), {TWO})

    assert found.label == Phrase("{form} in {table}", {"form": "Utan kön", "table": "Tabell n"})
    assert found.forms == {"n": without}
    assert found.shown == 2


def test_of_declared_forms_the_one_that_shows_most_is_proposed() -> None:
    coarse = Form("totals", "Totaler", {"sex": (TOTAL,), "who": (TOTAL,)})
    without = Form("no-sex", "Utan kön", {"sex": (TOTAL,)})

    assert asked(a_set(without, coarse), {TWO}).forms == {"n": without}


def test_form_is_proposed_in_all_tables_where_one_alone_is_not_enough() -> None:
    without = Form("no-sex", "Utan kön", {"sex": (TOTAL,)})
    tables = tuple(Table(of, "", of, ("who", "sex"), numbers(), forms=(without,)) for of in "nm")
    same = Flow((Step(1, "n"), Step(-1, "m")))
    both = TableSet(tables, {each.key: each for each in (SEX, WHO)}, flows=(same,))

    found = asked(both, {TWO})

    assert found.label == Phrase("{form} in all tables", {"form": "Utan kön"})
    assert found.forms == {"n": without, "m": without}


def test_tables_that_have_nothing_to_do_with_it_are_left_as_they_are() -> None:
    other = Table("other", "", "m", ("who", "sex"), numbers(), forms=(Form("no-sex", "", {"sex": (TOTAL,)}),))
    tables = TableSet((*a_set().tables, other), {each.key: each for each in (SEX, WHO)})

    found = asked(tables, {TWO})

    assert found.forms.keys() == {"n"}
    assert found.tables.tables[1] == other


def test_codes_are_merged_where_no_form_is_declared() -> None:
    found = asked(a_set(), {TWO})

    assert found.label == Phrase("{one} and {other} merged", {"one": "Alfa", "other": "Beta"})
    assert found.shown == 9
    system, findings = link(found.tables, found.forms)
    assert findings == ()
    assert {cell.key: cell.value for cell in system.cells if "a+b" in cell.key} == {
        "n|who=a+b": 19,
        "n|sex=woman|who=a+b": 9,
        "n|sex=man|who=a+b": 10,
    }


def test_split_is_dropped_where_codes_cannot_be_merged() -> None:
    tables = a_set()
    several = Variable("who", "insats", WHO.codes, is_several=True, tells_zeros=True)
    counts = TableSet(tables.tables, {"sex": SEX, "who": several})

    assert asked(counts, {TWO}).label == Phrase("without the split by {variable}", {"variable": "kön"})


def test_quarter_stands_instead_of_months_and_is_reckoned_where_no_table_has_it() -> None:
    held: dict[tuple[str, ...], int] = {("jan", TOTAL): 3, ("feb", TOTAL): 9, ("mar", TOTAL): 8}
    tables = TableSet((Table("n", "", "n", ("month", "sex"), held),), {"sex": SEX, "month": MONTH})

    (broader,) = (each for each in made(tables, {}) if each.label.message_id == "{variable} in broader groups")

    assert [*broader.tables.tables[0].shown_in(broader.forms["n"])] == [(("q1", TOTAL), 20)]


def test_coarser_form_is_made_of_the_form_a_table_has() -> None:
    tables = a_set(Form("two", "", {"who": (TOTAL, "a", "b")}))

    (dropped,) = (
        each for each in made(tables, {"n": tables.tables[0].forms[0]}) if each.label.parameters == {"variable": "kön"}
    )

    assert {codes for codes, _ in dropped.tables.tables[0].shown_in(dropped.forms["n"])} == {
        (TOTAL, TOTAL),
        ("a", TOTAL),
        ("b", TOTAL),
    }


def test_nothing_is_proposed_for_what_readers_know_already() -> None:
    tables = TableSet((Table("n", "", "n", ("sex",), {(TOTAL,): 30, ("woman",): 28, ("man",): 2}),), {"sex": SEX})

    def known(held: TableSet, forms: Forms) -> System:
        system, _ = link(held, forms)
        two = Cell("n|sex=man", 2, 5, is_known=True)
        return System((*(cell for cell in system.cells if cell.key != two.key), two), ())

    assert enough_for(tables, {}, {"n|sex=man"}, lay=known) is None
