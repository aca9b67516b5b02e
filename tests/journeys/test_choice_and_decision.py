"""An interim reads the letter and chooses; a manager compares, declines one and meets another."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from candidates.models import Candidate, FirmStance
from candidates.snapshot import snapshot
from engagements.models import Brief, TruthItem
from engagements.pack import approach_pack
from providers.models import Consultant, Firm
from shortlists.models import Entry
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ClientFactory,
    ClientMemberFactory,
    ConceptFactory,
    ConsultantFactory,
    CriterionFactory,
    EntryFactory,
    FirmFactory,
    FitResultFactory,
    FitRunFactory,
    MandateFactory,
    PanelSeatFactory,
    PastAssignmentFactory,
    RationaleFactory,
    RequirementFactory,
    SectorFactory,
    SubmissionFactory,
    TruthItemFactory,
    UserFactory,
)
from tests.journeys.conftest import Visitor, at_both_sizes, can_sign_in
from tests.shortlists.choices import let_it_be_heard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY_YOU = (
    "In 2023 you took a fill-finish plant through eleven observations without stopping supply. "
    "You were called VP Technical Operations then, and I doubt that you would call it remediation. "
    "I would: it is exactly what this site needs, down to the shift leads you kept."
)
CRITERIA = [
    ("Verified corrective actions", "0 of 9", "9 of 9", "the regulator's follow-up letter", 5),
    ("Overdue deviations", "186", "20", "the quality system's weekly report", 4),
    ("Batch release, days from fill to release", "41", "24", "batch records", 3),
]
REASONS = {
    "Helena Marsh": [
        "Closed eleven observations in five months at a site of 800, all of them verified.",
        "Took overdue deviations from 240 to 12 by putting shift leads, not quality, in charge.",
        "Cut release from 38 to 22 days by reviewing records by exception, accepted at inspection.",
    ],
    "Jonas Weidner": [
        "Led a sterile site under a warning letter; seven of ten actions verified in his time.",
        "Set up the weekly deviation board that brought 150 down to 40 in eight months.",
        "Has not led batch release himself; his head of operations reached 27 days under him.",
    ],
    "Dr Amara Okafor": [
        "Wrote and defended the answer to fourteen observations as head of quality.",
        "Rebuilt the deviation process of three sites; the largest went from 90 to 15.",
        "Certified batches herself for nine years and knows what a release really waits for.",
    ],
}


def fill_finish() -> tuple[Brief, list[Consultant]]:
    """Return scene (a): a site with nine observations, its client confidential, three firms."""
    pharma = SectorFactory(label="Pharmaceuticals")
    client = ClientFactory(name="Marlow Pharma", alias="A European maker of injectables")
    manager = ClientMemberFactory(
        client=client, user=UserFactory(full_name="Ruth Calder"), title="Chief operating officer"
    )
    brief = BriefFactory(
        client=client,
        manager=manager,
        opened=True,
        complete=False,
        is_confidential=True,
        title="Get the fill-finish site released",
        what_happened="An inspection in September left nine observations, three on one "
        "line. Two lots were rejected since, and the site has lost its head of operations.",
        why_now="The written answer is due on 15 December; the follow-up inspection is in April.",
        tried_before="A consultancy wrote a plan of 140 actions. The site has closed 31 of them "
        "and no longer believes in the rest.",
        what_is_hard="Quality and operations do not speak. The shift leads know what is wrong and "
        "have not been asked.",
        value_kind=Brief.Value.SAFETY,
        value_range="Supply of two medicines that have no substitute",
        value_shown_by="complete batches released on time",
        harm="Patients on dialysis. We would see it first in the wards' stock reports.",
        place="Reading",
        starts_on=date(2027, 1, 4),
        days_per_week=5,
    )
    brief.sectors.add(pharma)
    for position, (measure, baseline, target, evidence, weight) in enumerate(CRITERIA):
        CriterionFactory(
            brief=brief,
            position=position,
            measure=measure,
            baseline=baseline,
            target=target,
            evidence=evidence,
            weight=weight,
        )
    kinds = TruthItem.Kind
    for kind, answer in {
        kinds.SPONSOR: "The chief operating officer; the board hears of it monthly.",
        kinds.AUTHORITY: "Stops a line without asking. Hires and moves people within the plan.",
        kinds.EARLIER: "The plan was written about the site and not with it.",
        kinds.STAGES: "Two conversations, one of them on site. A decision within a week.",
        kinds.RISKS: "The head of quality may leave in the spring.",
    }.items():
        TruthItemFactory(brief=brief, kind=kind, answer=answer)
    TruthItemFactory(
        brief=brief,
        kind=kinds.TRAVEL,
        answer="",
        is_unknown=True,
        found_out_by="Ruth Calder",
        found_out_on=timezone.localdate() + timedelta(days=5),
    )
    people = []
    for name, kind, consultant, title in (
        ("Kestrel Interim", Firm.Kind.SPECIALIST, "Miriam Adler", "Partner, life sciences"),
        ("Ashdown Executive", Firm.Kind.GENERALIST, "Peter Lang", "Director"),
        ("VolumeOne Talent", Firm.Kind.RPO, "Kim Doyle", "Account lead"),
    ):
        firm = FirmFactory(name=name, kind=kind)
        if firm.is_specialist:
            firm.specialisms.add(pharma, ConceptFactory(kind="situation", label="GMP remediation"))
        person = ConsultantFactory(
            firm=firm, user=UserFactory(full_name=consultant, phone="+44 20 7946 0410"), title=title
        )
        PanelSeatFactory(brief=brief, firm=firm, consultant=person, is_lead=firm.is_specialist)
        people.append(person)
    return brief, people


def helena() -> Candidate:
    """Return the best match, whose profile never says the word."""
    candidate = CandidateFactory(
        user=UserFactory(full_name="Helena Marsh"),
        headline="VP Technical Operations, sterile injectables",
        summary="I take over plants that have lost the trust of their regulator and hand them back "
        "with the people who were there before.",
        available_from=date(2027, 1, 4),
    )
    PastAssignmentFactory(
        candidate=candidate,
        title="VP Technical Operations",
        organisation="Harrow Sterile",
        organisation_kind="fill-finish site, 800 people",
        situation="Eleven observations, supply at risk, the third leader in two years.",
        mandate="Answer the regulator and keep two lines running.",
        result="All eleven closed and verified; the site's own people run it since.",
        measure="deviations 240 to 12, release 38 to 22 days",
        started_on=date(2023, 2, 1),
        ended_on=date(2023, 11, 30),
    )
    return candidate


def factor(
    label: str, state: str, *, needed: int, actual: int | None, by: str = ""
) -> dict[str, Any]:
    return {
        "kind": "requirement",
        "code": f"test:{label}",
        "label": label,
        "importance": "must" if state != "near" else "should",
        "needed": needed,
        "actual": actual,
        "relation": "related" if by else "same",
        "by": by or None,
        "last_used": 2023 if actual else None,
        "credit": 1.0,
        "state": state,
        "detail": "last used 2023." if actual else "not shown in the profile.",
        "points": 0.0,
        "points_if": 0.0,
        "plus": "",
        "asks": [],
    }


def ask_helena(brief: Brief, people: list[Consultant]) -> Entry:
    candidate = helena()
    result = FitResultFactory(
        run=FitRunFactory(brief=brief),
        candidate=candidate,
        evidence=[
            factor("Good manufacturing practice", "have", needed=4, actual=5),
            factor("Deviation management", "near", needed=4, actual=4, by="MSAT leadership"),
            factor("Annex 1 contamination control", "missing", needed=3, actual=None),
        ],
        asks=["How far did you write the contamination control strategy yourself?"],
    )
    FirmStance.objects.create(
        candidate=candidate, firm=people[2].firm, stance=FirmStance.Stance.BLOCKED
    )
    return EntryFactory(
        brief=brief,
        candidate=candidate,
        consultant=people[0],
        approached=True,
        result=result,
        approach__words=WHY_YOU,
        approach__pack=approach_pack(brief, consultant=people[0], why_you=WHY_YOU).as_json(),
        deadline__due_at=timezone.now() + timedelta(hours=46),
    )


def put_forward(brief: Brief, consultant: Consultant, candidate: Candidate) -> Entry:
    entry = EntryFactory(
        brief=brief,
        candidate=candidate,
        consultant=consultant,
        submitted=True,
        approach__words=WHY_YOU,
        approach__pack=approach_pack(brief, consultant=consultant, why_you=WHY_YOU).as_json(),
    )
    mandate = MandateFactory(
        entry=entry, profile=snapshot(candidate, named=True), can_start_on=date(2027, 1, 4)
    )
    submission = SubmissionFactory(
        entry=entry,
        mandate=mandate,
        introduction="I have known this work for six years. What convinces me is less the result "
        "than who still works there afterwards.",
        risk="What would you leave alone in the first thirty days?",
        submitted_at=timezone.now(),
    )
    assert candidate.user is not None
    reasons = REASONS[candidate.user.full_name]
    evidence = candidate.record.first()
    for criterion, text in zip(brief.criteria.in_order(), reasons, strict=True):
        RationaleFactory(submission=submission, criterion=criterion, text=text, evidence=evidence)
    return entry


def manager_of(brief: Brief) -> User:
    return can_sign_in(brief.manager.user)


@at_both_sizes
def test_an_interim_reads_the_approach_and_chooses_a_firm(visit: Callable[[], Visitor]):
    brief, people = fill_finish()
    entry = ask_helena(brief, people)
    her = visit()
    assert entry.candidate.user is not None
    her.sign_in(can_sign_in(entry.candidate.user))

    her.go(entry.get_absolute_url())
    expect(her.page.get_by_role("heading", level=1)).to_have_text(brief.title)
    expect(her.page.get_by_text("Marlow Pharma")).to_have_count(0)
    her.see("letter")
    for short, fold in (("Ask", "#ask"), ("No, thank you", "#decline")):
        reply = her.page.get_by_role("link", name=short, exact=True)
        # On a phone the three answers stand side by side at the foot of the screen.
        if her.size == "phone":
            box = reply.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 44
            reply.click()
            expect(her.page.locator(fold).locator("textarea")).to_be_focused()
            her.page.locator(fold).get_by_role("button", name="Not now").click()
        else:
            expect(reply).to_be_hidden()
    her.page.get_by_role("link", name="Yes, choose my firm").click()
    her.see("choose")
    her.page.get_by_text("Kestrel Interim", exact=True).click()
    her.page.get_by_text("Your profile as it is today").click()
    expect(her.page.get_by_text("Pressing this confirms the date for today.")).to_be_visible()
    her.page.get_by_role("button", name="Let Kestrel Interim represent me on this brief").click()

    expect(her.page.get_by_text("Kestrel Interim represents you on this brief.")).to_be_visible()
    expect(her.page.get_by_text("Marlow Pharma").first).to_be_visible()
    her.see("represented")


def test_a_manager_compares_three_meets_one_and_declines_another(visit: Callable[[], Visitor]):
    brief, people = fill_finish()
    gmp = ConceptFactory(label="Good manufacturing practice")
    RequirementFactory(brief=brief, concept=gmp)
    best = helena()
    second = CandidateFactory(
        user=UserFactory(full_name="Jonas Weidner"), headline="Interim site director, sterile"
    )
    third = CandidateFactory(
        user=UserFactory(full_name="Dr Amara Okafor"), headline="Head of quality, Qualified Person"
    )
    for candidate in (best, second):
        CandidateSkillFactory(candidate=candidate, concept=gmp)
    entries = [
        put_forward(brief, consultant, candidate)
        for consultant, candidate in zip(people, (best, second, third), strict=True)
    ]
    Brief.objects.filter(pk=brief.pk).update(
        status=Brief.Status.SHORTLISTING, shortlisting_at=timezone.now()
    )
    manager = visit()
    manager.sign_in(manager_of(brief))

    manager.go(reverse("shortlists:compare", args=[brief.ref]))
    manager.see("compare")
    manager.go(reverse("shortlists:person", args=[entries[0].ref]))
    expect(manager.page.get_by_role("link", name="Invite to an interview")).to_be_visible()
    manager.see("person")
    manager.page.get_by_role("link", name="Invite to an interview").click()
    day = timezone.localdate() + timedelta(days=7)
    manager.page.get_by_label("First time").fill(f"{day}T09:00")
    manager.page.get_by_label("Second time").fill(f"{day}T14:30")
    manager.page.get_by_label("Where").fill("The site, gate 2")
    manager.see("invite")
    manager.page.get_by_role("button", name="Send the invitation").click()
    expect(manager.page.get_by_role("link", name="Propose other times")).to_be_visible()

    manager.go(reverse("shortlists:person", args=[entries[1].ref]))
    manager.page.get_by_role("link", name="Decline, with a reason").click()
    manager.page.get_by_text("Has not worked in a comparable situation").click()
    manager.page.get_by_role("radio", name="Overdue deviations").check()
    expect(manager.page.locator("#post")).to_contain_text("calmer circumstances")
    manager.page.evaluate("scrollTo(0, 0)")
    manager.see("decline")
    manager.page.get_by_role("button", name="Send this answer").click()
    expect(manager.page.get_by_text("Declined. The letter leaves at")).to_be_visible()
    let_it_be_heard(timezone.now())
    manager.page.reload()
    expect(manager.page.get_by_text("No longer in front of you")).to_be_visible()
    manager.see("compare-after")

    his = visit()
    assert second.user is not None
    his.sign_in(can_sign_in(second.user))
    his.go(entries[1].get_absolute_url())
    expect(his.page.get_by_text("calmer circumstances").first).to_be_visible()
    her = visit()
    assert best.user is not None
    her.sign_in(can_sign_in(best.user))
    her.go(entries[0].get_absolute_url())
    her.see("times")

    for page in ("hold", "cancel", "raise_cap"):
        manager.go(reverse(f"shortlists:{page}", args=[brief.ref]))
        manager.see(page)
