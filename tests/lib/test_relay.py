"""Relay, broker and worker as processes, while each of them is killed."""

import signal
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from interimhub.lib.later import later
from interimhub.lib.models import Heartbeat, Job
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


def leave(name: str, milliseconds: int = 0) -> None:
    with transaction.atomic():
        later(sample_tasks.toil, f"toil:{name}", name=name, milliseconds=milliseconds)


def all_done() -> bool:
    return not Job.objects.filter(done_at=None).exists()


def let_leases_run_out() -> None:
    Job.objects.live().update(lease_until=Now())


def test_a_worker_killed_in_the_middle_leaves_one_complete_result(parts):
    parts.relay()
    worker = parts.worker()
    leave("long", milliseconds=1500)
    eventually(lambda: effects("begun") == ["long"])

    parts.kill(worker)
    parts.start_worker()

    eventually(all_done)
    assert (effects("begun"), effects("done")) == (["long", "long"], ["long"])


def test_an_emptied_broker_loses_nothing(parts):
    parts.without("worker")
    parts.relay()
    for name in ("one", "two", "three"):
        leave(name)
    eventually(lambda: not Job.objects.filter(publishes=0).exists())

    assert parts.broker.say("FLUSHALL") == b"+OK\r\n"
    parts.start_worker()

    eventually(all_done)
    assert effects("done") == ["one", "three", "two"]


def test_after_an_outage_of_the_broker_all_jobs_are_done(parts):
    parts.relay()
    parts.worker()
    eventually(lambda: Heartbeat.objects.filter(name="relay", facts={"broker": True}).exists())

    parts.kill(parts.broker.child)
    leave("meanwhile")
    eventually(lambda: Heartbeat.objects.filter(name="relay", facts={"broker": False}).exists())
    parts.start_broker()

    eventually(all_done)
    assert effects("done") == ["meanwhile"]
    eventually(lambda: Heartbeat.objects.filter(name="relay", facts={"broker": True}).exists())


def test_a_message_delivered_twice_does_the_work_once(parts):
    parts.without("relay")
    parts.without("worker")
    leave("twice", milliseconds=1000)
    job = Job.objects.get()
    publisher = publisher_of(parts)
    for _ in range(2):
        publisher.send_task(job.task, args=[job.pk], ignore_result=True)

    parts.start_worker()

    eventually(all_done)
    job.refresh_from_db()
    assert (job.starts, effects("begun"), effects("done")) == (1, ["twice"], ["twice"])


def test_a_worker_that_wakes_up_after_its_lease_changes_nothing(parts):
    parts.without("worker")
    parts.relay()
    slow = parts.start_worker("slow")
    leave("asleep", milliseconds=1500)
    eventually(lambda: effects("begun") == ["asleep"])

    parts.signal(slow, signal.SIGSTOP)
    let_leases_run_out()
    parts.start_worker("quick")
    eventually(all_done)
    parts.signal(slow, signal.SIGCONT)

    eventually(lambda: b"lost its lease" in slow.log.read_bytes())
    assert effects("done") == ["asleep"]


def test_a_job_longer_than_its_lease_is_not_given_to_another_process(parts):
    parts.relay()
    parts.worker()

    leave("long", milliseconds=11_000)

    eventually(all_done)
    assert (Job.objects.get().starts, effects("begun")) == (1, ["long"])


def test_a_poison_job_is_given_up_and_the_others_are_done(parts):
    parts.relay()
    parts.worker()
    with transaction.atomic():
        later(sample_tasks.kill_process, "poison", name="poison")

    for runs in range(1, 5):
        eventually(lambda runs=runs: len(effects("begun")) == runs)
        let_leases_run_out()
    leave("innocent")

    eventually(Job.objects.dead().exists)
    eventually(lambda: effects("done") == ["innocent"])
    assert effects("begun") == ["innocent", *["poison"] * 4]


def test_two_relays_publish_each_job_once(parts):
    parts.worker()
    names = [f"job{number:03}" for number in range(60)]
    parts.without("relay")
    parts.start_relay("first")
    parts.start_relay("second")

    for name in names:
        leave(name)

    eventually(all_done)
    assert (effects("done"), set(Job.objects.values_list("publishes", flat=True))) == (
        names,
        {1},
    )


def test_a_relay_whose_database_connection_is_cut_connects_again(parts):
    parts.worker()
    parts.relay()
    eventually(lambda: Heartbeat.objects.filter(name="relay").exists())

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    leave("afterwards")

    eventually(all_done)
    assert effects("done") == ["afterwards"]


def test_a_relay_stops_at_once_on_a_signal(parts):
    relay = parts.relay()
    eventually(lambda: Heartbeat.objects.filter(name="relay").exists())

    relay.process.send_signal(signal.SIGTERM)

    assert relay.process.wait(2) == 0
