"""The relay: claims due jobs and publishes a message for each. Nothing else publishes.

It may run twice, be killed, or lose the database or the broker: a job whose message was lost is
due again when its lease expires.
"""

import logging
import select
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType

from amqp.exceptions import AMQPError
from celery import Celery
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F
from django.db.models.functions import Now
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from interimhub.lib.later import CHANNEL
from interimhub.lib.models import Heartbeat, Job

logger = logging.getLogger(__name__)

BATCH = 50
POLL_SECONDS = 1.0
HEARTBEAT_SECONDS = 2.0
OUTAGE_SECONDS = 0.5
# Error responses of the broker, such as "OOM command not allowed", count as an outage.
BROKER_ERRORS = (KombuError, AMQPError, RedisError, OSError)
KEEP_HEARTBEATS = timedelta(days=1)

# Leases by the number of publishes so far: 5, 10, 20, 40, then 80 seconds, with jitter.
CLAIM = """
    WITH due AS (
        SELECT id, 5 * 2 ^ least(publishes, 4) * (1 + random() * 0.3) AS seconds
        FROM lib_job
        WHERE done_at IS NULL AND dead_at IS NULL
          AND coalesce(lease_until, not_before, '-infinity') < now()
        ORDER BY id
        LIMIT %s
        FOR UPDATE SKIP LOCKED
    )
    UPDATE lib_job
    SET publishes = publishes + 1, started_at = NULL, lease_token = gen_random_uuid(),
        lease_until = now() + least(120, due.seconds) * interval '1 second'
    FROM due
    WHERE lib_job.id = due.id
    RETURNING lib_job.id, lib_job.task, lib_job.queue, lib_job.lease_token, due.seconds
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One job claimed for publishing."""

    job_id: int
    task: str
    queue: str
    token: str
    seconds: float


def claim(limit: int = BATCH) -> list[Claim]:
    """Claim the oldest due jobs; a concurrent relay gets others."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [limit])
        return sorted((Claim(*row) for row in cursor.fetchall()), key=lambda one: one.job_id)


def release(claims: list[Claim]) -> None:
    """Release jobs that could not be published, as if they had never been claimed."""
    tokens = [one.token for one in claims]
    unstarted = Job.objects.live().filter(lease_token__in=tokens, started_at=None)
    unstarted.update(lease_until=None, publishes=F("publishes") - 1)


class Relay:
    """One relay process."""

    def __init__(self, publisher: Celery) -> None:
        self.publisher = publisher
        self.is_stopping = False
        self.beat_at = 0.0
        self._wake, waker = socket.socketpair()
        waker.setblocking(False)
        self._waker = waker

    def run(self) -> None:
        """Publish until SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        signal.set_wakeup_fd(self._waker.fileno())  # a signal ends the wait for notifications
        while not self.is_stopping:
            try:
                self._listen()
                while not self.is_stopping:
                    self.turn()
            except (DatabaseError, InterfaceError):
                logger.warning("the database is unreachable", exc_info=True)
                connection.close()
                time.sleep(OUTAGE_SECONDS)
        with suppress(DatabaseError, InterfaceError):
            Heartbeat.objects.filter(name="relay").delete()
        connection.close()

    def turn(self) -> None:
        """Publish due jobs, write a heartbeat, and wait for a notification if nothing was due."""
        claims = claim()
        is_reached = self.publish(claims) if claims else True
        if time.monotonic() - self.beat_at > HEARTBEAT_SECONDS:
            self._beat(is_reached=is_reached and self.reaches_broker())
        if not is_reached:
            time.sleep(OUTAGE_SECONDS)
        elif not claims:
            self._wait()

    def publish(self, claims: list[Claim]) -> bool:
        """Publish a message for each; on a failure release the rest.

        Return whether all were sent.
        """
        for index, one in enumerate(claims):
            try:
                self.publisher.send_task(
                    one.task,
                    args=[one.job_id],
                    queue=one.queue,
                    expires=one.seconds,
                    retry=False,
                )
            except BROKER_ERRORS as error:
                logger.warning("the broker is unreachable: %s", error)
                # The failed message may have arrived nevertheless; then a worker finds the job
                # leased or done.
                release(claims[index:])
                return False
        return True

    def reaches_broker(self) -> bool:
        """Whether the broker answers."""
        try:
            with self.publisher.connection_for_write() as broker:
                return bool(broker.default_channel.client.ping())  # type: ignore[attr-defined]  # Redis
        except BROKER_ERRORS:
            return False

    def _beat(self, *, is_reached: bool) -> None:
        Heartbeat.beat("relay", {"broker": is_reached})
        Heartbeat.objects.filter(at__lt=Now() - KEEP_HEARTBEATS).delete()
        self.beat_at = time.monotonic()

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def _wait(self) -> None:
        database = connection.connection
        ready, _, _ = select.select([database, self._wake], [], [], POLL_SECONDS)
        if database in ready:
            database.poll()
            database.notifies.clear()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True
