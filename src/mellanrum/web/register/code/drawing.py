"""The square that a scanner reads: plain text, drawn as a path within the page itself."""

from collections.abc import Iterator, Sequence

_QUIET = 4  # empty squares around it, as scanners want


def square_of(text: str) -> tuple[str, int]:
    """Return the path of an SVG that holds a text as a QR code, and the side of its square."""
    import qrcode  # noqa: PLC0415 - takes a while, and few ask for it

    drawn = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET)
    drawn.add_data(text)
    drawn.make()
    rows = drawn.get_matrix()
    return "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in _runs(rows)), len(rows)


def _runs(rows: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int, int]]:
    """Give the dark stretches of each row: from where, in which row, how long."""
    for y, row in enumerate(rows):
        begun: int | None = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and begun is None:
                begun = x
            elif not is_dark and begun is not None:
                yield begun, y, x - begun
                begun = None
