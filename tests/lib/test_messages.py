"""Foreign messages, and a broker that refuses, with a real worker and relay."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from redis import Redis

from interimhub.lib.later import later
from interimhub.lib.models import Heartbeat, Job
from interimhub.lib.queues import LETTERS
from interimhub.local.supervisor import Child
from tests.lib import sample_tasks
from tests.lib.sample_tasks import effects
from tests.machinery import Machinery, eventually, machinery, publisher_of

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("effects_table"),
]


@pytest.fixture(scope="module")
def machinery_of_module(django_db_setup: None) -> Iterator[Machinery]:
    with machinery("tests.lib.sample_tasks") as made:
        yield made


@pytest.fixture
def parts(
    transactional_db: None, effects_table: None, machinery_of_module: Machinery
) -> Iterator[Machinery]:
    yield machinery_of_module
    machinery_of_module.settle()


def broker(parts: Machinery) -> "Redis":
    return Redis(unix_socket_path=str(parts.broker.path), socket_timeout=5)


def leave(name: str, task: Any = sample_tasks.toil) -> Job:
    with transaction.atomic():
        later(task, f"toil:{name}", name=name)
    return Job.objects.get(key=f"toil:{name}")


def all_done() -> bool:
    return not Job.objects.filter(done_at=None).exists()


def dropped(worker: Child) -> list[str]:
    lines = worker.log.read_text(errors="replace").splitlines()
    return [line for line in lines if "was dropped" in line]


def message(parts: Machinery, task: str, *args: object, **kwargs: object) -> dict[str, Any]:
    """Return a well-formed message as the relay would publish it, off the queue again."""
    publisher = publisher_of(parts)
    publisher.send_task(task, args=list(args), kwargs=kwargs, ignore_result=True)
    made: dict[str, Any] = json.loads(broker(parts).rpop(LETTERS))  # type: ignore[arg-type]  # bytes
    return made


def body(*parts: object) -> str:
    return base64.b64encode(json.dumps(parts).encode()).decode()


def garbage(parts: Machinery) -> dict[str, bytes]:
    """Return invalid messages by the name of their flaw."""
    good = message(parts, "tests.lib.sample_tasks.toil", 1)

    def but(**changes: object) -> bytes:
        return json.dumps(good | changes).encode()

    headers, properties = good["headers"], good["properties"]
    return {
        "not JSON": b"\x00\xff nonsense",
        "not text": b"\x80\x81\x82",
        "deep": b"[" * 100_000,
        "a list": b"[1, 2]",
        "a number": b"7",
        "null": b"null",
        "empty": b"{}",
        "no properties": json.dumps({k: v for k, v in good.items() if k != "properties"}).encode(),
        "properties of another kind": but(properties=7),
        "no delivery tag": but(properties={}),
        "a delivery tag that is none": but(properties=properties | {"delivery_tag": {}}),
        "no headers": but(headers=None),
        "headers without an id": but(headers={"task": headers["task"]}),
        "unknown task": but(headers=headers | {"task": "os.system"}),
        "a task that is no name": but(headers=headers | {"task": ["x"]}),
        "one of Celery's own tasks": but(headers=headers | {"task": "celery.backend_cleanup"}),
        "pickled": but(**{"content-type": "application/x-python-serialize"}),
        "another encoding": but(**{"content-encoding": "binary"}),
        "a body that is no base64": but(body="%%%"),
        "a body that is no JSON": but(body=base64.b64encode(b"nonsense").decode()),
        "first protocol": but(headers={}, body=body({"task": headers["task"], "id": "x"})),
        "no argument": but(body=body([], {}, {})),
        "a text as argument": but(body=body(["seven"], {}, {})),
        "a huge number as argument": but(body=body([10**40], {}, {})),
        "a boolean as argument": but(body=body([True], {}, {})),
        "keywords": but(body=body([1], {"x": 1}, {})),
        "huge": but(body="A" * 20_000_000),
    }


def test_garbage_on_the_queue_is_dropped_with_a_log_line_and_the_worker_keeps_running(parts):
    parts.without("relay")
    parts.without("worker")
    lot = garbage(parts)
    worker = parts.start_worker()

    for item in lot.values():
        broker(parts).lpush(LETTERS, item)
    eventually(lambda: len(dropped(worker)) >= len(lot))
    parts.relay()
    for number in range(5):  # more than the worker has slots
        leave(f"after:{number}")

    eventually(all_done)
    assert len(effects("done")) == 5
    assert len(dropped(worker)) == len(lot)
    assert worker.process.poll() is None
    log = worker.log.read_text(errors="replace")
    assert "Traceback" not in log
    assert "AAAAAAAAAA" not in log


def test_a_message_with_the_name_of_another_task_does_not_end_the_job(parts):
    parts.without("relay")
    worker = parts.worker()
    job = leave("letter")
    publisher = publisher_of(parts)

    for _ in range(3):
        publisher.send_task("tests.lib.sample_tasks.forget_to_finish", args=[job.pk])
    eventually(lambda: len(dropped(worker)) >= 3)

    job.refresh_from_db()
    assert (job.done_at, job.starts, effects("done")) == (None, 0, [])
    parts.start_relay()
    eventually(all_done)
    assert effects("done") == ["letter"]


def test_a_broker_without_memory_ends_neither_relay_nor_worker(parts):
    relay, worker = parts.relay(), parts.worker()
    eventually(lambda: Heartbeat.objects.filter(name="relay", facts={"broker": True}).exists())

    broker(parts).config_set("maxmemory-policy", "noeviction")
    broker(parts).config_set("maxmemory", "1")
    leave("meanwhile")
    eventually(lambda: b"the broker is unreachable" in relay.log.read_bytes())
    # The worker connects again, and is refused.
    broker(parts).execute_command("CLIENT", "KILL", "TYPE", "normal")
    try:
        eventually(lambda: b"OutOfMemoryError" in worker.log.read_bytes())
    finally:
        broker(parts).config_set("maxmemory", "0")

    eventually(all_done)
    assert effects("done") == ["meanwhile"]
    assert (relay.process.poll(), worker.process.poll()) == (None, None)
