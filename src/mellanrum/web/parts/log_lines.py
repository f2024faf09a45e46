"""What strangers try is told in the log in a line: it is no fault of ours, and fills no log with where it was found."""

import logging


class OneLine(logging.Filter):
    """Makes a warning of one line out of what is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place: no other handler sees it after the one that has this filter."""
        record.msg, record.args = " ".join(record.getMessage().split()), None
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
