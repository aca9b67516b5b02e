"""Pages with much on them: who reads each, and where. Nobody on them has a password yet."""

from django.urls import reverse

from accounts.models import User
from candidates.models import Candidate
from engagements.models import Brief
from ranking.models import FitResult
from shortlists.models import Entry, Rationale
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    CriterionFactory,
    PastAssignmentFactory,
    TruthItemFactory,
)
from tests.shortlists.choices import PACK, approached, put_forward
from tests.shortlists.worlds import TRUTH, evidence, match_of

LONG = "The site has had two managers in a year, and the people on the floor are good. " * 6


def long_brief() -> Brief:
    """Return a confidential brief that needs several sheets."""
    brief: Brief = BriefFactory(
        shortlisting=True,
        is_confidential=True,
        what_happened=LONG,
        why_now=LONG,
        tried_before=LONG,
        harm="Patients without their injection; seen first by the wards.",
    )
    for number in range(1, 5):
        CriterionFactory(
            brief=brief,
            position=number,
            measure=f"Measure {number} of the brief, in as many words as people use for it",
            baseline="186 at the end of the quarter",
            target="20 or fewer, three months in a row",
        )
    for kind in TRUTH:
        TruthItemFactory(brief=brief, kind=kind, answer=LONG)
    return brief


def meet(brief: Brief, number: int) -> Entry:
    """Put somebody forward with a reason of several lines for every criterion."""
    entry = put_forward(brief, status="in_review")
    lines = [evidence("GMP remediation", "have"), evidence("Works council", "missing")]
    Entry.objects.filter(pk=entry.pk).update(
        result=match_of(brief, entry.candidate, score=70 + number, high=90, evidence=lines)
    )
    Rationale.objects.filter(submission__entry=entry).update(text=f"Reason{number}. {LONG}"[:300])
    return entry


def rich_profile() -> Candidate:
    """Return an interim with more on their profile than is shown unfolded."""
    candidate: Candidate = CandidateFactory(summary=LONG)
    for number in range(4):
        PastAssignmentFactory(candidate=candidate, title=f"Site director {number}", situation=LONG)
    for _ in range(20):
        CandidateSkillFactory(candidate=candidate)
    return candidate


def letter() -> Entry:
    """Return an approach with a long brief in it, and the reasons for it."""
    truth = [{"kind": "risks", "label": f"Known risk {n}", "answer": LONG} for n in range(5)]
    entry = approached(approach__pack=PACK | {"what_happened": LONG, "truth": truth}).entry
    lines = [evidence(f"Skill {number}", "have") for number in range(9)]
    result: FitResult = match_of(entry.brief, entry.candidate, evidence=lines)
    Entry.objects.filter(pk=entry.pk).update(result=result)
    return entry


def manager_of(brief: Brief) -> User:
    user: User = brief.manager.user
    return user


def brief_page() -> tuple[User, str]:
    brief = long_brief()
    meet(brief, 1)
    return manager_of(brief), brief.get_absolute_url()


def pack_page() -> tuple[User, str]:
    brief = long_brief()
    return manager_of(brief), reverse("engagements:preview", args=[brief.ref])


def profile_page() -> tuple[User, str]:
    user = rich_profile().user
    assert user is not None
    return user, reverse("candidates:profile")


def comparison_page() -> tuple[User, str]:
    brief = long_brief()
    for number in range(3):
        meet(brief, number)
    return manager_of(brief), reverse("shortlists:compare", args=[brief.ref])


def letter_page() -> tuple[User, str]:
    entry = letter()
    assert entry.candidate.user is not None
    return entry.candidate.user, entry.get_absolute_url()
