"""Draw the pictures of README anew, from the demo: two pages of its report, and what a terminal shows of it."""

import io
import json
import os
import pty
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import Popen, run

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import typst

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PAGES = ("Översikt över verksamhetens utveckling", "Kassaflödesanalys")
YEAR = ("dk2025.se", "--earlier", "dk2023.se", "--map", "karta.toml", "--reported", "reported.toml")
STYLED = re.compile(r"\x1b\[([0-9;$]+)m(.*?)\x1b\[0m")

SHEETS = """
#set page(width: auto, height: auto, margin: 14pt, fill: rgb("#d5dcde"))
#let sheet(page) = box(fill: white, image("arsredovisning-2025.pdf", page: page, width: 420pt))
#grid(columns: 2, gutter: 14pt, ..json(bytes(sys.inputs.pages)).map(sheet))
"""

SCREEN = """
#set page(width: auto, height: auto, margin: 18pt, fill: rgb("#12201f"))
#set text(font: "DejaVu Sans Mono", size: 9pt, fill: rgb("#dfe7e6"))
#set par(leading: 0.5em, spacing: 0.5em)
#let ink = ("1": rgb("#ffffff"), "33": rgb("#f0b849"), "31;1": rgb("#ff8a80"), "2": rgb("#8fa3a1"), "$": rgb("#5fd3c4"))
#let piece(it) = {
  let weight = if it.style in ("1", "31;1", "$") { "bold" } else { "regular" }
  text(fill: ink.at(it.style, default: rgb("#dfe7e6")), weight: weight, it.text.replace(" ", sym.space.nobreak))
}
#for line in json(bytes(sys.inputs.lines)) {
  if line.len() == 0 { linebreak() } else { line.map(piece).join() + linebreak() }
}
"""


def main() -> None:
    """Make the demo in a folder that is thrown away, and draw both pictures from it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-m", "mellanrum.cli", "demo", "."], cwd=folder, check=True, capture_output=True)
        draw(folder, "report.png", SHEETS, 96, pages=_pages(folder / "arsredovisning-2025.pdf"))
        draw(folder, "terminal.png", SCREEN, 96, lines=[list(_pieces(line)) for line in _screen(folder)])


def draw(folder: Path, name: str, source: str, ppi: int, **inputs: object) -> None:
    """Set a source with its data, and keep the one page it makes as a picture."""
    (folder / "picture.typ").write_text(source, encoding="utf-8")
    told = {key: json.dumps(value) for key, value in inputs.items()}
    typst.compile(folder / "picture.typ", output=PICTURES / name, format="png", ppi=ppi, sys_inputs=told)
    print(PICTURES / name, (PICTURES / name).stat().st_size, "bytes")


def _pages(pdf: Path) -> list[int]:
    """Return the numbers of the pages that begin with the headings, counted from 1."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf.read_bytes())) as document:
        texts = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    return [next(at for at, text in enumerate(texts, 1) if heading in text[:5] and at > 2) for heading in PAGES]


def _screen(folder: Path) -> Iterator[str]:
    shown = _said(folder, "statements", *YEAR)
    yield f"\x1b[$m$ mellanrum statements {' '.join(YEAR)}\x1b[0m"
    yield from _block(shown, "Finsam")
    yield from ("", *_block(shown, "Resultaträkning"))
    yield from ("", "\x1b[2m…\x1b[0m", "", *_block(shown, "Driftredovisning"))
    yield from ("", "\x1b[2m…\x1b[0m", "", *_block(shown, "varning"))
    yield ""
    yield f"\x1b[$m$ mellanrum why {' '.join(YEAR)} cash_flow.d_receivables\x1b[0m"
    yield from _said(folder, "why", *YEAR, "cash_flow.d_receivables")


def _block(lines: Sequence[str], first: str) -> Iterator[str]:
    """Give the lines from the one that begins with a text to the next empty one."""
    start = next(at for at, line in enumerate(lines) if _plain(line).startswith(first))
    for line in lines[start:]:
        if not line:
            return
        yield line


def _said(folder: Path, *words: str) -> list[str]:
    """Run the program as in a terminal, so that it styles what it writes."""
    ours, theirs = pty.openpty()
    parts = []
    with Popen([sys.executable, "-m", "mellanrum.cli", *words], cwd=folder, stdout=theirs):
        os.close(theirs)
        while part := _read(ours):
            parts.append(part)
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n").rstrip("\n").split("\n")


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # how a terminal says that nobody writes to it any more
        return b""


def _plain(line: str) -> str:
    return STYLED.sub(r"\2", line)


def _pieces(line: str) -> Iterator[dict[str, str]]:
    at = 0
    for found in STYLED.finditer(line):
        if found.start() > at:
            yield {"style": "", "text": line[at : found.start()]}
        yield {"style": found[1], "text": found[2]}
        at = found.end()
    if line[at:]:
        yield {"style": "", "text": line[at:]}


if __name__ == "__main__":
    main()
