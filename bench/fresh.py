"""Running things in fresh processes, and what they cost there."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a task said of itself.

    The seconds its work took, the seconds a processor was busy with it (which other programs disturb less), and the
    most memory its process ever held, in megabytes.
    """

    seconds: float
    busy: float
    peak: float


def task(name: str, *arguments: str, cache: str = "") -> Cost:
    """Run a task of `bench.task` in a fresh process. The making ready before the work is not in its seconds.

    `cache` names the folder for what is kept between runs.
    """
    said = json.loads(_run(_task(name, *arguments), _kept_in(cache)))
    return Cost(said["seconds"], said["busy"], said["peak"])


def whole_task(name: str, *arguments: str, cache: str = "") -> float:
    """Return the seconds a task takes as a whole process; `cache` as for `task`."""
    return _seconds(_task(name, *arguments), _kept_in(cache))


def python(code: str) -> float:
    """Return the seconds a Python program takes as a whole process."""
    return _seconds((sys.executable, "-c", code), {})


def mellanrum(*arguments: str) -> float:
    """Return the seconds a `mellanrum` command takes as a whole process."""
    return _seconds((sys.executable, "-m", "mellanrum.cli", *arguments), {})


def answer(module: str, *arguments: str, own: Mapping[str, str]) -> Any:  # noqa: ANN401 - what a module prints as JSON
    """Run a module and return the JSON it prints; `own` are variables of the environment for it alone."""
    return json.loads(_run((sys.executable, "-m", module, *arguments), own))


def _task(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bench.task", name, *arguments)


def _kept_in(cache: str) -> Mapping[str, str]:
    return {"XDG_CACHE_HOME": cache} if cache else {}


def _seconds(command: tuple[str, ...], own: Mapping[str, str]) -> float:
    start = time.perf_counter()
    _run(command, own)
    return time.perf_counter() - start


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """Return this environment with `own` variables; compiled modules are kept, as for any user."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **own}


def _run(command: tuple[str, ...], own: Mapping[str, str]) -> str:
    """Run a command. RuntimeError where it fails."""
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=environment(own), encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return done.stdout
