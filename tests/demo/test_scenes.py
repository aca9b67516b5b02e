from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.snapshot import snapshot
from engagements.brief_changes import changes_of
from engagements.models import Brief
from engagements.said_skills import said_musts
from interimhub.demo.models import DemoWorld
from interimhub.demo.refs import ref
from providers.models import Firm
from ranking import runs
from ranking.models import FitRun
from shortlists.models import Entry
from tests.notices import notices_of

Find = Callable[[str], Brief]
LONDON = ZoneInfo("Europe/London")
KEYWORDS = (
    *("remediation", "gmp", "capa", "deviation", "batch release", "aseptic", "fill-finish"),
    *("technical operations", "observations", "corrective action"),
)


@pytest.fixture
def teresa(world: DemoWorld) -> Candidate:
    return Candidate.objects.select_related("user").get(ref=ref("candidate", "teresa"))


def firm(key: str) -> Firm:
    return Firm.objects.get(ref=ref("firm", key))


def told(candidate: Candidate) -> str:
    """Return the text of a profile as a firm reads it."""
    return str(snapshot(candidate, named=True)).lower()


# (a) The fill-finish site


def test_her_profile_never_says_remediation(teresa: Candidate) -> None:
    assert "remediat" not in told(teresa)


def test_the_engine_ranks_her_first_for_a_specialist(brief: Find, teresa: Candidate) -> None:
    site = brief("fill-finish")

    runs.rank_brief(site)

    run = FitRun.objects.get(brief=site)
    heard = Candidate.objects.open_to(firm("larkspur"))
    first = run.results.filter(candidate__in=heard).order_by("position").first()
    assert first is not None
    assert first.candidate == teresa
    assert first.position == 1


def test_a_keyword_ranking_puts_her_far_down(world: DemoWorld, teresa: Candidate) -> None:
    heard = Candidate.objects.open_to(firm("larkspur")).select_related("user")

    counted = sorted(
        heard, key=lambda person: (-sum(told(person).count(word) for word in KEYWORDS), person.ref)
    )

    assert counted.index(teresa) >= 10


def test_the_criteria_are_those_of_the_scene(brief: Find, world: DemoWorld) -> None:
    site = brief("fill-finish")

    criteria = list(site.criteria.in_order().values_list("baseline", "target", "due_on"))

    due = criteria[0][2]
    assert [row[:2] for row in criteria] == [
        ("0 of 9", "9 of 9 verified"),
        ("186", "20"),
        ("41 days", "24 days"),
    ]
    assert (due.day, due.month, due > world.today) == (31, 3, True)
    assert site.is_confidential


# (b) The same brief without a specialist


def test_the_same_brief_was_sent_without_a_specialist_with_a_justification(brief: Find) -> None:
    same = brief("fill-finish-without-specialist")

    kinds = sorted(same.seats.active().values_list("firm__kind", flat=True))

    assert kinds == ["generalist", "rpo"]
    assert same.what_happened == brief("fill-finish").what_happened
    assert len(same.panel_justification) > 40
    assert same.client.may_waive_specialist


def test_neither_of_its_firms_can_find_her(brief: Find, teresa: Candidate) -> None:
    seats = brief("fill-finish-without-specialist").seats.active().select_related("firm")

    reached = [teresa in Candidate.objects.open_to(seat.firm) for seat in seats]

    assert reached == [False, False]
    assert teresa.stances.filter(firm=firm("rapidline"), stance="blocked").exists()


# (c) The maternity unit


def test_everything_hard_is_in_the_pack(brief: Find) -> None:
    unit = brief("maternity")

    assert "Two directors have left the post in nine months" in unit.what_happened
    assert "Our board is split" in unit.what_is_hard
    assert unit.truth.filter(is_unknown=True, found_out_on__isnull=False).count() == 1


def test_the_runner_up_reads_why_she_was_not_chosen(brief: Find) -> None:
    unit = brief("maternity")
    entry = Entry.objects.get(brief=unit, candidate__ref=ref("candidate", "bronagh"))

    notice = notices_of(entry.candidate.user)[-1]

    assert entry.status == Entry.Status.NOT_SELECTED
    assert entry.end_criterion == unit.criteria.in_order()[3]
    assert entry.ended_by == unit.manager.user
    assert entry.end_text in notice.body


def test_each_of_the_three_has_a_reason_for_every_criterion(brief: Find) -> None:
    entries = Entry.objects.filter(brief=brief("maternity"))

    counts = [entry.submission.rationales.count() for entry in entries]

    assert counts == [4, 4, 4]


# (d) The Qualified Person


def test_the_times_of_the_evening_are_right(brief: Find) -> None:
    cover = brief("qp-cover")
    assert cover.opened_at is not None
    assert cover.slate_due_at is not None
    opened, due = cover.opened_at.astimezone(LONDON), cover.slate_due_at.astimezone(LONDON)

    assert (opened.strftime("%A %H:%M"), due.strftime("%A %H:%M")) == (
        "Thursday 20:05",
        "Friday 17:00",
    )
    assert due.date() - opened.date() == timedelta(days=1)
    assert due < timezone.now()
    assert "Sent: Thursday 18:47" in cover.source_text
    assert cover.playbacks.get().is_by_phone


def test_three_people_were_put_forward_by_friday_at_five(brief: Find) -> None:
    cover = brief("qp-cover")

    sent = Entry.objects.filter(brief=cover, submitted_at__lt=cover.slate_due_at)

    assert sent.count() == 3


def test_the_managers_deadline_is_still_in_the_future(brief: Find) -> None:
    entries = brief("qp-cover").entries.filter(status=Entry.Status.CLIENT_REVIEW).with_due()

    assert [entry.next_due_at > timezone.now() for entry in entries] == [True, True]


# What changes


def test_a_proposed_change_waits_for_the_firm_that_leads(brief: Find) -> None:
    valves = brief("carve-out-cfo")

    amendment = valves.amendments.get()

    assert amendment.is_waiting
    assert amendment.firm == valves.seats.get(is_lead=True).firm
    assert [(change.label, change.kind) for change in changes_of(amendment)] == [
        ("Skill: transitional service agreements", "Changed"),
        ("Skill: treasury management", "Added"),
        ("Duration", "Changed"),
    ]
    assert valves.duration_weeks == 44


def test_the_playback_that_waits_asks_for_a_must_have(brief: Find) -> None:
    playback = brief("waiting-list").playbacks.get()

    found = said_musts([playback.challenge, playback.person], known=[])

    assert [concept.label for concept in found] == ["clinical governance"]


# Whom to be


def test_a_new_interim_has_the_approaches_of_two_firms_to_answer(brief: Find) -> None:
    rows = Entry.objects.with_due()
    entry = rows.get(brief=brief("erp"), candidate__ref=ref("candidate", "tomas"))

    assert entry.awaits_interim
    assert entry.answer_due_at is not None
    assert entry.answer_due_at > timezone.now()
    assert [len(sent.pack["firms"]) for sent in entry.approaches.all()] == [3, 3]
