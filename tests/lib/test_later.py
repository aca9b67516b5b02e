"""Jobs queued by `later`, run in the test's own process."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError

from interimhub.lib import relay
from interimhub.lib.later import later
from interimhub.lib.models import Job, LostLease
from tests.jobs import run_due_jobs
from tests.lib import sample_tasks
from tests.lib.sample_tasks import effects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("effects_table")]


def owed() -> Job:
    return Job.objects.get()


def make_due() -> None:
    Job.objects.update(not_before=None, lease_until=None)


def test_later_stores_a_job_with_its_task_and_facts():
    later(sample_tasks.toil, "toil:7", name="seven")

    job = owed()
    assert (job.key, job.task, job.payload) == (
        "toil:7",
        "tests.lib.sample_tasks.toil",
        {"name": "seven"},
    )


def test_the_same_key_is_queued_once():
    later(sample_tasks.toil, "toil:7", name="first")
    later(sample_tasks.toil, "toil:7", name="second")

    assert owed().payload == {"name": "first"}


def test_a_key_that_is_done_is_not_queued_again():
    later(sample_tasks.toil, "toil:7", name="seven")
    run_due_jobs()

    later(sample_tasks.toil, "toil:7", name="seven")

    assert run_due_jobs() == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_can_only_be_queued_in_a_transaction():
    with pytest.raises(TransactionManagementError):
        later(sample_tasks.toil, "toil:7", name="seven")


@pytest.mark.django_db(transaction=True)
def test_a_job_is_not_queued_if_its_transaction_is_rolled_back():
    with transaction.atomic():
        later(sample_tasks.toil, "toil:7", name="seven")
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_a_fact_that_is_not_a_plain_value_is_refused():
    with pytest.raises(TypeError):
        later(sample_tasks.toil, "toil:7", name=timedelta())  # type: ignore[arg-type]  # the point


def test_a_job_runs_once_and_is_done():
    later(sample_tasks.toil, "toil:7", name="seven")

    runs = [run_due_jobs(), run_due_jobs()]

    assert (runs, effects("done")) == ([1, 0], ["seven"])
    assert owed().done_at is not None


def test_a_job_that_does_not_call_finish_is_done_when_it_returns():
    later(sample_tasks.forget_to_finish, "forget:1", name="one")

    run_due_jobs()

    assert owed().done_at is not None


def test_a_leased_job_is_not_started_again():
    later(sample_tasks.toil, "toil:7", name="seven")
    Job.objects.start(owed().pk, task=owed().task)

    sample_tasks.toil.run(owed().pk)

    assert (owed().starts, effects("begun")) == (1, [])


def test_a_job_with_an_expired_lease_is_started_again():
    later(sample_tasks.toil, "toil:7", name="seven")
    Job.objects.start(owed().pk, task=owed().task)
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))

    run_due_jobs()

    assert (owed().starts, effects("done")) == (2, ["seven"])


def test_a_run_that_lost_its_lease_stores_nothing():
    later(sample_tasks.lose_lease, "lose:1", name="one")

    sample_tasks.lose_lease.run(owed().pk)

    job = owed()
    assert (effects("done"), job.done_at, job.errors) == ([], None, 0)


def test_finish_raises_if_the_lease_is_lost():
    later(sample_tasks.toil, "toil:7", name="seven")
    job = Job.objects.start(owed().pk, task=owed().task)
    Job.objects.update(lease_token=None)

    with pytest.raises(LostLease):
        job.finish()


@pytest.mark.django_db(transaction=True)
def test_finish_must_be_called_in_the_transaction_of_the_result():
    with transaction.atomic():
        later(sample_tasks.toil, "toil:7", name="seven")
    job = Job.objects.start(owed().pk, task=owed().task)

    with pytest.raises(TransactionManagementError):
        job.finish()


def test_a_job_that_never_finishes_is_given_up_at_the_fifth_start():
    later(sample_tasks.toil, "toil:7", name="seven")
    for _ in range(4):
        make_due()
        Job.objects.start(owed().pk, task=owed().task)
    make_due()

    sample_tasks.toil.run(owed().pk)

    job = owed()
    assert (job.starts, effects("begun")) == (4, [])
    assert job.last_error == "started 4 times and never finished"
    assert list(Job.objects.dead()) == [job]


@pytest.mark.parametrize(("error", "tries"), [("passing", 9), ("value", 4), ("lasting", 1)])
def test_a_job_is_retried_by_the_kind_of_its_error(error, tries):
    later(sample_tasks.stumble, "stumble:1", error=error)

    for _ in range(12):
        make_due()
        run_due_jobs()

    job = owed()
    assert (job.errors, job.starts, job.dead_at is None) == (tries, tries, False)


def test_a_failed_job_waits_before_its_next_try():
    later(sample_tasks.stumble, "stumble:1", error="passing")

    run_due_jobs()

    job = owed()
    assert (job.lease_until, job.started_at, job.dead_at) == (None, None, None)
    assert job.not_before > job.created_at


def test_a_second_message_does_not_start_the_next_try_early():
    later(sample_tasks.stumble, "stumble:1", error="passing")
    run_due_jobs()
    Job.objects.update(not_before=Now() + timedelta(seconds=60))

    sample_tasks.stumble.run(owed().pk)

    assert (owed().starts, owed().errors) == (1, 1)


def test_a_retried_job_is_found_by_its_first_key():
    for key in ("rank:1:1", "rank:1:1:again:1", "rank:1:10", "rank:1:12:again:1"):
        later(sample_tasks.toil, key, name=key)

    found = Job.objects.under("rank:1:1")

    assert (found.count(), found.newest().key) == (2, "rank:1:1:again:1")


def test_an_error_is_stored_without_the_data_it_quotes():
    later(sample_tasks.stumble, "stumble:1", error="value")

    run_due_jobs()

    assert owed().last_error == "ValueError: value"


def test_a_claim_counts_the_publish_and_excludes_other_relays():
    later(sample_tasks.toil, "toil:7", name="seven")

    first, second = relay.claim(), relay.claim()

    assert ([one.job_id for one in first], second) == ([owed().pk], [])
    assert owed().publishes == 1


def test_leases_grow_with_every_unsuccessful_publish():
    later(sample_tasks.toil, "toil:7", name="seven")

    lengths = []
    for _ in range(6):
        make_due()
        lengths.append(relay.claim()[0].seconds)

    shortest = [5, 10, 20, 40, 80, 80]
    assert [low <= length <= low * 1.3 for low, length in zip(shortest, lengths, strict=True)] == [
        True
    ] * 6


def test_an_unpublished_job_is_due_at_once_and_not_counted():
    later(sample_tasks.toil, "toil:7", name="seven")

    relay.release(relay.claim())

    assert (owed().publishes, Job.objects.due().count()) == (0, 1)


def test_a_claimed_job_can_be_started_by_the_worker_that_gets_its_message():
    later(sample_tasks.toil, "toil:7", name="seven")
    Job.objects.start(owed().pk, task=owed().task)
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    relay.claim()

    sample_tasks.toil.run(owed().pk)

    assert effects("done") == ["seven"]
