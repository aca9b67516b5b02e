"""`/healthz` and `/readyz`."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.db.utils import OperationalError

from interimhub.lib import queues
from interimhub.lib.models import Heartbeat

WORKERS = {f"worker of {name}" for name in queues.ALL}
ALL = dict.fromkeys(["database", "broker", "relay", *WORKERS, "pool"], True)

pytestmark = pytest.mark.django_db


def live(*, broker: bool = True, pool: str | None = "v1") -> None:
    Heartbeat.beat("relay", {"broker": broker})
    Heartbeat.beat("worker:here:0", {"pool": pool, "queues": list(queues.ALL)})


def ready(client) -> tuple[int, dict[str, bool]]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_healthz_answers_everybody(client):
    assert client.get("/healthz").json() == {"process": True}


def test_readyz_reports_each_part(client):
    live()

    assert ready(client) == (200, ALL)


@pytest.mark.parametrize(
    ("facts", "missing"), [({"broker": False}, "broker"), ({"pool": None}, "pool")]
)
def test_readyz_reports_a_missing_part(client, facts, missing):
    live(**facts)

    assert ready(client) == (503, ALL | {missing: False})


@pytest.mark.parametrize(
    ("name", "missing"),
    [("relay", {"relay", "broker"}), ("worker:here:0", {*WORKERS, "pool"})],
)
def test_an_old_heartbeat_does_not_count(client, name, missing):
    live()
    Heartbeat.objects.filter(name=name).update(at=Now() - timedelta(seconds=11))

    assert ready(client) == (503, {part: part not in missing for part in ALL})


def test_a_queue_without_a_worker_is_named(client):
    live()
    Heartbeat.beat("worker:here:0", {"pool": "v1", "queues": [queues.LETTERS, queues.RANKINGS]})

    assert ready(client) == (503, ALL | {"worker of readings": False})


def test_readyz_reports_an_unreachable_database(client, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(connection, "chunked_cursor", away)

    assert ready(client) == (503, dict.fromkeys(ALL, False))
