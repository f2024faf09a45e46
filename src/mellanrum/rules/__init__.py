"""Dated rules: TOML with the paragraph each value rests on, and the strict loader."""

from mellanrum.rules.loader import RuleError, parse, parse_json, shipped, shipped_names, shipped_text, validated
from mellanrum.rules.model import Dated, Strict, in_force

__all__ = [
    "Dated",
    "RuleError",
    "Strict",
    "in_force",
    "parse",
    "parse_json",
    "shipped",
    "shipped_names",
    "shipped_text",
    "validated",
]
