"""Addresses that hold a secret, as an invitation's, are written to no log."""

import logging
import re

_HELD = re.compile(r"/(inbjudan|nytt-losenord|password/reset/key)/[^/\s]+")


class HideSecrets(logging.Filter):
    """Takes the secret out of what is logged; everything else is logged as it was."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place: a filter of a handler sees all that reaches it."""
        message = record.getMessage()
        hidden = _HELD.sub(r"/\1/…", message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True
