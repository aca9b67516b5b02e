"""Log lines that say to which request or job they belong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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
