"""What tests share: golden files, programs outside Python, files not everyone has, and the judgement of veraPDF."""

from support.golden_files import golden
from support.machine import needs, shared

__all__ = ["golden", "needs", "shared"]
