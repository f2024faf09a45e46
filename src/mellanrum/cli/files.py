"""Files in and out: read whole with a reason where that fails, written whole or not at all."""

import errno
import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from mellanrum.cli.session import CallError, refusal
from mellanrum.composition import Source

_LIMIT = 200_000_001
"""The readers refuse files above 200 MB: one byte more is enough for them to see it."""


def read(path: Path, name: str = "") -> Source:
    """Read a file. CallError says why it cannot be read."""
    try:
        with path.open("rb") as file:
            return Source(name or path.name, file.read(_LIMIT))
    except OSError as error:
        raise _unread(path, error) from error
    except ValueError as error:  # a name with a nil character in it
        raise refusal("cli.no_such_file", file=str(path), folder=".") from error


def names(paths: Iterable[Path]) -> Mapping[Path, str]:
    """Name files as they are shown: without their folders, unless two would be called the same."""
    listed = list(dict.fromkeys(paths))
    times = Counter(path.name for path in listed)
    return {path: path.name if times[path.name] == 1 else str(path) for path in listed}


def _unread(path: Path, error: OSError) -> CallError:
    if path.is_dir():
        return refusal("cli.is_a_folder", file=str(path))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return refusal("cli.no_such_file", file=str(path), folder=str(path.parent))
    if isinstance(error, PermissionError):
        return refusal("cli.no_permission", file=str(path))
    return refusal("cli.unreadable", file=str(path), reason=error.strerror or type(error).__name__)


def check_out(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Say before the work begins that a file cannot be written. CallError with the reason."""
    folder = path.parent
    if not folder.is_dir():
        raise refusal("cli.no_such_folder", file=str(path), folder=str(folder))
    if path.is_dir():
        raise refusal("cli.out_is_a_folder", file=str(path))
    if not os.access(folder, os.W_OK):
        raise refusal("cli.folder_locked", file=str(path), folder=str(folder))
    if any(_same(path, other) for other in inputs):
        raise refusal("cli.out_is_input", file=str(path))


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there: never half a file. CallError where that fails."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes], private: Collection[Path] = ()) -> None:
    """Write files that belong together: none is in its place until all are whole. CallError where that fails.

    Those in `private` can be read by their owner only.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            check_out(path)
            beside[path] = _beside(path, data, 0o600 if path in private else _mode(path))
        for path, whole in beside.items():
            _moved(whole, path)
    finally:
        for whole in beside.values():
            whole.unlink(missing_ok=True)


def _beside(path: Path, data: bytes, mode: int) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _unwritten(path, error) from error
    whole = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        whole.chmod(mode)
    except BaseException as error:
        whole.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritten(path, error) from error
        raise
    return whole


def _moved(whole: Path, path: Path) -> None:
    try:
        whole.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: OSError) -> CallError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return refusal("cli.disk_full", file=str(path))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return refusal("cli.folder_locked", file=str(path), folder=str(path.parent))
    return refusal("cli.unwritable", file=str(path), reason=error.strerror or "")


def _mode(path: Path) -> int:
    """Keep what a file may be used for; a new one gets what the user's mask says."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def ending(path: Path, endings: Iterable[str]) -> str:
    """Return the ending of a file that is to be written. CallError where it is none of `endings`."""
    listed = tuple(endings)
    if path.suffix.lower() not in listed:
        raise refusal("cli.wrong_ending", file=str(path), endings=", ".join(listed))
    return path.suffix.lower()
