"""Charts: drawn once and kept, the same each time, readable by all."""

import itertools
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from documents.sample import number, sample_report
from mellanrum.documents.chart_style import COLOURS
from mellanrum.documents.drawing import Drawing, content_name, default_folder, draw_charts
from mellanrum.documents.model import Chart, ChartKind, Report, Series

RESULT = next(chart for chart in sample_report().charts() if chart.key == "result_chart")


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_are_few_and_stand_out_from_the_paper() -> None:
    assert len(COLOURS) <= 6
    assert min(1.05 / (luminance(colour) + 0.05) for colour in COLOURS) >= 3


def test_every_kind_is_in_the_sample(report: Report) -> None:
    assert {chart.kind for chart in report.charts()} == set(ChartKind)


def test_chart_is_drawn_the_same_each_time(drawings: Mapping[str, Drawing], report: Report, tmp_path: Path) -> None:
    assert draw_charts(report.charts(), folder=tmp_path) == drawings


def test_chart_text_is_swedish(drawings: Mapping[str, Drawing]) -> None:
    svg = drawings["result_chart"].svg

    assert re.findall(r">(−?[0-9]+)</text>", svg) == [*RESULT.categories, "650", "413", "−112", "192", "−258"]
    assert "8\N{NO-BREAK SPACE}000" in drawings["cost_chart"].svg
    assert set(re.findall('font-family="([^"]*)"', svg)) == {"'Source Sans 3'"}


def test_kept_drawing_is_used(tmp_path: Path) -> None:
    name = content_name(RESULT, "sv")
    (tmp_path / f"{name}.svg").write_text("<svg/>", "utf-8")
    (tmp_path / f"{name}.png").write_bytes(b"png")

    assert draw_charts([RESULT], folder=tmp_path) == {"result_chart": Drawing("<svg/>", b"png")}


def test_report_with_kept_charts_loads_no_drawing_program(report: Report, tmp_path: Path) -> None:
    draw_charts(report.charts(), folder=tmp_path)
    lines = [
        "import sys; from pathlib import Path",
        f"sys.path[:0] = {sys.path!r}",
        "from documents.sample import sample_report",
        "from mellanrum.documents.drawing import draw_charts",
        f"draw_charts(sample_report().charts(), folder=Path({str(tmp_path)!r}))",
        "print(sorted({'altair', 'vl_convert'} & set(sys.modules)))",
    ]

    said = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True, text=True)

    assert said.stdout == "[]\n"


def test_drawing_is_kept_by_content() -> None:
    variants = (
        RESULT,
        replace(RESULT, unit="kr"),
        replace(RESULT, kind=ChartKind.LINE),
        replace(RESULT, series=(replace(RESULT.series[0], label="Resultat"),)),
    )
    names = [*(content_name(chart, "sv") for chart in variants), content_name(RESULT, "en")]

    assert all(one != other for one, other in itertools.combinations(names, 2))
    assert content_name(replace(RESULT, key="other", caption="Annan", alt="Annan"), "sv") == names[0]


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert draw_charts([RESULT], folder=tmp_path / "file" / "charts")["result_chart"].svg.startswith("<svg")


def test_default_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert default_folder() == tmp_path / "mellanrum" / "charts"


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize(
    ("categories", "series"),
    [
        ((), (Series("Inget", ()),)),
        (("2025",), (Series("Saknas", (number(None),)),)),
        (("2025", "2025"), (Series("Noll", (number("0"), number("0"))), Series("Minus", (number("-1"), number(None))))),
    ],
    ids=["empty", "missing", "nil and two of one name"],
)
def test_odd_chart_is_drawn(
    kind: ChartKind, categories: tuple[str, ...], series: tuple[Series, ...], tmp_path: Path
) -> None:
    chart = Chart("odd", "Udda", "Inget att se.", kind, categories, series)

    assert draw_charts([chart], folder=tmp_path)["odd"].svg.startswith("<svg")
