"""The Celery app of worker and beat. Only the relay publishes jobs: interimhub/lib/relay.py."""

import os
from typing import Any

from billiard import current_process
from celery import Celery
from celery.signals import celeryd_after_setup, worker_process_init, worker_process_shutdown

from interimhub.lib.broker import common
from interimhub.lib.messages import check_messages
from interimhub.lib.ticks import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interimhub.settings")

check_messages()
app = Celery("interimhub")
app.conf.update(
    common(),
    broker_transport_options={
        "ack_emulation": False,
        "socket_timeout": 3,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 5,
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # An error such as "OOM command not allowed" is temporary, and must not end the worker.
    broker_channel_error_retry=True,
    # Nobody can stop or query a worker by a message.
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    # KiB, including the part of the shared pool that a process has mapped.
    worker_max_memory_per_child=2_500_000,
    worker_soft_shutdown_timeout=25,
    worker_enable_soft_shutdown_on_idle=True,
    task_soft_time_limit=60,
    task_time_limit=75,
    beat_schedule=SCHEDULE,
    beat_scheduler="celery.beat:Scheduler",  # in memory: there is no state to keep between ticks
    beat_max_loop_interval=5,
)
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="clock")


@celeryd_after_setup.connect
def name_queues(instance: Any, **_: object) -> None:
    """Tell the heartbeats which queues this worker serves."""
    from interimhub.lib import heartbeat  # noqa: PLC0415 - models, once Django is ready

    heartbeat.serve(instance.app.amqp.queues.consume_from)


@worker_process_init.connect
def start_heartbeat(**_: object) -> None:
    """Start the heartbeat of a worker process."""
    from interimhub.lib import heartbeat  # noqa: PLC0415 - models, once Django is ready

    heartbeat.start(getattr(current_process(), "index", 0))


@worker_process_shutdown.connect
def stop_heartbeat(**_: object) -> None:
    """Remove the heartbeat of a process that ends normally."""
    from interimhub.lib import heartbeat  # noqa: PLC0415 - models, once Django is ready

    heartbeat.stop()
