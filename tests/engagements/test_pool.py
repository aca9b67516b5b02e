"""The pool: built once for a machine, up to date for every ranking, the same on every machine."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction

from candidates.models import Candidate, ChangeReader, Mark, PastAssignment, ProfileChange
from engagements import fit
from engagements.fit import pool, snapshot
from engagements.fit.gather import Shard, gather
from engagements.fit.shelf import Shelf
from matching import arrays_of
from skills import encoder
from skills.graph import load as load_graph
from skills.models import Concept, TextVector, VocabularyVersion
from skills.vectors import digest_of
from tests.engagements.pools import another_session, built_afresh, forget, holding, people
from tests.factories import NOW, CandidateFactory, ConceptFactory, PastAssignmentFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.FIT_POOL = tmp_path
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    forget()
    yield tmp_path
    forget()


def snapshots(shelf: Path) -> list[str]:
    return sorted(path.name for path in shelf.rglob("0*") if path.name.isdigit())


def vector(*first: int) -> bytes:
    return np.array([*first, *[0] * (encoder.WIDTH - len(first))], np.int8).tobytes()


def test_the_pool_holds_those_who_can_be_found():
    found = CandidateFactory()
    CandidateFactory(is_discoverable=False)

    assert people(fit.load()) == [found.pk]


def test_an_empty_pool_can_be_ranked_and_saved():
    assert people(fit.load()) == []


def test_a_second_process_opens_what_the_first_one_built(shelf: Path):
    CandidateFactory()
    first = fit.load()
    forget()

    second = fit.load()

    assert snapshots(shelf) == ["0000000001"]
    assert second.version == first.version


def test_whoever_changes_is_in_the_next_ranking_as_they_are_now():
    skill = ConceptFactory()
    early, late = holding(skill), holding()
    before = fit.load()

    late.skills.create(concept=skill, level=5)
    Candidate.objects.filter(pk=early.pk).update(seniority=2)

    after = fit.load()
    assert people(after) == people(before) == [early.pk, late.pk]
    assert after.version == built_afresh().version != before.version


def test_whoever_hides_is_out_of_the_next_ranking():
    stays, goes = CandidateFactory(), CandidateFactory()
    fit.load()

    Candidate.objects.filter(pk=goes.pk).update(is_discoverable=False)

    assert people(fit.load()) == [stays.pk]


def test_whoever_is_erased_is_out_of_the_next_ranking():
    stays, goes = CandidateFactory(), holding(ConceptFactory())
    fit.load()

    goes.delete()

    assert people(fit.load()) == [stays.pk]


def test_a_ranking_under_way_keeps_the_pool_it_began_with():
    stays, goes = CandidateFactory(), CandidateFactory()
    before = fit.load()

    Candidate.objects.filter(pk=goes.pk).update(is_discoverable=False)
    fit.load()

    assert people(before) == [stays.pk, goes.pk]


def test_a_change_that_commits_late_is_not_missed():
    slow, quick = CandidateFactory(seniority=3), CandidateFactory(seniority=3)
    with another_session() as other, other.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_candidate SET is_discoverable = false WHERE id = %s", [slow.pk]
        )
        Candidate.objects.filter(pk=quick.pk).update(seniority=4)
        assert people(fit.load()) == [slow.pk, quick.pk]

        other.commit()

    assert people(fit.load()) == [quick.pk]


def test_a_change_that_commits_after_the_build_is_seen_by_who_opens_the_snapshot():
    slow, quick = CandidateFactory(), CandidateFactory()
    with another_session() as other, other.cursor() as cursor:
        cursor.execute(
            "UPDATE candidates_candidate SET is_discoverable = false WHERE id = %s", [slow.pk]
        )
        fit.load()
        CandidateFactory(is_discoverable=False)
        other.commit()
        forget()

    assert people(fit.load()) == [quick.pk]


def test_what_may_yet_be_undone_is_kept_nowhere(shelf: Path):
    stays = CandidateFactory()
    with transaction.atomic():
        undone = CandidateFactory()
        assert people(fit.load()) == [stays.pk, undone.pk]
        transaction.set_rollback(True)

    assert people(fit.load()) == [stays.pk]
    assert snapshots(shelf) == ["0000000001"]


def test_many_small_changes_leave_few_layers():
    everybody = [CandidateFactory() for _ in range(12)]
    fit.load()

    for person in everybody:
        Candidate.objects.filter(pk=person.pk).update(seniority=1)
        loaded = fit.load()

    assert people(loaded) == [person.pk for person in everybody]
    assert len(loaded.layers) <= 4
    assert loaded.version == built_afresh().version


def test_the_version_is_that_of_the_same_people_however_they_were_read(
    settings: Any, tmp_path: Path
):
    skill = ConceptFactory()
    ours, theirs = holding(skill), holding(skill, seniority=2)
    here = fit.load()
    Candidate.objects.filter(pk=theirs.pk).update(seniority=5)
    Candidate.objects.filter(pk=theirs.pk).update(seniority=2)
    again = fit.load()

    settings.FIT_POOL = tmp_path / "another machine"
    forget()

    there = fit.load()
    assert here.version == again.version == there.version
    assert people(there) == [ours.pk, theirs.pk]


@pytest.mark.parametrize(
    "change",
    [
        {"seniority": 2},
        {"available_from": date(2031, 1, 1)},
        {"is_remote_ok": True},
        {"regions": ["it"]},
        {"languages": ["de"]},
        {"right_to_work": ["eu"]},
    ],
)
def test_the_version_moves_with_everything_that_rankings_read(change: dict[str, Any]):
    person = CandidateFactory(regions=["fr"], languages=["en"], right_to_work=["uk"])
    before = fit.load().version

    Candidate.objects.filter(pk=person.pk).update(**change)

    assert fit.load().version != before


def test_the_version_does_not_move_with_what_no_ranking_reads():
    person = CandidateFactory()
    before = fit.load().version

    Candidate.objects.filter(pk=person.pk).update(headline="Another one", days_per_week=3)

    assert fit.load().version == before


def test_shards_add_up_to_the_whole():
    skill = ConceptFactory()
    everybody = [holding(skill) for _ in range(9)]

    parts = [fit.load(Shard(number, 4)) for number in range(4)]

    assert sorted(one for part in parts for one in people(part)) == [one.pk for one in everybody]
    content = sum(part.content for part in parts) % 2**64
    assert content == fit.load().content


def test_outgrown_snapshots_are_made_anew(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pool, "OUTGROWN_AT", 2)
    everybody = [CandidateFactory() for _ in range(5)]
    fit.load()
    for person in everybody[:3]:
        Candidate.objects.filter(pk=person.pk).update(seniority=1)
    before = fit.load()

    pool.compact()

    after = fit.load()
    assert snapshots(shelf) == ["0000000002"]
    assert (len(before.layers) > 1, len(after.layers)) == (True, 1)
    assert after.version == before.version


def test_another_process_goes_over_to_the_newer_snapshot(shelf: Path):
    CandidateFactory()
    fit.load()
    held = pool._held[Shard()]

    held.shelf.build(load_graph())

    fit.load()
    assert pool._held[Shard()] is not held
    assert snapshots(shelf) == ["0000000002"]


def test_a_build_that_fails_leaves_the_old_snapshot_in_place(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
):
    CandidateFactory()
    before = fit.load()

    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(snapshot, "write", fail)
    with pytest.raises(OSError, match="No space"):
        pool._held[Shard()].shelf.build(load_graph())
    forget()

    assert fit.load().version == before.version
    assert snapshots(shelf) == ["0000000001"]


def test_a_full_disk_leaves_a_pool_in_memory(monkeypatch: pytest.MonkeyPatch):
    person = CandidateFactory()

    def fail(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(snapshot, "write", fail)

    assert people(fit.load()) == [person.pk]
    held = pool._held[Shard()]
    fit.load()
    assert pool._held[Shard()] is held


def test_a_damaged_snapshot_is_made_anew_and_told_in_the_log(
    shelf: Path, caplog: pytest.LogCaptureFixture
):
    person = CandidateFactory()
    fit.load()
    [path] = shelf.rglob("pool.ids.npy")
    path.write_bytes(b"nonsense")
    forget()

    with caplog.at_level(logging.WARNING):
        assert people(fit.load()) == [person.pk]

    assert snapshots(shelf) == ["0000000002"]
    assert "is made anew" in caplog.text


def test_another_vocabulary_is_another_snapshot(shelf: Path):
    skill = ConceptFactory()
    holding(skill)
    before = fit.load()

    ConceptFactory()

    after = fit.load()
    assert snapshots(shelf) == ["0000000002"]
    assert after.version != before.version


def test_another_format_is_another_snapshot(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    CandidateFactory()
    fit.load()
    monkeypatch.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
    forget()

    fit.load()

    assert snapshots(shelf) == ["0000000002"]


def test_a_reader_who_came_too_late_builds_anew(shelf: Path):
    gone = CandidateFactory()
    fit.load()
    Candidate.objects.filter(pk=gone.pk).update(is_discoverable=False)
    for _ in range(5):
        CandidateFactory(is_discoverable=False)

    ProfileChange.objects.all().forget_old(keep=2)

    assert people(fit.load()) == []
    assert snapshots(shelf) == ["0000000002"]


def test_forgetting_keeps_whole_transactions_and_who_is_up_to_date():
    for _ in range(6):
        CandidateFactory()
    mark = ProfileChange.objects.all().mark()

    ProfileChange.objects.all().forget_old(keep=2)

    assert ProfileChange.objects.count() >= 2
    assert ProfileChange.objects.all().can_answer(mark)
    assert not ProfileChange.objects.all().can_answer(Mark(1))


def test_a_mark_from_the_future_is_that_of_another_database():
    CandidateFactory()

    assert not ProfileChange.objects.all().can_answer(Mark(2**40))


def test_a_restored_table_without_old_rows_does_not_name_everybody_for_ever(shelf: Path):
    person = CandidateFactory()
    ProfileChange.objects.update(xid=2**50)  # a dump brings the count of the cluster it left

    assert people(fit.load()) == [person.pk]
    fit.load()

    held = pool._held[Shard()]
    assert (snapshots(shelf), held.changed) == (["0000000001"], set())


def test_emptied_tables_are_noticed():
    CandidateFactory()
    fit.load()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE candidates_candidate, candidates_profilechange CASCADE")

    assert people(fit.load()) == []


def test_a_reader_remembers_where_it_stands():
    ChangeReader.move("test", Mark(7, frozenset({3, 1})))
    ChangeReader.move("test", Mark(9, frozenset({5})))

    reader = ChangeReader.at("test")

    assert reader is not None
    assert reader.mark == Mark(9, frozenset({5}))
    assert ChangeReader.at("nobody") is None


# What past assignments achieved


def achieved(person: Candidate, text: str, *numbers: int) -> PastAssignment:
    TextVector.objects.create(model=encoder.MODEL, digest=digest_of(text), vector=vector(*numbers))
    return PastAssignmentFactory(candidate=person, result=text, measure="", mandate="")


def test_outcomes_come_with_their_assignments_in_order():
    first, second = CandidateFactory(), CandidateFactory()
    done = [achieved(second, "Closed", 1), achieved(first, "Opened", 2), achieved(second, "Ran", 3)]

    [layer] = fit.load().layers

    assert layer.pool.outcomes.start.tolist() == [0, 1, 3]
    assert layer.assignments.tolist() == [done[1].pk, done[0].pk, done[2].pk]
    told = layer.pool.outcomes.vectors[layer.pool.outcomes.vector][:, 0]
    assert told.tolist() == [2, 1, 3]


@pytest.mark.parametrize("kept", [b"", b"short", b"\x01" * 383, b"\x01" * 385, vector(0)])
def test_a_vector_that_cannot_be_one_is_no_vector(kept: bytes):
    person = CandidateFactory()
    text = "Halved the backlog"
    TextVector.objects.create(model=encoder.MODEL, digest=digest_of(text), vector=kept)
    PastAssignmentFactory(candidate=person, result=text, measure="")

    [layer] = fit.load().layers

    assert layer.pool.outcomes.start.tolist() == [0, 0]


def test_an_outcome_that_is_told_anew_moves_the_version():
    person = CandidateFactory()
    done = achieved(person, "Closed", 1)
    before = fit.load().version
    TextVector.objects.create(model=encoder.MODEL, digest=digest_of("Opened"), vector=vector(2))

    PastAssignment.objects.filter(pk=done.pk).update(result="Opened")

    after = fit.load()
    assert after.version == built_afresh().version != before


# Nonsense


def test_a_profile_with_ten_thousand_skills_is_one_profile():
    Concept.objects.bulk_create(
        Concept(code=f"test:many:{n}", label=f"many {n}", kind="skill") for n in range(10_000)
    )
    person = CandidateFactory()
    person.skills.bulk_create(
        person.skills.model(candidate=person, concept=concept, level=3)
        for concept in Concept.objects.filter(code__startswith="test:many:")
    )

    [layer] = fit.load().layers

    assert len(layer.pool.skills.rows) == 10_000


def test_odd_years_levels_and_dates_do_no_harm():
    skill = ConceptFactory()
    person = CandidateFactory(available_from=date(9999, 12, 31))
    ancient = CandidateFactory(available_from=date(1, 1, 1))
    person.skills.create(concept=skill, last_used=32_767)
    done = PastAssignmentFactory(
        candidate=person, started_on=date(9998, 1, 1), ended_on=date(9999, 12, 31)
    )
    done.situations.add(skill)

    [layer] = fit.load().layers

    assert layer.pool.skills.years.tolist() == [9999]
    assert layer.pool.situations.years.tolist() == [9999]
    assert people(fit.load()) == [person.pk, ancient.pk]
    assert layer.pool.available_from[1] == 0


def test_facts_that_the_hub_does_not_know_are_passed_over():
    CandidateFactory(regions=["atlantis"], languages=["tlh"], right_to_work=["moon"])

    [layer] = fit.load().layers

    assert not layer.pool.regions.bits.any()


def test_the_arrays_are_the_same_bytes_from_disk_and_from_memory():
    skill = ConceptFactory()
    for _ in range(5):
        achieved(holding(skill), f"Done {Candidate.objects.count()}", 1, 2)
    mapped = fit.load().layers[0].pool

    straight = gather(load_graph())[0].pool

    left, right = arrays_of(mapped), arrays_of(straight)
    assert {name: left[name].tobytes() for name in left} == {
        name: right[name].tobytes() for name in right
    }


def test_the_shelf_of_another_database_is_another():
    one = Shelf(Shard(), key="k").folder

    assert one.parent.name.count("-") == 2
