"""What a firm may search of interims follows their profiles."""

from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidates.models import Candidate, ChangeReader, FirmStance
from interimhub.lib.models import Job
from interimhub.lib.search import folded, terms
from providers.models import Firm
from ranking import clock, pool, profile_words
from ranking.models import ProfileWords
from skills.named import skills_named
from tests.factories import (
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    FirmFactory,
    SectorFactory,
    UserFactory,
)
from tests.jobs import run_due_jobs
from tests.ranking.pools import forget

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]


def tick() -> int:
    """Run the clock and the worker; return the number of jobs that ran."""
    clock.enqueue_profile_words(timezone.now())
    return run_due_jobs()


def found_by(words: str) -> list[Candidate]:
    rows = ProfileWords.objects.all()
    searched = terms(words)
    for term, named in zip(searched, skills_named(searched), strict=True):
        rows = rows.holding(term, named)
    return [row.candidate for row in rows.order_by("pk")]


def everything() -> list[Any]:
    fields = ("pk", "ref", "headline", "skills", "reach", "confirmed_on")
    return list(ProfileWords.objects.order_by("pk").values_list(*fields))


def test_a_change_is_searched_once_the_worker_has_run():
    person = CandidateFactory(headline="Plant manager")
    tick()
    assert found_by("plant") == [person]

    Candidate.objects.filter(pk=person.pk).update(headline="Werksleiterin in Köln")
    CandidateSkillFactory(candidate=person, concept=ConceptFactory(label="Lean manufacturing"))
    tick()

    assert found_by("plant") == []
    assert found_by("koln werk lean") == [person]


def test_a_removed_skill_and_a_deleted_profile_are_searched_no_longer():
    person = CandidateFactory(user=None)
    skill = CandidateSkillFactory(candidate=person, concept=ConceptFactory(label="Lean methods"))
    tick()
    assert found_by("lean") == [person]

    skill.delete()
    tick()
    assert found_by("lean") == []
    person.delete()
    tick()

    assert everything() == []


def test_a_name_is_not_searched_even_if_it_is_hidden_only_later():
    person = CandidateFactory(
        headline="Ruth Hollis, for Harrow Works", user=UserFactory(full_name="Ruth Hollis")
    )
    tick()
    assert found_by("harrow") == [person]
    assert found_by("hollis") == found_by("ruth") == []

    person.record.create(title="Director", organisation="Harrow Works Ltd")
    tick()

    assert found_by("harrow") == []


def test_a_new_name_of_an_account_is_not_searched():
    user = UserFactory(full_name="Ruth Hollis")
    person = CandidateFactory(headline="The Osterkamp method", user=user)
    tick()
    assert found_by("osterkamp") == [person]

    type(user).objects.filter(pk=user.pk).update(full_name="Ruth Osterkamp")
    tick()

    assert found_by("osterkamp") == []


HEADLINES = (
    "Qualitätsleiterin für sterile Werke",
    "Interimsmanager Krankenhauslogistik, Großküchen",
    "Restrukturierung von Gießereien",
    "Directrice de site, remise à niveau réglementaire",
    "Chargée de mission retournement, équipementier automobile",
    "Hoofd kwaliteit in de ouderenzorg",
    "Veranderaar bij fusies, coöperaties en ziekenhuizen",
    "Head of quality, two sterile sites",
    "Chief restructuring officer; S/4HANA and C++ shops",
    "IT carve-outs (SAP), 100% on time",
)


@st.composite
def parts_of_a_headline(draw: st.DrawFn) -> str:
    """Some words of one headline, or parts of them, in any order, case and spelling."""
    words = draw(st.sampled_from(HEADLINES)).split()
    chosen = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True))
    parts = []
    for word in chosen:
        start = draw(st.integers(0, max(0, len(word) - 4)))
        part = word[start:] if draw(st.booleans()) else word[: draw(st.integers(2, 8))]
        spelled = draw(st.sampled_from([str.upper, str.lower, folded, str]))
        parts.append(spelled(part))
    return " ".join(draw(st.permutations(parts)))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=parts_of_a_headline(), random=st.randoms(use_true_random=False))
def test_the_index_finds_exactly_the_headlines_that_hold_every_word(
    ten_people: list[Candidate], typed: str, random: Random
):
    found = found_by(typed)

    searched = terms(typed)
    assert found == [
        person for person in ten_people if all(term.is_in(person.headline) for term in searched)
    ]
    shuffled = [f'"{term.typed}"' for term in searched]
    random.shuffle(shuffled)
    assert found_by(" ".join(shuffled)) == found


@pytest.fixture
def ten_people() -> list[Candidate]:
    people = [CandidateFactory(headline=headline, user=None) for headline in HEADLINES]
    tick()
    return people


def test_an_import_that_nobody_has_claimed_is_not_searched():
    CandidateFactory(headline="Plant manager", claimed_at=None, is_discoverable=False)

    tick()

    assert everything() == []


def test_without_changes_no_job_is_queued():
    CandidateFactory()
    tick()

    assert tick() == 0


def test_reach_is_the_rule_of_who_may_find_somebody():
    shared, other = SectorFactory(), SectorFactory()
    firms = [FirmFactory(kind=kind) for kind in Firm.Kind for _ in range(2)]
    for number, firm in enumerate(firms):
        firm.specialisms.set([shared if number % 2 else other])
    choices = product([True, False], [True, False], [True, False], [True, False], ["", *STANCES])
    for is_found, specialists, generalists, rpos, stance in choices:
        person = CandidateFactory(
            is_discoverable=is_found,
            open_to_specialists=specialists,
            open_to_generalists=generalists,
            open_to_rpos=rpos,
        )
        person.sectors.set([shared])
        for firm in firms if stance else ():
            FirmStance.objects.create(candidate=person, firm=firm, stance=stance)

    tick()

    for firm in firms:
        reached = ProfileWords.objects.within_reach_of(firm).values_list("pk", flat=True)
        assert set(reached) == set(Candidate.objects.open_to(firm).values_list("pk", flat=True))
        assert len(reached) > 0


STANCES = list(FirmStance.Stance)


def test_a_new_stance_is_a_change():
    person, firm = CandidateFactory(open_to_specialists=False), FirmFactory()
    tick()
    assert not ProfileWords.objects.within_reach_of(firm).exists()

    stance = FirmStance.objects.create(candidate=person, firm=firm, stance="trusted")
    tick()
    assert ProfileWords.objects.within_reach_of(firm).exists()
    stance.delete()
    tick()

    assert not ProfileWords.objects.within_reach_of(firm).exists()


def test_a_first_start_writes_everybody_in_batches(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(profile_words, "BATCH", 2)
    people = [CandidateFactory(headline="Plant manager") for _ in range(5)]

    jobs = tick()

    assert jobs == 3
    assert found_by("plant") == people


def test_more_changes_than_a_job_can_write_are_written_in_batches(
    monkeypatch: pytest.MonkeyPatch,
):
    people = [CandidateFactory(headline="Plant manager") for _ in range(4)]
    tick()
    monkeypatch.setattr(profile_words, "MANY", 3)
    monkeypatch.setattr(profile_words, "BATCH", 2)

    Candidate.objects.update(headline="Head of Quality")

    assert tick() == 3
    assert found_by("quality") == people
    assert found_by("plant") == []


def test_what_changes_while_everybody_is_written_is_written_afterwards(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(profile_words, "BATCH", 1)
    first, second = CandidateFactory(headline="Plant"), CandidateFactory(headline="Plant")
    clock.enqueue_profile_words(timezone.now())
    written = profile_words.rows_of

    def written_and_then_changed(keys: list[int]) -> list[ProfileWords]:
        rows = written(keys)
        Candidate.objects.filter(pk=first.pk, headline="Plant").update(headline="Quality")
        return rows

    monkeypatch.setattr(profile_words, "rows_of", written_and_then_changed)
    run_due_jobs()
    tick()

    assert found_by("quality") == [first]
    assert found_by("plant") == [second]


def test_an_emptied_table_is_written_again():
    person = CandidateFactory(headline="Plant manager")
    tick()

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {ProfileWords._meta.db_table}")
    tick()

    assert found_by("plant") == [person]


def test_a_table_that_is_emptied_while_everybody_is_written_is_written_from_its_start(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(profile_words, "BATCH", 1)
    people = [CandidateFactory(headline="Plant manager") for _ in range(3)]
    written, is_emptied = profile_words.rows_of, []

    def written_and_emptied_once(keys: list[int]) -> list[ProfileWords]:
        rows = written(keys)
        if people[1].pk in keys and not is_emptied:
            is_emptied.append(True)
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {ProfileWords._meta.db_table}")
        return rows

    monkeypatch.setattr(profile_words, "rows_of", written_and_emptied_once)
    tick()

    assert is_emptied
    assert found_by("plant") == people
    assert tick() == 0


def test_changes_without_triggers_are_written_once_the_pool_has_noticed_them(pool_folder: Any):
    person, gone = CandidateFactory(headline="Plant"), CandidateFactory(headline="Plant")
    tick()
    pool.load()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE candidates_candidate SET headline = 'Quality' WHERE id = %s", [person.pk]
        )
        cursor.execute("UPDATE candidates_candidate SET headline = 'Lean' WHERE id = %s", [gone.pk])

    forget()
    pool.load()
    tick()

    assert found_by("plant") == []
    assert found_by("quality") == [person]


def test_a_job_that_lost_its_lease_stores_nothing():
    person = CandidateFactory(headline="Plant")
    tick()
    Candidate.objects.filter(pk=person.pk).update(headline="Quality")
    clock.enqueue_profile_words(timezone.now())
    job = Job.objects.start(Job.objects.live().get().pk, task=Job.objects.live().get().task)
    assert job is not None
    Job.objects.filter(pk=job.pk).update(lease_token=None)
    before = everything(), ChangeReader.at(profile_words.reader()).mark

    with pytest.raises(Exception, match=f"job {job.pk}"):
        profile_words.consume(job=job, enqueue_batch=lambda position: None)

    assert (everything(), ChangeReader.at(profile_words.reader()).mark) == before


def test_writing_all_rows_at_once_is_the_same_as_following_changes():
    skill = ConceptFactory(label="Lean")
    for day in (1, 2, 3):
        person = CandidateFactory(availability_confirmed_on=date(2026, 11, day))
        CandidateSkillFactory(candidate=person, concept=skill)
    tick()
    followed = everything()
    ProfileWords.objects.all().delete()

    profile_words.write_all()

    assert everything() == followed
    assert tick() == 0
