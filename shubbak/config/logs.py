"""Where the processes write what went wrong, and as what: lines for people, or JSON for programs.

`SHUBBAK_LOG=json` makes each line one object (ASVS 5.0, 16.2.4); `SHUBBAK_SYSLOG=host:port` sends each to a
syslog server too, by UDP (16.4.3). Both hold what a line of text holds, and no more.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class JsonFormatter(logging.Formatter):
    """One object a line: when (UTC), how grave, which part and process, what; a traceback if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def logging_of(*, form: str, syslog: str, level: str) -> dict[str, Any]:
    """The LOGGING of Django for these settings.

    :raises ValueError: if `syslog` is no ``host:port``.
    """
    shape = {"()": JsonFormatter} if form == "json" else {"format": "%(message)s"}
    handlers: dict[str, dict[str, Any]] = {
        "console": {"class": "logging.StreamHandler", "formatter": "shape"}
    }
    if syslog:
        host, _, port = syslog.rpartition(":")
        address = (host, int(port))
        handlers["syslog"] = {
            "class": "logging.handlers.SysLogHandler",
            "address": address,
            "formatter": "shape",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"shape": shape},
        "handlers": handlers,
        "root": {"handlers": [*handlers], "level": level},
    }
