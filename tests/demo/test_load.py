from collections import Counter
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.models import Activity, Notice, User, subject_key
from candidates.models import Candidate, CandidateSkill, PastAssignment
from engagements.models import Brief, Client
from interimhub.demo.drawing import draw
from interimhub.demo.handwritten import handwritten
from interimhub.demo.load import load
from interimhub.demo.models import DemoWorld
from interimhub.demo.people import PEOPLE
from interimhub.demo.vocabulary import DemoVocabulary
from interimhub.lib.models import Job
from providers.models import Firm
from shortlists.models import Entry
from skills.models import Concept
from tests.demo.conftest import INTERIMS
from tests.demo.rows import row_counts


def test_the_same_seed_draws_the_same_people(world: DemoWorld) -> None:
    words = DemoVocabulary()

    once = list(draw(words, seed=1, count=40, today=world.today))
    again = list(draw(words, seed=1, count=40, today=world.today))

    assert once == again


def test_a_larger_number_does_not_change_the_first_people(world: DemoWorld) -> None:
    words = DemoVocabulary()

    few = list(draw(words, seed=1, count=20, today=world.today))
    more = list(draw(words, seed=1, count=60, today=world.today))

    assert more[:20] == few


def test_what_is_drawn_is_what_was_loaded(world: DemoWorld) -> None:
    words = DemoVocabulary()
    written = handwritten(words, today=world.today)

    drawn = draw(words, seed=1, count=INTERIMS - len(written), today=world.today)

    told = {plan.headline for plan in (*written, *drawn)}
    assert told == set(Candidate.objects.values_list("headline", flat=True))


def test_a_second_load_adds_nothing(world: DemoWorld) -> None:
    before = row_counts()

    loaded = load(seed=1, interims=INTERIMS, now=timezone.now(), say=lambda _: None)

    assert (loaded.is_new, row_counts()) == (False, before)


def test_the_command_says_that_the_world_is_loaded(world: DemoWorld) -> None:
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert said.getvalue().strip() == f"The demo world of {world.today} is loaded already."


def test_the_command_asks_for_the_vocabulary_first(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "interimhub.demo.management.commands.load_demo.Concept.objects.exists", lambda: False
    )

    with pytest.raises(CommandError, match="load_vocabulary"):
        call_command("load_demo")


def test_the_world_has_its_size(world: DemoWorld) -> None:
    sizes = (
        Client.objects.count(),
        Firm.objects.count(),
        Candidate.objects.count(),
        Brief.objects.count(),
        User.objects.filter(is_demo=True).count(),
    )

    assert sizes == (3, 7, INTERIMS, 12, len(PEOPLE))


def test_firms_are_of_all_three_kinds(world: DemoWorld) -> None:
    kinds = Counter(Firm.objects.values_list("kind", flat=True))

    assert kinds == {"specialist": 3, "generalist": 2, "rpo": 2}


def test_every_organisation_has_two_to_four_people(world: DemoWorld) -> None:
    firms = Firm.objects.annotate(people=Count("members")).values_list("people", flat=True)
    clients = Client.objects.annotate(people=Count("members")).values_list("people", flat=True)

    assert {2, 3, 4} >= {*firms, *clients}


def test_there_are_briefs_in_every_stage(world: DemoWorld) -> None:
    stages = Counter(Brief.objects.values_list("status", flat=True))

    assert stages == {
        "draft": 1,
        "in_clarification": 2,
        "confirmed": 1,
        "open": 3,
        "shortlisting": 2,
        "interviewing": 1,
        "on_hold": 1,
        "cancelled": 1,
    }


def test_no_two_interims_have_the_same_headline_or_name(world: DemoWorld) -> None:
    headlines = Counter(Candidate.objects.values_list("headline", flat=True))
    names = Counter(Candidate.objects.values_list("user__full_name", flat=True))

    assert max(*headlines.values(), *names.values()) == 1


def test_skills_are_skills_and_careers_have_ended_before_today(world: DemoWorld) -> None:
    odd = CandidateSkill.objects.exclude(concept__kind__in=Concept.SKILLS)
    later = PastAssignment.objects.filter(
        Q(ended_on__gt=world.today) | Q(started_on__gt=world.today)
    )
    used_later = CandidateSkill.objects.filter(last_used__gt=world.today.year)

    assert (odd.count(), later.count(), used_later.count()) == (0, 0, 0)


def test_nobody_is_available_while_an_assignment_is_running(world: DemoWorld) -> None:
    running = PastAssignment.objects.filter(ended_on__isnull=True)

    free = running.filter(candidate__available_from__lte=world.today)

    assert (running.exists(), free.exists()) == (True, False)


def test_no_career_has_overlapping_assignments(world: DemoWorld) -> None:
    overlapping = PastAssignment.objects.filter(
        candidate__record__started_on__lt=F("started_on"),
        candidate__record__ended_on__gt=F("started_on") + timedelta(days=1),
    )

    assert overlapping.exists() is False


def test_everybody_has_a_career_and_enough_skills(world: DemoWorld) -> None:
    thin = Candidate.objects.with_counts().filter(Q(skill_count__lt=4) | Q(record_count=0))

    assert thin.exists() is False


def test_most_keep_to_specialists_in_their_field(world: DemoWorld) -> None:
    share = Candidate.objects.filter(
        open_to_specialists=True, open_to_generalists=False, open_to_rpos=False
    ).count()

    assert 0.5 < share / INTERIMS < 0.8


def test_some_levels_and_dates_are_not_known(world: DemoWorld) -> None:
    unknown = CandidateSkill.objects.filter(Q(level=None) | Q(last_used=None)).count()

    assert 0.05 < unknown / CandidateSkill.objects.count() < 0.25


def test_every_moment_of_the_trail_is_past_and_in_order(world: DemoWorld) -> None:
    by_subject: dict[str, list[datetime]] = {}
    for subject, at in Activity.objects.order_by("pk").values_list("subject", "at"):
        by_subject.setdefault(subject, []).append(at)

    opened = {subject_key(brief) for brief in Brief.objects.exclude(opened_at=None)}
    entries = {subject_key(entry) for entry in Entry.objects.all()}
    assert opened | entries <= by_subject.keys()
    assert [key for key, found in by_subject.items() if found != sorted(found)] == []
    assert Activity.objects.filter(at__gt=timezone.now()).exists() is False


def test_every_status_change_in_the_trail_is_a_defined_transition(world: DemoWorld) -> None:
    for model in (Brief, Entry):
        moves = Activity.objects.filter(subject__startswith=f"{model._meta.label_lower}:").exclude(
            before=F("after")
        )
        made = list(moves.exclude(before="").values_list("before", "after").distinct())
        assert len(made) >= 3, model
        for before, after in made:
            if (before, after) == ("approached", "mandated"):
                continue  # “interested” is passed through in the same moment
            assert after in model.MOVES[model.Status(before)], (before, after)


def test_every_ended_conversation_notified_its_interim(world: DemoWorld) -> None:
    ended = Entry.objects.exclude(status__in=Entry.LIVE).select_related("candidate__user")

    told = [
        Notice.objects.filter(
            user=entry.candidate.user,
            about=subject_key(entry),
            kind__in=["entry.not_selected", "entry.closed"],
        ).exists()
        for entry in ended
    ]

    assert told == [True, True]


def test_open_briefs_leave_their_ranking_to_the_worker(world: DemoWorld) -> None:
    owed = set(
        Job.objects.filter(task="ranking.tasks.rank_candidates").values_list("key", flat=True)
    )

    wanted = {f"rank:{pk}:1" for pk in Brief.objects.in_search().values_list("pk", flat=True)}
    assert wanted <= owed


def test_no_column_outside_terms_is_about_money(world: DemoWorld) -> None:
    words = ("£", "€", "$", "day rate", "per day", "salary", "fee ")
    spoken = []
    for model in apps.get_models():
        if model._meta.proxy:
            continue  # the rows of its table are another app's
        if model._meta.app_label not in {
            "candidates",
            "engagements",
            "providers",
            "ranking",
            "shortlists",
        }:
            continue
        texts = [
            f.name
            for f in model._meta.fields
            if f.get_internal_type() in {"TextField", "CharField"}
        ]
        for name in texts:
            for word in words:
                spoken += model._default_manager.filter(**{f"{name}__icontains": word})

    assert spoken == []


def test_rates_are_drawn_independently_of_everything_else(world: DemoWorld) -> None:
    rates = dict(Candidate.objects.values_list("ref", "day_rate__amount"))
    seniority = dict(Candidate.objects.exclude(seniority=None).values_list("ref", "seniority"))

    high = [float(rates[key]) for key, level in seniority.items() if level >= 6]
    low = [float(rates[key]) for key, level in seniority.items() if level <= 4]
    assert abs(sum(high) / len(high) - sum(low) / len(low)) < 250
