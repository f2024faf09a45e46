"""Where a Word report is signed: for each signer a line to sign on, with name and function under it."""

from collections.abc import Iterator

from mellanrum.documents.model import Signatures
from mellanrum.documents.word.styles import QUIET
from mellanrum.documents.word.xml import Element, el, paragraph, run, tab

_LINE = 4600  # twips from the margin to where a line to sign on ends
_PAGE = 12_200  # twips that a page has for signatures
_TEXT = 900  # twips that the line and what stands under it take
_LEAST, _MOST = 120, 900  # twips of room to sign in


def signatures(block: Signatures) -> Iterator[Element]:
    """Make the paragraphs, kept together; the room to sign in shrinks before a page is left.

    The line is a tabulator with its leader, not a border: LibreOffice draws a border as content without a tag.
    """
    room = max(_LEAST, min(_MOST, _PAGE // max(len(block.signers), 1) - _TEXT))
    if block.heading:
        yield paragraph("BodyText", run(block.heading), properties=[el("keepNext")])
    for at, signer in enumerate(block.signers, 1):
        keep = [el("keepNext")] if at < len(block.signers) else []
        tabs = el("tabs", el("tab", val="left", leader="underscore", pos=_LINE))
        yield paragraph("SigningLine", tab(), properties=[el("keepNext"), tabs, el("spacing", before=room, after=60)])
        parts = [run(signer.name, el("b"))]
        if signer.function:
            parts.append(run(f"\n{signer.function}", el("color", val=QUIET)))
        yield paragraph("SigningLine", *parts, properties=keep)
