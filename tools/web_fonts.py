"""Make the fonts of the web from those of the documents: only the characters that pages use, packed as WOFF2.

Run by hand when the fonts or the characters change, then look at the pages and commit the files:

    .venv/dev/bin/uv run --no-project --with fonttools==4.68.0 --with brotli==1.2.1 python tools/web_fonts.py

fonttools and brotli are wanted for nothing else, so they are in no lock. The licence lets anybody change the fonts,
but keeps the name Source for the unchanged ones: ours are called Mellanrum Sans. Figures are tabular and lining unless
a page asks otherwise (`font-variant-numeric: proportional-nums`).
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1] / "src" / "mellanrum"
SOURCE = ROOT / "documents" / "fonts"
TARGET = ROOT / "web" / "parts" / "static" / "parts" / "fonts"
STYLES = ("Regular", "Semibold", "Bold", "It")
NAME = "Mellanrum Sans"
NOTE = """\
The files beside this one are made by tools/web_fonts.py from Adobe's Source Sans 3, version 3.052: only some
characters, packed for the web, and under another name, as the licence wants of changed fonts. The licence follows as
Adobe gave it.

---

"""

# Latin, Latin-1, Latin Extended-A; names of people and places are written in them.
_LATIN = "0020-007E,00A0-017F"
# Spaces, dashes, quotes, bullets, dots, per mille, primes, ⁄, and those fractions that Latin-1 has not.
_SIGNS = "2007,2009-200B,2010-2015,2018-201E,2020-2022,2026,202F,2030,2032,2033,2044,2153,2154,215B"
# € № arrows − ≈ ≠ ≤ ≥ triangles ✓ ✗
_MARKS = "20AC,2116,2190-2195,2212,2248,2260,2264,2265,25B2,25B3,25B6,25B8,25BC,25BD,25BE,25C0,25C2,2713,2717"
# Kerning and marks in their places, what Swedish wants, and the ways of writing figures.
_FEATURES = "kern,mark,mkmk,ccmp,locl,liga,case,lnum,onum,tnum,pnum,frac,numr,dnom,ordn,sups,zero"
_UNICODES = f"{_LATIN},{_SIGNS},{_MARKS}"
_RENAMED = (1, 3, 4, 6, 16, 18, 21, 25)


def characters() -> set[str]:
    """The characters that the fonts have."""
    spans = [[int(end, 16) for end in span.split("-")] for span in _UNICODES.split(",")]
    return {chr(code) for span in spans for code in range(span[0], span[-1] + 1)}


def make(style: str) -> Path:
    """Write the font of a style for the web; returns its file."""
    from fontTools import subset  # noqa: PLC0415 - there only when fonts are made
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - as above

    options = subset.Options(hinting=False, layout_features=_FEATURES.split(","), name_IDs=["*"])
    font = TTFont(SOURCE / f"SourceSans3-{style}.ttf", recalcTimestamp=False)  # the same input, the same bytes
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=subset.parse_unicodes(_UNICODES))
    chosen.subset(font)
    _rename(font)
    font.flavor = "woff2"
    target = TARGET / f"MellanrumSans-{style}.woff2"
    font.save(target)
    return target


def _rename(font: "TTFont") -> None:
    for record in font["name"].names:
        if record.nameID in _RENAMED:
            name = record.toUnicode()
            record.string = name.replace("Source Sans 3", NAME).replace("SourceSans3", NAME.replace(" ", ""))


def main() -> None:
    """Make every style, and put the licence beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style in STYLES:
        path = make(style)
        print(f"{path.name}: {path.stat().st_size // 1024} kB")
    licence = (SOURCE / "LICENSE.md").read_text(encoding="utf-8")
    (TARGET / "LICENSE.md").write_text(NOTE + licence, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
