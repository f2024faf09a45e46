"""What the figures were measured on."""

import os
import platform
from pathlib import Path


def described() -> tuple[str, ...]:
    """Describe the machine: processor, cores, memory, system, Python."""
    cores = os.cpu_count() or 1
    busy = f", load {os.getloadavg()[0]:.1f} before the first measure" if hasattr(os, "getloadavg") else ""
    return (
        f"Processor  {_processor()}, {cores} cores{busy}",
        f"Memory     {_memory()}",
        f"System     {_system()}",
        f"Python     {platform.python_implementation()} {platform.python_version()}",
    )


def _processor() -> str:
    named = _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    clock = _field("/proc/cpuinfo", "cpu MHz")
    return f"{named} at {float(clock) / 1000:.1f} GHz" if clock else named


def _memory() -> str:
    total = _field("/proc/meminfo", "MemTotal").removesuffix(" kB")
    return f"{int(total) / 2**20:.1f} GiB" if total else "not known"


def _system() -> str:
    name = _field("/etc/os-release", "PRETTY_NAME", "=").strip('"') or platform.system()
    return f"{name}, {platform.system()} {platform.release().partition('-')[0]}, {platform.machine()}"


def _field(file: str, name: str, mark: str = ":") -> str:
    """Return the first field of that name in one of the system's own lists; empty where there is none."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    parted = (line.partition(mark) for line in lines)
    return next((value.strip() for key, _, value in parted if key.strip() == name), "")
