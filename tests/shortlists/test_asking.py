"""What a firm that asked reads of a conversation: each fact, and whose act may change it."""

from dataclasses import fields
from datetime import timedelta

import pytest

from candidates.snapshot import snapshot
from shortlists.actions import withdrawals
from shortlists.asking import address, as_read_by, own_approach
from shortlists.models import Approach, Entry
from sourcing.finding import InterimHit
from sourcing.matches import MatchLine
from tests.factories import NOW, ApproachFactory, ConsultantFactory, EntryFactory
from tests.shortlists.choices import approached

pytestmark = pytest.mark.django_db

OURS = "the firm itself, or the interim's and the client's answer to it"
BRIEF = "the client, for every firm on the brief"
INTERIM = "the interim, on their own profile, for everybody"
RANKING = "the ranking, from the brief and the profiles"
NOBODY = "nobody: it stays as it is"
HIDDEN = "not read before the interim has chosen the firm"

# Whose act changes a column of a conversation, as a firm reads it that asked and was not chosen.
ENTRY = {
    "id": NOBODY,
    "ref": "the firm itself: that of its own approach",
    "brief": NOBODY,
    "candidate": NOBODY,
    "firm": OURS,
    "consultant": OURS,
    "result": HIDDEN,
    "status": OURS,
    "created_at": "not on a page of a firm",
    "updated_at": "not on a page of a firm; its lists go by `moved_at`",
    "approached_at": OURS,
    "interested_at": HIDDEN,
    "mandated_at": HIDDEN,
    "submitted_at": HIDDEN,
    "first_read_at": HIDDEN,
    "invited_at": HIDDEN,
    "ended_at": OURS,
    "ended_by": HIDDEN,
    "availability_asked_at": HIDDEN,
    "end_reason": HIDDEN,
    "end_criterion": HIDDEN,
    "end_text": OURS,
    "slots_note": "not on a page of a firm",
}
PROFILE = dict.fromkeys(
    [
        "headline",
        "summary",
        "seniority",
        "seniority_label",
        "profit_and_loss",
        "team_size",
        "board_exposure",
        "geography",
        "sectors",
        "regions",
        "languages",
        "available_from",
        "availability_confirmed_on",
        "days_per_week",
        "pattern",
        "skills",
        "registrations",
        "record",
        "version",
    ],
    INTERIM,
)
MATCH = {
    "result": RANKING,
    "own_id": NOBODY,
    "headline": INTERIM,
    "facts": INTERIM,
    "url": NOBODY,
    "ask_url": NOBODY,
    "mark": NOBODY,
    "why": RANKING,
    "pill_label": OURS,
    "pill_tone": OURS,
}
HIT = {
    "mark": NOBODY,
    "headline": INTERIM,
    "facts": INTERIM,
    "title": INTERIM,
    "skills": INTERIM,
    "more_skills": INTERIM,
    "url": RANKING,
    "position": RANKING,
}


def names_of(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def test_every_fact_says_whose_act_changes_it():
    blind = snapshot(EntryFactory().candidate, named=False)

    assert {field.name for field in Entry._meta.concrete_fields} == set(ENTRY)
    assert set(blind) == set(PROFILE)
    assert names_of(MatchLine) == set(MATCH)
    assert names_of(InterimHit) == set(HIT)


@pytest.mark.parametrize(
    ("status", "reads"),
    [
        ("waiting", "approached"),
        ("declined", "declined_by_interim"),
        ("lapsed", "expired"),
        ("closed", "closed"),
    ],
)
def test_a_firm_that_was_not_chosen_reads_its_own_approach_alone(status: str, reads: str):
    entry = EntryFactory(in_review=True, end_text="Theirs.", availability_asked_at=NOW)
    ours = ConsultantFactory()
    answered = None if status == "waiting" else NOW + timedelta(hours=3)
    ApproachFactory(
        entry=entry,
        consultant=ours,
        sent_at=NOW + timedelta(hours=1),
        status=status,
        answered_at=answered,
    )

    read = as_read_by(ours.firm, entry)

    assert {name: getattr(read, name) for name, who in ENTRY.items() if who == HIDDEN} == {
        name: None for name, who in ENTRY.items() if who == HIDDEN
    }
    assert (read.status, read.firm, read.consultant) == (reads, ours.firm, ours)
    assert (read.approached_at, read.ended_at) == (NOW + timedelta(hours=1), answered)
    assert read.end_text == ("Theirs." if status == "declined" else "")


def test_the_firm_that_was_chosen_reads_the_conversation_whole():
    entry = EntryFactory(in_review=True)

    read = as_read_by(entry.firm, entry)

    assert {name: getattr(read, name) for name in ENTRY if name != "ref"} == {
        name: getattr(entry, name) for name in ENTRY if name != "ref"
    }


def test_the_firm_that_was_chosen_does_not_read_when_another_asked():
    entry = EntryFactory(mandated=True)
    ours = ConsultantFactory()
    Entry.objects.filter(pk=entry.pk).update(firm=ours.firm, consultant=ours)
    entry = Entry.objects.get()

    assert as_read_by(ours.firm, entry).approached_at is None
    sent = ApproachFactory(entry=entry, consultant=ours, sent_at=NOW + timedelta(hours=5))
    assert as_read_by(ours.firm, entry).approached_at == sent.sent_at


def test_a_firm_reads_that_somebody_withdrew_from_it():
    world = approached()

    withdrawals.withdraw(world.entry, by=world.interim, now=NOW)

    entry = Entry.objects.select_related("brief").get()
    assert as_read_by(world.asking, entry).status == "withdrawn"


def test_each_firm_has_an_address_of_its_own():
    entry = EntryFactory(approached=True)
    theirs = ApproachFactory(entry=entry, consultant=ConsultantFactory())
    chosen = ConsultantFactory().firm

    addresses = {address(firm, entry) for firm in (entry.firm, theirs.firm, chosen)}

    assert len({*addresses, entry.ref}) == 4


def test_of_two_approaches_of_a_firm_the_latest_counts():
    entry = EntryFactory(approached=True)
    first = entry.approaches.get()
    first.lapse(now=NOW)
    again = ApproachFactory(entry=entry, sent_at=NOW + timedelta(days=5))

    assert own_approach(entry.firm, entry) == again
    assert Approach.objects.filter(entry=entry).count() == 2
