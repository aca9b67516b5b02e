"""Celery options: the common ones, and the publisher used by the relay.

A message only wakes a worker; the job row in PostgreSQL is the queue. So the broker has no
acknowledgements (`ack_emulation`), results, delays or retries. See docs/reliability.md.
"""

from typing import Any

from celery import Celery
from django.conf import settings
from kombu import Exchange, Queue

from interimhub.lib import queues


def common() -> dict[str, Any]:
    """Return the options shared by relay and worker."""
    return {
        "broker_url": settings.REDIS_URL,
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",
        "enable_utc": True,
        "result_backend": None,
        "task_ignore_result": True,
        "task_queues": [Queue(name, Exchange(name), routing_key=name) for name in queues.ALL],
        "task_default_queue": queues.LETTERS,
        "task_create_missing_queues": False,
        "task_publish_retry": False,
        "task_send_sent_event": False,
        "worker_send_task_events": False,
        "worker_hijack_root_logger": False,
    }


def publisher() -> Celery:
    """Return the relay's Celery app, which fails within a second if the broker is down."""
    app = Celery("interimhub.relay", set_as_current=False)
    app.conf.update(
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
    return app
