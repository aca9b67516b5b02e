"""The whole world holds what the vocabulary knows, in four languages; nobody is stored here."""

from collections import Counter
from datetime import date

import pytest

from candidates.models import Candidate, CandidateRegistration
from interimhub.demo.drawing import FIRST, draw
from interimhub.demo.handwritten import handwritten
from interimhub.demo.plans import InterimPlan
from interimhub.demo.roles import WiderRole, wider_roles
from interimhub.demo.vocabulary import DemoVocabulary
from interimhub.lib.languages import foreign_language_of
from skills.models import Concept
from skills.titles import read_title

ALL = 2_600
TODAY = date(2026, 11, 30)


@pytest.fixture
def people(world: object) -> list[InterimPlan]:
    words = DemoVocabulary()
    written = handwritten(words, today=TODAY)
    return [*written, *draw(words, seed=1, count=ALL - len(written), today=TODAY)]


def short(wanted: set[str], found: Counter[str], least: int) -> dict[str, int]:
    return {code: found[code] for code in sorted(wanted) if found[code] < least}


def own(*kinds: str) -> set[str]:
    concepts = Concept.objects.of_kind(*kinds).filter(code__startswith="ih:")
    return set(concepts.values_list("code", flat=True))


def test_the_world_holds_what_the_vocabulary_knows(people: list[InterimPlan]) -> None:
    skills = Counter(code for one in people for code in {s.concept.code for s in one.skills})
    situations = Counter(
        code for one in people for code in {s.code for work in one.record for s in work.situations}
    )
    families = Counter(
        str(role) for one in people for role in {read_title(work.title).role for work in one.record}
    )

    assert len(people) == ALL
    assert short(own(*Concept.SKILLS), skills, 5) == {}
    assert short(own(Concept.Kind.SITUATION), situations, 15) == {}
    heads = Concept.objects.of_kind(Concept.Kind.ROLE).filter(seniority__isnull=True)
    assert short(set(heads.values_list("code", flat=True)), families, 20) == {}


def test_a_fifth_of_all_people_write_in_german_french_or_dutch(people: list[InterimPlan]) -> None:
    told = Counter(
        foreign_language_of(" ".join(f"{w.mandate} {w.situation}" for w in one.record))
        for one in people
    )

    assert told["de"] + told["fr"] + told["nl"] >= ALL / 5
    assert min(told["de"], told["fr"], told["nl"]) >= 100


def test_the_people_who_widen_the_world_come_after_the_first_two_thousand(
    people: list[InterimPlan],
) -> None:
    first = draw(DemoVocabulary(), seed=1, count=FIRST, today=TODAY)

    assert list(first) == people[2_000 - FIRST : 2_000]
    assert {one.key.partition(":")[0] for one in people[2_000:]} == {"wider"}


def test_nobody_shares_a_name_a_headline_or_an_address(people: list[InterimPlan]) -> None:
    told = Counter(
        fact for one in people for fact in (("name", one.name), ("headline", one.headline))
    )
    told += Counter(("email", one.email) for one in people)

    assert [fact for fact, times in told.items() if times > 1] == []


def test_every_text_is_told_to_its_end(people: list[InterimPlan]) -> None:
    texts = [
        text
        for one in people[2_000:]
        for work in one.record
        for text in (one.headline, one.summary, work.title, work.situation, work.result)
    ]

    assert [text for text in texts if {*"{}|"} & set(text) or not text.strip()] == []


@pytest.mark.parametrize("role", wider_roles(), ids=lambda role: role.key)
def test_a_role_coheres(role: WiderRole) -> None:
    read = [read_title(title.partition("|")[0]).role for title in role.titles]
    skills = {*role.core, *role.work}

    assert sum(family is not None for family in read) >= len(read) / 3, read
    assert all(skills & set(case.skills) for case in role.cases)
    assert len(role.cases) >= 2
    assert all(set(case.at) <= {key for key, _ in role.places} for case in role.cases)


def test_some_people_state_what_they_are_registered_for_and_others_can_be_asked(
    world: object,
) -> None:
    stated = Counter(
        CandidateRegistration.objects.values_list("concept__code", flat=True).order_by("pk")
    )

    assert len(stated) >= 6
    qualified = Candidate.objects.filter(headline__icontains="Qualified Person")
    held = qualified.filter(registrations__concept__code="ih:registration:qualified-person")
    assert 0 < held.count() < qualified.count()
