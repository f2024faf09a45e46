"""Files of tables as they are written, for tests."""

import json
from typing import Any

SEX: dict[str, Any] = {"key": "sex", "label": "Sex", "codes": {"woman": "Women", "man": "Men"}}
AGE: dict[str, Any] = {
    "key": "age",
    "label": "Age",
    "codes": {"young": "Under 30", "a": "16-19", "b": "20-29", "old": "30 and over"},
    "sums": [{"whole": "*", "parts": ["young", "old"]}, {"whole": "young", "parts": ["a", "b"]}],
}
SUPPORT: dict[str, Any] = {
    "key": "support",
    "label": "Support",
    "codes": {"sick": "Sick pay", "study": "Study grant"},
    "several": True,
}
YEAR: dict[str, Any] = {
    "key": "year",
    "label": "Year",
    "codes": {"2024": "2024", "2025": "2025"},
    "sums": [],
}


def a_table(**more: object) -> dict[str, Any]:
    return {
        "key": "by_age",
        "title": "By age",
        "of": "started",
        "by": ["age", "sex"],
        "rows": [["a", "woman", 6], ["a", "man", 3], ["b", "woman", 8], ["b", "man", 9], ["old", "woman", 7]],
        **more,
    }


def a_file(*tables: dict[str, Any], **more: object) -> bytes:
    held = {
        "format": "mellanrum-tables/1",
        "variables": [SEX, AGE, SUPPORT, YEAR],
        "tables": list(tables or (a_table(),)),
        **more,
    }
    return json.dumps(held).encode()
