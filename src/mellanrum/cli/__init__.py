"""The `mellanrum` command: thin, on the same engines as everything else."""

from mellanrum.cli.running import main

__all__ = ["main"]
