"""Changes without triggers: the pool detects them by its checksums, logs them and is rebuilt."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max

from candidates.models import Candidate, ChangeReader, Mark, ProfileChange
from interimhub.local.binaries import find_postgres
from ranking import pool, proof
from ranking.profile_changes import READER
from tests.factories import CandidateFactory, ConceptFactory
from tests.ranking.pools import built_afresh, forget, holding, people, snapshots

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_folder"),
]


def unseen(*statements: str) -> None:
    """Run statements as a restore does: no trigger fires."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def warnings(caplog: Any) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name == "ranking.pool"]


def beat_until_all_blocks_were_seen() -> None:
    """Beat once for each block up to the last id: ids go on from earlier tests."""
    last = Candidate.objects.aggregate(last=Max("pk"))["last"]
    for _ in range(last // proof.BLOCK + 2):
        pool.heartbeat_facts()


CHANGES: dict[str, Callable[[Candidate], str]] = {
    "a column": lambda one: f"UPDATE candidates_candidate SET seniority = 1 WHERE id = {one.pk}",
    "a skill": lambda one: (
        f"UPDATE candidates_candidateskill SET level = 1 WHERE candidate_id = {one.pk}"
    ),
    "a skill less": lambda one: (
        f"DELETE FROM candidates_candidateskill WHERE candidate_id = {one.pk}"
    ),
    "somebody hidden": lambda one: (
        f"UPDATE candidates_candidate SET is_discoverable = false WHERE id = {one.pk}"
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_with_triggers_disabled_is_found_by_a_heartbeat(name: str, caplog):
    person = holding(ConceptFactory(), seniority=3)
    CandidateFactory()
    before = pool.load()

    unseen(CHANGES[name](person))
    assert pool.load().version == before.version  # the change log says nothing
    beat_until_all_blocks_were_seen()

    after = pool.load()
    assert after.version == built_afresh().version != before.version
    assert "1" in warnings(caplog)[0]
    assert not any(one.exc_info for one in caplog.records)


def test_a_person_added_without_triggers_is_found_by_a_heartbeat():
    CandidateFactory()
    hidden = CandidateFactory(is_discoverable=False)
    pool.load()

    unseen(f"UPDATE candidates_candidate SET is_discoverable = true WHERE id = {hidden.pk}")
    beat_until_all_blocks_were_seen()

    assert hidden.pk in people(pool.load())


def test_a_change_without_triggers_is_found_when_the_snapshot_is_opened(pool_folder: Path, caplog):
    person = CandidateFactory(seniority=3)
    pool.load()
    ChangeReader.move(READER, Mark(1))
    forget()

    unseen(f"UPDATE candidates_candidate SET seniority = 1 WHERE id = {person.pk}")

    assert pool.load().version == built_afresh().version
    (line,) = warnings(caplog)
    assert "is rebuilt: 1 interims differ from the database" in line
    assert snapshots(pool_folder) == ["0000000002"]
    # The reader that decides which briefs are ranked again starts a full scan.
    assert ChangeReader.at(READER) is None


def test_truncate_is_noticed_by_the_next_ranking(caplog):
    holding(ConceptFactory())
    pool.load()

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE candidates_candidate CASCADE")

    assert people(pool.load()) == []
    assert len(warnings(caplog)) == 1


def test_a_restore_into_the_same_database_is_noticed_by_the_next_ranking(tmp_path: Path, caplog):
    """With pg_dump and pg_restore, as an operator does it."""
    skill = ConceptFactory()
    early = holding(skill, seniority=3)
    pool.load()
    dump = tmp_path / "dump"
    postgres("pg_dump", "--format=custom", "--data-only", f"--file={dump}", "--table=candidates_*")
    Candidate.objects.filter(pk=early.pk).update(seniority=1)
    late = CandidateFactory()
    assert people(pool.load()) == [early.pk, late.pk]

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE candidates_candidate, candidates_profilechange CASCADE")
    postgres("pg_restore", "--data-only", "--disable-triggers", "--dbname={name}", str(dump))

    loaded = pool.load()
    assert people(loaded) == [early.pk]
    assert loaded.version == built_afresh().version
    assert len(warnings(caplog)) >= 1


def test_logged_changes_are_not_reported_as_differences(caplog):
    skill = ConceptFactory()
    stays, goes = holding(skill), holding(skill)
    pool.load()

    for seniority in range(2, 5):
        Candidate.objects.filter(pk=stays.pk).update(seniority=seniority)
        beat_until_all_blocks_were_seen()
        stays.skills.update(level=seniority)
        beat_until_all_blocks_were_seen()
    goes.delete()
    CandidateFactory()
    beat_until_all_blocks_were_seen()
    ProfileChange.objects.all().note([stays.pk])
    beat_until_all_blocks_were_seen()

    assert warnings(caplog) == []
    assert pool.load().version == built_afresh().version


def test_a_rewritten_table_is_compared_and_the_pool_is_kept(pool_folder: Path, caplog):
    holding(ConceptFactory())
    pool.load()

    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL candidates_candidate")
    pool.load()

    assert (warnings(caplog), snapshots(pool_folder)) == ([], ["0000000001"])


def test_blocks_cover_every_id_once():
    blocks = [proof.block(number, last=5_000, shard=(0, 1)) for number in range(3)]

    assert [(one.low, one.high) for one in blocks] == [(0, 2_000), (2_000, 4_000), (4_000, None)]


def postgres(command: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the test's database."""
    given = connection.get_connection_params()
    name = str(given["dbname"])
    env = os.environ | {
        "PGDATABASE": name,
        "PGHOST": str(given.get("host", "")),
        "PGUSER": str(given.get("user", "")),
        "PGPASSWORD": str(given.get("password", "")),
        "PGPORT": str(given.get("port", "")),
    }
    program = find_postgres().path(command)
    filled = [argument.replace("{name}", name) for argument in arguments]
    subprocess.run([program, *filled], env=env, check=True, capture_output=True)
