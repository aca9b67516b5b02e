"""Log lines with the request or job they belong to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus

REQUEST_KEY = "interimhub.log_label"
"""The key in `request.META`, for lines that Django writes after the response."""

_label: ContextVar[str] = ContextVar("log_label", default="-")


@contextmanager
def labelled(label: str) -> Iterator[None]:
    """Give every log line of this block a label, for instance "job 41"."""
    token = _label.set(label)
    try:
        yield
    finally:
        _label.reset(token)


class ShortAnswerFilter(logging.Filter):
    """Log responses that are not an error of ours in one line, without a traceback.

    These are refusals, bad requests and 503 while the database is down.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        status = getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
        if status < HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.SERVICE_UNAVAILABLE:
            error = record.exc_info[1] if record.exc_info else None
            if error is not None and status == HTTPStatus.SERVICE_UNAVAILABLE:
                first = (str(error).splitlines() or [""])[0]
                record.msg, record.args = f"{record.getMessage()} ({first})", ()
            record.exc_info = record.exc_text = None
        return True


class LabelFilter(logging.Filter):
    """Add `label` to each record: its request or job, or "-"."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        label = _label.get()
        if label == "-":
            request = getattr(record, "request", None)
            label = getattr(request, "META", {}).get(REQUEST_KEY, label)
        record.label = label
        return True
