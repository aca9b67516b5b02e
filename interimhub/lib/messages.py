"""Validates messages: a worker accepts only those of our relay and beat.

Anybody who can reach the broker can put anything on the queue. A message that is malformed, or
names an unknown task, is dropped with one line in the log before Celery sees it. Celery would end
the worker for some of them and log the others in full. Our log line never quotes the message.
"""

import base64
import json
import logging
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis

from interimhub.lib import queues

logger = logging.getLogger(__name__)

BODY_MAX = 2000  # characters; ours have 150
JOB_ID_MAX = 2**63 - 1
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

TASKS: set[str] = set()
"""The names of the tasks of jobs, with the job's id as argument."""
TICKS: set[str] = set()
"""The names of the tasks without arguments."""


def flaw(message: Any) -> str:
    """Return why a message of the queue is invalid, or "" if it is valid."""
    try:
        return _flaw(message)
    except MALFORMED as error:
        return f"it is malformed ({type(error).__name__})"


def _flaw(message: Any) -> str:
    headers, properties = message["headers"], message["properties"]
    args, kwargs, _ = json.loads(_body(message["body"]))
    task, info = headers["task"], properties["delivery_info"]
    plain = [headers["id"], headers["lang"], properties["delivery_tag"]]
    plain += [info["exchange"], info["routing_key"]]
    if task not in TASKS | TICKS:
        return "its task is unknown"
    if not all(isinstance(one, str) for one in plain):
        return "its headers are malformed"
    if (message["content-type"], message["content-encoding"]) != ("application/json", "utf-8"):
        return "it is not JSON"
    if kwargs or (task in TICKS and args) or (task in TASKS and not _is_job_id(args)):
        return "its arguments are not those of its task"
    return ""


def _body(text: str) -> bytes:
    if len(text) > BODY_MAX:
        raise ValueError("too long")
    return base64.b64decode(text, validate=True)


def _is_job_id(args: Any) -> bool:
    return len(args) == 1 and type(args[0]) is int and 0 < args[0] <= JOB_ID_MAX


class Channel(redis.Channel):
    """A Redis channel that drops messages that are not JSON."""

    def _brpop_read(self, **options: Any) -> Any:
        try:
            return super()._brpop_read(**options)  # type: ignore[misc]  # not in the stubs
        except (ValueError, RecursionError):  # from decoding one message, now off the queue
            logger.warning("a message was dropped: it is not JSON")
            return True


class Transport(redis.Transport):
    """The Redis transport, which validates each message before it is delivered."""

    Channel = Channel

    def _deliver(self, message: Any, queue: str | None) -> None:
        if queue in queues.ALL and (reason := flaw(message)):
            logger.warning("a message was dropped: %s", reason)
            return
        super()._deliver(message, queue)


def check_messages() -> None:
    """Make the connections of this process drop invalid messages. Call it before the first one."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:Transport"
