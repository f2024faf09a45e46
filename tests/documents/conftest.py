from collections.abc import Mapping

import pytest

from documents.sample import sample_report
from mellanrum.documents.drawing import Drawing, draw_charts
from mellanrum.documents.model import Report


@pytest.fixture(scope="session")
def report() -> Report:
    return sample_report()


@pytest.fixture(scope="session")
def drawings(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Drawing]:
    return draw_charts(report.charts(), folder=tmp_path_factory.mktemp("charts"))
