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


def test_lint_every_exception_has_a_reason() -> None:
    """Every code that ruff ignores, in the configuration or in a file, is followed by a reason."""
    config = (ROOT / "pyproject.toml").read_text("utf-8")
    lint = config[config.index("\nignore = [") : config.index("[tool.ruff.lint.pydocstyle]")]
    bare = re.findall(r'^    "[A-Z]+[0-9]*",(?!  # \S).*$', lint, re.MULTILINE)
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("tools/**/*.py")]):
        noqa = re.findall(
            r"^.*#\s*(?:noqa|type:\s*ignore)(?!\S*\[?[\w, -]+\]?\s+#?\s*\S).*$", path.read_text("utf-8"), re.MULTILINE
        )
        bare += [f"{path.relative_to(ROOT)}: {line}" for line in noqa]

    assert bare == []


def test_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Rules, translations, templates and fonts go along, not just Python."""
    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    package = ROOT / "src"
    files = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}

    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("mellanrum/")}
    assert packed == {name for name in files if "__pycache__" not in name}
