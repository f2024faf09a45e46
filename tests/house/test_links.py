from pathlib import Path

import pytest

from tools import check_docs


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("[a](b.md)", None),
        ("[a](b.md#två-ord-1)", None),
        ("[a](#här)", None),
        ("![a](<b.md>)", None),
        ("[a]: b.md", None),
        ("[a](https://example.org/none.md)", None),
        ("`[a](none.md)`", None),
        ("```\n[a](none.md)\n```", None),
        ("[a](none.md)", "docs/a.md:3: none.md: no such file"),
        ("[a]: none.md", "docs/a.md:3: none.md: no such file"),
        ("[a](b.md#tre-ord)", "docs/a.md:3: b.md#tre-ord: no such heading"),
        ("[a](../../b.md)", "docs/a.md:3: ../../b.md: leads out of the repository"),
    ],
)
def test_broken_links(tmp_path: Path, link: str, fault: str | None) -> None:
    document = tmp_path / "docs" / "a.md"
    document.parent.mkdir()
    document.write_text(f"# Här\n\n{link}\n")
    document.with_name("b.md").write_text("# Två ord\n## Två ord\n")

    assert list(check_docs.broken_links(document, tmp_path)) == ([fault] if fault else [])


def test_anchors_of_punctuated_heading() -> None:
    assert check_docs.anchors("# `make test`: vad, och varför?\n") == {"make-test-vad-och-varför"}
