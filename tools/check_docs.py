"""Check that links between the repository's Markdown files hold: files exist, and headings they point into.

Prints one line per broken link and exits 1; links out of the repository are not followed.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def documents(root: Path) -> list[Path]:
    """The Markdown files of the repository, not those of tools and made files in hidden or ignored folders."""
    folders = (root.glob("*.md"), *(root.glob(f"{name}/**/*.md") for name in ("docs", "src", "tests", "tools")))
    return sorted(path for found in folders for path in found)


def broken_links(path: Path, root: Path) -> Iterator[str]:
    """One sentence per link in `path` that leads nowhere, with its line."""
    text = _blank(_FENCE, path.read_text(encoding="utf-8"))
    for match in _LINK.finditer(_blank(_CODE, text)):
        target = match[1] or match[2]
        fault = _fault(path, target, root)
        if fault:
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(root)}:{line}: {target}: {fault}"


def anchors(text: str) -> set[str]:
    """The anchors that a reader such as GitHub's gives the headings of a document."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in _HEADING.findall(_blank(_FENCE, text)):
        slug = _slug(heading)
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def _fault(path: Path, target: str, root: Path) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    goal = path.parent / unquote(parts.path) if parts.path else path
    if not goal.resolve().is_relative_to(root.resolve()):
        return "leads out of the repository"
    if not goal.exists():
        return "no such file"
    if parts.fragment and goal.suffix == ".md" and unquote(parts.fragment) not in anchors(goal.read_text("utf-8")):
        return "no such heading"
    return None


def _slug(heading: str) -> str:
    words = unicodedata.normalize("NFC", re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading)).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Text with what the pattern matches emptied, line numbers kept."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def main() -> int:
    """Check every document; 0 when all links hold."""
    found = documents(ROOT)
    faults = [fault for path in found for fault in broken_links(path, ROOT)]
    for fault in faults:
        print(fault)
    print(f"Links in {len(found)} documents: {'all hold' if not faults else f'{len(faults)} broken'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
