"""The example that ships: two years of books, a map and stated figures, from published reports and made-up vouchers."""

from importlib import resources

from mellanrum.composition.reading import Source

BOOKS, EARLIER, MAP, REPORTED = FILES = ("dk2025.se", "dk2023.se", "karta.toml", "reported.toml")
ABOUT = (
    "Demo data: the figures are from the public annual reports of Finsam Degerfors/Karlskoga for 2025 and 2023; "
    "the vouchers are made up."
)
"""What must be said wherever the example is shown: a message id."""


def example(name: str) -> Source:
    """Return one of `FILES`, as it ships. FileNotFoundError for another name."""
    folder = resources.files("mellanrum.composition").joinpath("example_data")
    return Source(name, folder.joinpath(name).read_bytes())
