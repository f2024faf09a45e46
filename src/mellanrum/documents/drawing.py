"""Drawing charts, and keeping what has been drawn: a chart with the same content is drawn once."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from mellanrum.documents.characters import known
from mellanrum.documents.chart_style import WIDE, Room, number_locale
from mellanrum.documents.fonts import font_folder
from mellanrum.documents.model import Chart
from mellanrum.documents.shown import written
from mellanrum.numbers import Language

_SCALE = 2.5  # pixels for each unit of the drawing: some 250 to the inch on paper
_STYLED_BY = ("chart_style.py", "chart_spec.py", "shown.py")
_DRAWN_BY = ("altair", "vl-convert-python")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn: SVG for PDF and web, PNG for Word."""

    svg: str
    png: bytes


def default_folder() -> Path:
    """Return where drawings are kept unless another folder is named: the user's cache."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "mellanrum" / "charts"


def draw_charts(charts: Iterable[Chart], lang: Language = "sv", folder: Path | None = None) -> Mapping[str, Drawing]:
    """Draw the charts, by their keys. Those that lie in `folder` are taken from there, the others are put there.

    A folder that cannot be read or written slows the drawing down and does nothing else.
    """
    kept_in = folder or default_folder()
    return {chart.key: _kept(chart, lang, kept_in) or _drawn(chart, lang, kept_in) for chart in charts}


def content_name(chart: Chart, lang: Language) -> str:
    """Name a drawing by all that it depends on: what is drawn, the style, and the programs that draw."""
    content = {
        "kind": chart.kind,
        "categories": chart.categories,
        "series": [[s.label, [[str(n.value), n.form, written(n, lang)] for n in s.numbers]] for s in chart.series],
        "unit": chart.unit,
        "limit": [chart.limit.label, str(chart.limit.value)] if chart.limit else None,
        "style": _style(),
        "lang": lang,
        "by": [version(name) for name in _DRAWN_BY],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@cache
def _style() -> str:
    """Name the style by the text of the modules that make it: a change there cannot be forgotten here."""
    texts = (resources.files("mellanrum.documents").joinpath(name).read_bytes() for name in _STYLED_BY)
    return hashlib.sha256(b"".join(texts)).hexdigest()


def _kept(chart: Chart, lang: Language, folder: Path) -> Drawing | None:
    name = content_name(chart, lang)
    try:
        return Drawing((folder / f"{name}.svg").read_text("utf-8"), (folder / f"{name}.png").read_bytes())
    except (OSError, UnicodeDecodeError):
        return None


def _drawn(chart: Chart, lang: Language, folder: Path) -> Drawing:
    import vl_convert  # noqa: PLC0415 - as in vega_svg

    svg = vega_svg(chart, lang, WIDE)
    drawing = Drawing(svg, vl_convert.svg_to_png(svg, scale=_SCALE))
    path = folder / content_name(chart, lang)
    keep_text(path.with_suffix(".svg"), drawing.svg)
    _keep(path.with_suffix(".png"), drawing.png)
    return drawing


def vega_svg(chart: Chart, lang: Language, room: Room) -> str:
    """Draw a chart as SVG for the room there is, whether or not it has been drawn before."""
    # Imported here: the two take a second to load, and a report whose charts are kept does not need them.
    import vl_convert  # noqa: PLC0415 - half a second, paid only when a chart must be drawn

    from mellanrum.documents.chart_spec import spec_of  # noqa: PLC0415 - as above

    vl_convert.register_font_directory(str(font_folder()))
    drawn: str = vl_convert.vegalite_to_svg(spec_of(chart, lang, room), format_locale=number_locale(lang))
    return known(drawn)


def keep_text(path: Path, content: str) -> None:
    """Keep a drawing for the next time; where it cannot be kept, the next one will be slower."""
    _keep(path, content.encode())


def _keep(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, content)
    except OSError:
        return


def _write_whole(path: Path, content: bytes) -> None:
    """Write so that a reader sees the whole file or none, also when two write at once."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)
