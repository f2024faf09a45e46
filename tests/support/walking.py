"""Values for every argument of every route, for tests that walk them all.

A new argument is added here, with a value it may have; a test fails until somebody does.
"""

from typing import Any

ARGUMENTS: dict[str, Any] = {
    "account": "5010",
    "area": "gemensamt",
    "at": 1,
    "counted": "start",
    "event": "start",
    "file": 1,
    "description": 1,
    "form": "csv",
    "invitation": 1,
    "key": "balance_sheet.equity",
    "economy:area.key": "gemensamt",
    "economy:area_remove.key": "gemensamt",
    "intervention": "coachingteamet",
    "look": "light",
    "member": 1,
    "month": "2025-01",
    "move": 1,
    "name": "budget",
    "number": 1,
    "official": 1,
    "person": 1,
    "own": 1,
    "pk": 1,
    "question": "end_reason",
    "register:end_answer.key": "lonebidrag",
    "register:hide_answer.key": "longest_time",
    "register:show_answer.key": "longest_time",
    "role": 1,
    "secret": "a-secret-that-there-is-none-of",
    "section": "ratios",
    "staff": 1,
    "state": "open",
    "succession": 1,
    "year": 2025,
    "uidb36": "1",
    "upload": 1,
    "account_reset_password_from_key.key": "set-password",
    "account_confirm_email.key": "x",
    "provider_id": "tjanst-1",
}
