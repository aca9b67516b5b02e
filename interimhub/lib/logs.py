"""Log lines that say to which request or job they belong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus

REQUEST_KEY = "interimhub.log_label"
"""The key in `request.META` for lines that Django writes when the request has been answered."""

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
    """Write one line, without a traceback, about an answer that is no fault of the code.

    These are refusals, bad requests and 503, which says that the database is away.
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
    """Add `label` to each record: the request or job that it was written for, else "-"."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record."""
        label = _label.get()
        if label == "-":
            request = getattr(record, "request", None)
            label = getattr(request, "META", {}).get(REQUEST_KEY, label)
        record.label = label
        return True
