"""How we speak to the broker, and the relay's side of it: the only one that publishes jobs.

Messages only wake workers up; PostgreSQL remembers. So there are no acknowledgements to lose
(`ack_emulation`), no results, no delays and no retries here. docs/reliability.md says why.
"""

from typing import Any

from celery import Celery
from django.conf import settings


def common() -> dict[str, Any]:
    """Give the options of both sides."""
    return {
        "broker_url": settings.REDIS_URL,
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",
        "enable_utc": True,
        "result_backend": None,
        "task_ignore_result": True,
        "task_publish_retry": False,
        "task_send_sent_event": False,
        "worker_send_task_events": False,
        "worker_hijack_root_logger": False,
    }


def publisher() -> Celery:
    """Make the relay's Celery: it fails within a second rather than wait for a broker."""
    made = Celery("interimhub.relay", set_as_current=False)
    made.conf.update(
        common(),
        broker_transport_options={
            "ack_emulation": False,
            "socket_timeout": 1,
            "socket_connect_timeout": 0.5,
            "socket_keepalive": True,
            "retry_on_timeout": False,
        },
        broker_connection_retry=False,
        task_publish_retry_policy={
            "max_retries": 0,
            "interval_start": 0,
            "interval_step": 0,
            "interval_max": 0,
        },
    )
    return made
