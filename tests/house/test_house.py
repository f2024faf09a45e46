"""The house keeps its own promises: help lines, pinned parts, reasons, contents of the package."""

import os
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {
    "runtime": PROJECT["project"]["dependencies"],
    "build": PROJECT["dependency-groups"]["build"],
    "dev": [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]],
}


def _pins(lock: str) -> dict[str, str]:
    """Names and versions in a lock."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def _name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def test_make_help_names_every_target_and_is_the_default() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)

    printed = subprocess.run(
        ["make", "-s"], cwd=ROOT, check=True, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}
    ).stdout

    assert re.findall(r"^make (\S+) +\S", printed, re.MULTILINE) == targets


def test_make_every_target_is_phony() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    [phony] = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony.split() == re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_dependency(lock: str) -> None:
    assert {_name(requirement) for requirement in LOCKS[lock]} - _pins(lock).keys() == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_every_pin_has_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")

    assert re.findall(r"^[a-z0-9.-]+==.*\n(?!    --hash=sha256:)", text, re.MULTILINE) == []


@pytest.mark.parametrize("other", ["dev", "build"])
def test_lock_agrees_with_runtime(other: str) -> None:
    runtime, pins = _pins("runtime"), _pins(other)

    assert {name: pins[name] for name in pins.keys() & runtime.keys()} == (
        {name: runtime[name] for name in pins.keys() & runtime.keys()}
    )


def test_lock_demo_is_without_development_parts() -> None:
    development = {_name(requirement) for requirement in PROJECT["dependency-groups"]["dev"]}

    assert development & _pins("runtime").keys() == set()


def _unreasoned(text: str) -> list[str]:
    """The lines that switch off a check without saying why."""
    lines = re.findall(r"^.*# (?:noqa|type: ignore).*$", text, re.MULTILINE)
    return [line.strip() for line in lines if not re.search(r"# (noqa: [A-Z0-9, ]+ - |type: ignore\[.+\]  # )\S", line)]


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("a()  # noqa: S603, S607 - names its program", True),
        ("a()  # type: ignore[misc]  # the stub is wrong", True),
        ("a()  # noqa: S603, S607", False),
        ("a()  # noqa", False),
        ("a()  # type: ignore[misc]", False),
    ],
)
def test_unreasoned_line(line: str, accepted: bool) -> None:
    assert _unreasoned(f"b()\n{line}\nc()\n") == ([] if accepted else [line])


def test_lint_every_exception_in_the_configuration_has_a_reason() -> None:
    config = (ROOT / "pyproject.toml").read_text("utf-8")
    lint = config[config.index("\nignore = [") : config.index("[tool.ruff.lint.pydocstyle]")]

    codes = [line for line in lint.splitlines() if re.match(r' +"[A-Z]+[0-9]*"', line)]

    assert [line for line in codes if not re.search(r'",  # \S', line)] == []


@pytest.mark.parametrize("folder", ["src", "tests", "tools", "bench"])
def test_lint_every_exception_in_a_file_has_a_reason(folder: str) -> None:
    files = [path for path in sorted((ROOT / folder).rglob("*.py")) if path != Path(__file__)]

    assert {str(path): lines for path in files if (lines := _unreasoned(path.read_text("utf-8")))} == {}


def test_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Rules, translations, templates and fonts go along, not just Python."""
    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    package = ROOT / "src"
    files = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("mellanrum/")}
    assert packed == {name for name in files if "__pycache__" not in name}
