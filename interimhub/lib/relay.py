"""The relay: takes due jobs and nudges a worker for each. It alone publishes.

Safe to run twice, to kill, and to lose database or broker under: a job that was published in
vain is due again when its lease ends.
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

from celery import Celery
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import F
from django.db.models.functions import Now
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from interimhub.lib.later import CHANNEL
from interimhub.lib.models import Heartbeat, Job

logger = logging.getLogger(__name__)

BATCH = 50
POLL_SECONDS = 1.0
HEARTBEAT_SECONDS = 2.0
OUTAGE_SECONDS = 0.5
FORGET_HEARTBEATS_AFTER = timedelta(days=1)

# The exponent is the number of publishes so far: 5, 10, 20, 40, then 80 seconds, with jitter.
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
    RETURNING lib_job.id, lib_job.task, lib_job.lease_token, due.seconds
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """One job that is ours to publish."""

    job_id: int
    task: str
    token: str
    seconds: float


def claim(limit: int = BATCH) -> list[Claim]:
    """Take the oldest due jobs; another relay that asks at the same moment gets others."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [limit])
        return sorted((Claim(*row) for row in cursor.fetchall()), key=lambda one: one.job_id)


def release(claims: list[Claim]) -> None:
    """Give jobs back that could not be published, as if they had never been taken."""
    tokens = [one.token for one in claims]
    unheard = Job.objects.live().filter(lease_token__in=tokens, started_at=None)
    unheard.update(lease_until=None, publishes=F("publishes") - 1)


class Relay:
    """One relay process."""

    def __init__(self, publisher: Celery) -> None:
        self.publisher = publisher
        self.is_over = False
        self.heard_at = 0.0
        self._wake, waker = socket.socketpair()
        waker.setblocking(False)
        self._waker = waker

    def run(self) -> None:
        """Publish until a signal asks for an end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        signal.set_wakeup_fd(self._waker.fileno())  # a signal ends the wait for notices at once
        while not self.is_over:
            try:
                self._listen()
                while not self.is_over:
                    self.turn()
            except (DatabaseError, InterfaceError):
                logger.warning("the database is away", exc_info=True)
                connection.close()
                time.sleep(OUTAGE_SECONDS)
        with suppress(DatabaseError, InterfaceError):
            Heartbeat.objects.filter(name="relay").delete()
        connection.close()

    def turn(self) -> None:
        """Publish what is due, say that we live, and wait for a notice if there was nothing."""
        taken = claim()
        is_reached = self.publish(taken) if taken else True
        if time.monotonic() - self.heard_at > HEARTBEAT_SECONDS:
            self._say(is_reached=is_reached and self.reaches_broker())
        if not is_reached:
            time.sleep(OUTAGE_SECONDS)
        elif not taken:
            self._wait()

    def publish(self, claims: list[Claim]) -> bool:
        """Send a message for each; on the first that fails give the rest back. Say if all went."""
        for index, one in enumerate(claims):
            try:
                self.publisher.send_task(
                    one.task, args=[one.job_id], expires=one.seconds, retry=False
                )
            except (BrokerError, OSError) as error:
                logger.warning("the broker is away: %s", error)
                # This one may have arrived all the same: the worker will find it taken or done.
                release(claims[index:])
                return False
        return True

    def reaches_broker(self) -> bool:
        """Whether the broker answers."""
        try:
            with self.publisher.connection_for_write() as line:
                return bool(line.default_channel.client.ping())  # type: ignore[attr-defined]  # Redis
        except (BrokerError, RedisError, OSError):
            return False

    def _say(self, *, is_reached: bool) -> None:
        Heartbeat.say("relay", {"broker": is_reached})
        Heartbeat.objects.filter(at__lt=Now() - FORGET_HEARTBEATS_AFTER).delete()
        self.heard_at = time.monotonic()

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def _wait(self) -> None:
        line = connection.connection
        ready, _, _ = select.select([line, self._wake], [], [], POLL_SECONDS)
        if line in ready:
            line.poll()
            line.notifies.clear()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.is_over = True
