"""How long the commands take, each as a whole process, best and median of a few runs.

Run with the Python that Mellanrum is installed in: `make bench`. Figures in the README come from here.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

COMMANDS = (("--help",), ("demo", "demo"))
RUNS = 5


def seconds(command: tuple[str, ...], folder: str) -> float:
    """Wall-clock seconds of one run of `mellanrum` in `folder`."""
    program = Path(sys.executable).with_name("mellanrum")
    start = time.perf_counter()
    subprocess.run([program, *command], check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - start


def main() -> None:
    """Print a line per command."""
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    for command in COMMANDS:
        with TemporaryDirectory() as folder:
            times = [seconds(command, folder) for _ in range(RUNS)]
        line = " ".join(("mellanrum", *command))
        print(f"{line:24} best {min(times):6.2f} s   median {statistics.median(times):6.2f} s")


if __name__ == "__main__":
    main()
