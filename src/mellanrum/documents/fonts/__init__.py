"""The typeface of every document: Source Sans 3 by Adobe, under the SIL Open Font License (LICENSE.md).

The files are Adobe's own, version 3.052, unchanged. Figures are tabular unless asked otherwise.
"""

from functools import cache
from importlib import resources
from pathlib import Path

FAMILY = "Source Sans 3"


@cache
def font_folder() -> Path:
    """Return the folder that holds the font files."""
    return Path(str(resources.files(__name__)))
