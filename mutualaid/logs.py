"""The log of a process that runs for real: lines on stderr, as many as LOG_LEVEL says, phone numbers masked."""

from __future__ import annotations

import logging
import re

from mutualaid.config import Config
from mutualaid.transport.numbers import masked

_NUMBER = re.compile(r"(?:\+|%2B)[0-9]{7,15}|(?<![\w.+-])[0-9]{10,15}(?![\w-])", re.IGNORECASE)


class Masking(logging.Formatter):
    """A line, and the traceback under it, in which no number stands in full: what a library says of a failure may
    hold one."""

    def format(self, record: logging.LogRecord) -> str:
        return _NUMBER.sub(lambda found: masked(found[0].upper().replace("%2B", "+")), super().format(record))


def to_stderr(config: Config) -> None:
    """Sets up the log of this process; where whoever started it did so already, only how much we say."""
    level = logging.getLevelNamesMapping()[config.env.log_level]
    if not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Masking("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        # libraries tell at DEBUG what they send, and to whom
        logging.basicConfig(level=max(level, logging.INFO), handlers=[handler])
    logging.getLogger("mutualaid").setLevel(level)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
