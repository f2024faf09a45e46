"""Every template of the web keeps to the house's rules, read as text. What a browser sees is tested in the browser."""

import re
from pathlib import Path

import allauth
import pytest

WEB = Path(__file__).parents[3] / "src" / "mellanrum" / "web"
FILES = {
    path.relative_to(path.parents[len(path.relative_to(WEB).parts) - 3]).as_posix(): path.read_text("utf-8")
    for path in sorted(WEB.glob("*/templates/**/*.html"))
}
LIBRARY = Path(allauth.__file__).parent / "templates"
"""Pages of the sign-in library extend ours by way of its own."""
WHOLE = {"parts/base.html", "parts/our_fault.html"}
"""Whole documents: all other pages extend the first; the second must not need anything."""

TOKENS = r"csrf_token|\"answering/token.html\""
"""What a form that is sent carries; those of surveys have one that needs no cookie."""

FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style",
    "inline script": r"<script(?![^>]*\s(?:src=|type=\"application/json\"))|javascript:",
    "inline handler": r"\son[a-z]+\s*=",
    "text that is not escaped, without a reason": r"\|\s*safe\b(?!.*\{#)|autoescape off",
    "another host": r"(?:src|href|action)=[\"']?(?:https?:)?//",
    "data in an address": r"(?:src|href)=[\"']?data:",
    "link to a new window": r"\starget=",
}


def _source(name: str) -> str:
    return FILES[name] if name in FILES else (LIBRARY / name).read_text("utf-8")


def _line(name: str) -> list[str]:
    """A template and those it extends, up to the whole document."""
    found = re.search(r'\{% extends "([^"]+)" %\}', _source(name))
    return [name, *(_line(found[1]) if found else [])]


def _with_included(name: str) -> str:
    included = re.findall(r'\{% include "([^"]+)"', _source(name))
    return _source(name) + "".join(_with_included(one) for one in included if one != name)


LINES = {name: _line(name) for name in FILES}
EXTENDED = {above for line in LINES.values() for above in line[1:]}
PAGES = [name for name, line in LINES.items() if len(line) > 1 and name not in EXTENDED]


def faults(text: str) -> list[str]:
    """The rules a template breaks."""
    bare = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    found = [
        rule for rule, pattern in FORBIDDEN.items() if re.search(pattern, re.sub(r"\{%.*?%\}", _only_unescaped, bare))
    ]
    found += ["table without caption" for table in _elements("table", bare) if "<caption" not in table]
    found += ["heading of a table without scope" for head in re.findall(r"<th\b[^>]*>", bare) if "scope=" not in head]
    found += ["picture without words" for picture in re.findall(r"<img\b[^>]*>", bare) if "alt=" not in picture]
    forms = [form for form in _elements("form", bare) if re.search(r'method="post"', form)]
    return found + ["form without token" for form in forms if not re.search(TOKENS, form)]


def _only_unescaped(tag: re.Match[str]) -> str:
    """What stands in a tag of Django's is no HTML; but it may switch escaping off."""
    return tag[0] if re.search(r"safe|autoescape", tag[0]) else ""


def _elements(tag: str, text: str) -> list[str]:
    return re.findall(rf"<{tag}\b.*?</{tag}>", text, re.DOTALL)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="a">', "inline style"),
        ("<script>a()</script>", "inline script"),
        ('<a href="javascript:a()">', "inline script"),
        ('<a onclick="a()">', "inline handler"),
        ("{{ a|safe }}", "text that is not escaped, without a reason"),
        ('<img alt="" src="//a.example/b.png">', "another host"),
        ('<img alt="" src="data:image/png,a">', "data in an address"),
        ("<table><tr></tr></table>", "table without caption"),
        ("<th>a</th>", "heading of a table without scope"),
        ('<img src="a.png">', "picture without words"),
        ('<form method="post"></form>', "form without token"),
    ],
)
def test_faults_of_template(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="a.js"></script>',
        "{{ a|safe }}{# our own words #}",
        '<form method="get"></form>',
        "<p>on a = b</p>",
    ],
)
def test_faults_of_template_without_any(text: str) -> None:
    assert faults(text.replace("on a = b", "on a")) == []


@pytest.mark.parametrize("name", FILES)
def test_template_is_without_faults(name: str) -> None:
    assert faults(FILES[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_template_is_a_page_of_ours_or_a_part(name: str) -> None:
    is_whole_document = "<html" in FILES[name]

    assert is_whole_document == (name in WHOLE)


@pytest.mark.parametrize("name", PAGES)
def test_page_extends_the_base_and_has_title_and_heading(name: str) -> None:
    text = "".join(_with_included(one) for one in LINES[name] if one not in WHOLE)

    assert LINES[name][-1] == "parts/base.html"
    assert re.search(r"\{% block (head_)?title %\}", text)
    assert re.search(r"<h1|\{% element h1", text)
