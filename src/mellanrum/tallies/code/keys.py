"""The keys of codes: one for each association and year, with the layouts that have been sealed by it."""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from mellanrum.tallies.code.layout import Layout

LENGTH = 32
MARK_BITS = 10


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a year. `mark` (below 1024) stands open in its codes, so that they find it, and stays when it is gone.

    `secret` are its 32 random bytes, None when it has been destroyed.
    """

    year: int
    mark: int
    secret: bytes | None = field(repr=False)
    layouts: tuple[Layout, ...] = ()

    @property
    def is_destroyed(self) -> bool:
        """Whether nothing that it sealed can be opened any more."""
        return self.secret is None

    def part(self, use: str) -> bytes:
        """Return the 32 bytes of the key for one use ("seal", "nonce", "used"). ValueError for a destroyed key."""
        if self.secret is None:
            raise ValueError("the key has been destroyed")
        return hmac.digest(self.secret, f"mellanrum code {use}".encode(), "sha256")


def new_key(year: int, others: Iterable[Key]) -> Key:
    """Make a key of a year, with a mark that none of the association's other keys has."""
    taken = {key.mark for key in others}
    free = [mark for mark in range(2**MARK_BITS) if mark not in taken]
    return Key(year, secrets.choice(free), secrets.token_bytes(LENGTH))
