"""A table of earlier years, pasted from a spreadsheet."""

from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.web.economy.services.stating import documents_of, rows_stated, stated_figures
from mellanrum.web.tenancy.models import Association
from support.editing import page_of, signed_in


@pytest.fixture
def manager(association: Association) -> Client:
    return signed_in("manager", association)


PASTED = """\t2022\t2021
Intäkter\t7 067 269\t7 175 545
Årets resultat\t243 398\t−38 774
Soliditet\t57,1 %\t41,8 %
Antal anställda\t\t1
"""


def pasted(table: str, **given: str) -> dict[str, str]:
    whole = {"source": "Årsredovisning 2022", "page": "4", "step": "1", "table": table, **given}
    return {f"pasted-{name}": value for name, value in whole.items()}


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_pasted_table_is_saved_year_by_year(association: Association, manager: Client, mark: str) -> None:
    manager.post(page_of(association, "earlier_paste"), pasted(PASTED.replace("\t", mark)))

    figures, found = stated_figures(association)
    assert found == ()
    assert {(figure.period.year, figure.key): figure.value for figure in figures} == {
        (2022, "overview.revenue"): 7_067_269,
        (2022, "overview.result"): 243_398,
        (2022, "overview.equity_ratio"): Decimal("0.571"),
        (2021, "overview.revenue"): 7_175_545,
        (2021, "overview.result"): -38_774,
        (2021, "overview.equity_ratio"): Decimal("0.418"),
        (2021, "overview.employees"): 1,
    }
    assert [(document.source, document.page) for document in documents_of(rows_stated(association))] == [
        ("Årsredovisning 2022", 4)
    ] * 2


@pytest.mark.parametrize(
    ("table", "faults"),
    [
        ("Intäkter\t1\nKostnader\t2", 1),
        ("\t2021\t2021\nIntäkter\t1\t2", 1),
        ("\t2999\nIntäkter\t1", 1),
        ("\t1993\nIntäkter\t1", 1),
        ("\t2021\nIntäkter\tsju\nSoliditet\t0,418\nGlädje\t5", 3),
        ("\t2021\nIntäkter\t", 1),
        ("\t2021", 1),
        ("x" * 20_001, 1),
    ],
)
def test_pasted_table_with_faults_says_them_all_and_saves_nothing(
    association: Association, manager: Client, table: str, faults: int
) -> None:
    answer = manager.post(page_of(association, "earlier_paste"), pasted(table))

    assert {name: len(said) for name, said in answer.context["paste_form"].errors.items()} == {"table": faults}
    assert rows_stated(association) == []


def test_pasted_table_without_a_document_is_not_saved(association: Association, manager: Client) -> None:
    answer = manager.post(page_of(association, "earlier_paste"), pasted(PASTED, source=""))

    assert list(answer.context["paste_form"].errors) == ["source"]
    assert rows_stated(association) == []
