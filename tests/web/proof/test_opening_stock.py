"""The stock that an intervention goes live with is kept as it may be handed out: nobody stands alone in its tables."""

from datetime import date

import pytest

from mellanrum.tallies.ledger import TOTAL
from mellanrum.tallies.scheme import Own, scheme_of
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.web.register.services.opening_stock import Opening, cells_of_opening

ANSWERS = {Sex.WOMAN: "primary", Sex.MAN: "secondary", Sex.OTHER: "none"}


@pytest.mark.parametrize("alone", STATED)
def test_one_who_is_alone_of_a_sex_has_no_column(alone: Sex) -> None:
    total = {sex: 1 if sex is alone else 6 for sex in STATED}
    typed = {answer: {sex.in_tables: total[sex]} for sex, answer in ANSWERS.items()}

    cells = cells_of_opening(Opening(total, {"education": typed}), scheme_of(Own(), date(2025, 1, 1)), 5)

    assert {cell.sex for cell in cells if cell.table != TOTAL} == {Sex.UNSPLIT}
