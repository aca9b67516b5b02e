"""Every constraint of the database, seen to refuse the row that it is there to refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.models import Activity, Deadline, Mail
from candidates.models import FirmStance
from engagements.models import Amendment, Brief, BriefDraft, FormerBrief
from interimhub.lib.models import Job
from ranking.models import FitShard
from readings.models import DayOfReadings
from shortlists.models import (
    Approach,
    Entry,
    FirmReview,
    FormerWords,
    HeldAnswer,
    InterviewSlot,
    Question,
    SeenRegistration,
    ShownWords,
)
from skills.models import Label, Relation, TextVector
from tests.factories import (
    NOW,
    AmendmentFactory,
    ApproachFactory,
    BriefFactory,
    BriefPersonFactory,
    CandidateFactory,
    CandidateRegistrationFactory,
    CandidateSkillFactory,
    ClientFactory,
    ClientInvitationFactory,
    ClientMemberFactory,
    ConceptFactory,
    ConsultantFactory,
    CriterionFactory,
    DayRateFactory,
    EntryFactory,
    FirmFactory,
    FirmInvitationFactory,
    FitResultFactory,
    FitRunFactory,
    MandateFactory,
    NoticeFactory,
    PanelSeatFactory,
    PastAssignmentFactory,
    PlaybackFactory,
    RationaleFactory,
    ReferralFactory,
    RegistrationFactory,
    RequirementFactory,
    ShownWordsFactory,
    SubmissionFactory,
    TextReadingFactory,
    TruthItemFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OURS = {
    "lib",
    "accounts",
    "skills",
    "readings",
    "providers",
    "candidates",
    "engagements",
    "ranking",
    "shortlists",
    "terms",
}
HOUR = timedelta(hours=1)


def twice(make: Callable[..., object], **facts: object) -> None:
    """Make the same row twice."""
    for _ in range(2):
        make(**facts)


def slots(*rows: dict[str, object]) -> None:
    """Offer times for one meeting."""
    entry = EntryFactory()
    for row in rows:
        InterviewSlot.objects.create(**{"entry": entry, "starts_at": NOW} | row)


def seen_twice() -> None:
    entry = EntryFactory()
    twice(
        SeenRegistration.objects.create,
        entry=entry,
        firm=entry.firm,
        concept=RegistrationFactory(),
        seen_by=UserFactory(),
        seen_at=NOW,
    )


def stances() -> None:
    twice(
        FirmStance.objects.create,
        candidate=CandidateFactory(),
        firm=FirmFactory(),
        stance=FirmStance.Stance.values[0],
    )


def reviews(*rows: dict[str, object]) -> None:
    """Keep what one consultant says of one interim."""
    entry = EntryFactory()
    whose = {name: getattr(entry, name) for name in ("firm", "consultant", "brief", "candidate")}
    for row in rows:
        FirmReview.objects.create(**whose | row)


ACCEPTED = {"status": Approach.Status.ACCEPTED, "answered_at": NOW}


def approaches(*rows: dict[str, object], by_one: bool = True) -> None:
    """Ask one interim about one brief several times, by one firm or by several."""
    entry = EntryFactory()
    for row in rows:
        consultant = entry.consultant if by_one else ConsultantFactory()
        ApproachFactory(entry=entry, consultant=consultant, **row)


def deadline(**facts: object) -> None:
    Deadline.objects.create(**{"kind": "a.b", "subject": "a.b:1", "started_at": NOW} | facts)


def question(**facts: object) -> None:
    entry = EntryFactory()
    asked = {
        "entry": entry,
        "firm": entry.firm,
        "text": "Who decides?",
        "asked_by": entry.candidate.user,
    }
    Question.objects.create(**asked | {"asked_at": NOW} | facts)


def held(**facts: object) -> None:
    usual = {"given_at": NOW, "due_at": NOW + timedelta(minutes=10), "by": UserFactory()}
    HeldAnswer.objects.create(**{"entry": EntryFactory(approached=True)} | usual | facts)


def event(**facts: object) -> None:
    usual = {"at": NOW, "subject": "accounts.user:1", "kind": "account.changed", "role": "owner"}
    Activity.objects.create(**usual | facts)


# The name of each constraint, and what it must not let pass.
def amendment(**facts: Any) -> Amendment:
    return AmendmentFactory(**facts)  # type: ignore[no-any-return]


def two_current(mandate: Any) -> None:
    """Show an interim two texts at once."""
    for number in (1, 2):
        ShownWordsFactory(mandate=mandate, number=number, agreed=True)


REFUSED: dict[str, Callable[[], object]] = {
    "brief_draft_one_a_step": lambda: twice(
        BriefDraft.objects.create, brief=BriefFactory(), step="person", saved_at=NOW
    ),
    "job_done_or_dead": lambda: Job.objects.create(key="a", task="b", done_at=NOW, dead_at=NOW),
    "mail_of_a_notice_without_text": lambda: Mail.objects.create(
        key="notice:1", notice=NoticeFactory(), to="somebody@example.com"
    ),
    "mail_sent_or_failed": lambda: Mail.objects.create(key="account:1", sent_at=NOW, failed_at=NOW),
    "mail_settled_without_text": lambda: Mail.objects.create(
        key="account:1", to="somebody@example.com", failed_at=NOW
    ),
    "notice_facts_are_codes": lambda: NoticeFactory(facts={"reason": "Samuel Okoro said no."}),
    "user_email_once": lambda: [UserFactory(email=word) for word in ("ann@x.org", "ANN@X.ORG")],
    "activity_facts_are_codes": lambda: event(facts={"reason": {"said": ["Samuel Okoro"]}}),
    "activity_kind_noun_and_verb": lambda: event(kind="opened it"),
    "activity_statuses_are_codes": lambda: event(before="Being written"),
    "activity_role_known": lambda: event(role="client"),
    "label_once": lambda: twice(
        Label.objects.create, concept=ConceptFactory(), text="GMP", key="gmp"
    ),
    "relation_once": lambda: twice(
        Relation.objects.create, source=ConceptFactory(code="a"), target=ConceptFactory(code="b")
    ),
    "text_vector_once": lambda: twice(
        TextVector.objects.create, model="m", digest=bytes(32), vector=bytes(384)
    ),
    "reading_one_a_subject": lambda: twice(
        TextReadingFactory, owner=UserFactory(), about=UUID(int=7)
    ),
    "readings_one_row_a_day": lambda: twice(
        DayOfReadings.objects.create, owner=UserFactory(), day=NOW.date()
    ),
    "reading_document_dropped": lambda: TextReadingFactory(read=True, document=b"%PDF-"),
    "reading_failed_says_why": lambda: TextReadingFactory(status="failed"),
    "deadline_one_open": lambda: twice(deadline, organisation="providers.firm:1"),
    "deadline_of_a_person_or_an_organisation": deadline,
    "deadline_reminded_at_a_moment": lambda: deadline(owner=UserFactory(), step=1),
    "firm_name_once": lambda: [FirmFactory(name=word) for word in ("Kestrel", "KESTREL")],
    "firm_invitation_once": lambda: twice(
        FirmInvitationFactory, firm=FirmFactory(), email="ann@example.com"
    ),
    "stance_once": stances,
    "candidate_source_once": lambda: twice(CandidateFactory, source="file", source_id="7"),
    "candidate_seniority_1_to_7": lambda: CandidateFactory(seniority=8),
    "candidate_days_1_to_7": lambda: CandidateFactory(days_per_week=8),
    "candidate_claimed_before_found": lambda: CandidateFactory(claimed_at=None),
    "candidate_skill_once": lambda: twice(
        CandidateSkillFactory, candidate=CandidateFactory(), concept=ConceptFactory()
    ),
    "candidate_skill_level_1_to_5": lambda: CandidateSkillFactory(level=6),
    "candidate_registration_once": lambda: twice(
        CandidateRegistrationFactory, candidate=CandidateFactory(), concept=RegistrationFactory()
    ),
    "seen_registration_once": seen_twice,
    "registration_ends_after_start": lambda: CandidateRegistrationFactory(
        since=date(2025, 6, 2), valid_until=date(2025, 6, 1)
    ),
    "assignment_ends_after_start": lambda: PastAssignmentFactory(
        started_on=date(2025, 6, 2), ended_on=date(2025, 6, 1)
    ),
    "client_name_once": lambda: [ClientFactory(name=word) for word in ("Marlow", "MARLOW")],
    "client_invitation_once": lambda: twice(
        ClientInvitationFactory,
        client=BriefFactory().client,
        email="ann@example.com",
    ),
    "brief_cap_3_to_5": lambda: BriefFactory(cap=6, cap_reason="The board wants more."),
    "brief_cap_raised_with_reason": lambda: BriefFactory(cap=4),
    "brief_seniority_1_to_7": lambda: BriefFactory(seniority=8),
    "brief_on_hold_knows_its_status": lambda: BriefFactory(status=Brief.Status.ON_HOLD),
    "brief_open_since_a_moment": lambda: BriefFactory(status=Brief.Status.OPEN),
    "consultant_one_at_a_time": lambda: twice(ConsultantFactory, user=UserFactory()),
    "clientmember_one_at_a_time": lambda: twice(ClientMemberFactory, user=UserFactory()),
    "brief_person_one_role": lambda: twice(
        BriefPersonFactory,
        brief=(brief := BriefFactory()),
        member=ClientMemberFactory(client=brief.client),
    ),
    "brief_person_dates_of_a_deputy": lambda: BriefPersonFactory(role="deputy"),
    "brief_person_ends_later": lambda: BriefPersonFactory(
        role="deputy", starts_at=NOW, ends_at=NOW
    ),
    "panel_firm_once": lambda: twice(PanelSeatFactory, brief=BriefFactory(), firm=FirmFactory()),
    "panel_one_lead": lambda: twice(PanelSeatFactory, brief=BriefFactory(), is_lead=True),
    "playback_once": lambda: twice(PlaybackFactory, brief=BriefFactory()),
    "fit_run_once": lambda: twice(FitRunFactory, brief=BriefFactory()),
    "fit_result_once": lambda: twice(
        FitResultFactory, run=FitRunFactory(), candidate=CandidateFactory()
    ),
    "fit_shard_once": lambda: twice(
        FitShard.objects.create, brief=BriefFactory(), attempt="rank:1:1", shard=0, result={}
    ),
    "fit_score_0_to_100": lambda: FitResultFactory(score=101),
    "criterion_weight_1_to_5": lambda: CriterionFactory(weight=6),
    "requirement_once": lambda: twice(
        RequirementFactory, brief=BriefFactory(), concept=ConceptFactory()
    ),
    "requirement_level_1_to_5": lambda: RequirementFactory(level=6),
    "truth_once": lambda: twice(TruthItemFactory, brief=BriefFactory(complete=False)),
    "truth_unknown_has_owner": lambda: TruthItemFactory(is_unknown=True),
    "entry_one_live": lambda: twice(
        EntryFactory, brief=BriefFactory(opened=True), candidate=CandidateFactory()
    ),
    "entry_not_selected_by_a_person_with_a_reason": lambda: EntryFactory(
        status=Entry.Status.NOT_SELECTED
    ),
    "approach_once_a_firm": lambda: approaches({}, {}),
    "approach_one_accepted": lambda: approaches(ACCEPTED, ACCEPTED, by_one=False),
    "held_answer_of_a_client_with_a_reason": lambda: held(kind="not_selected"),
    "held_answer_due_later": lambda: held(kind="declined_by_interim", due_at=NOW),
    "submission_withdrawn_by_somebody_with_a_reason": lambda: SubmissionFactory(withdrawn_at=NOW),
    "amendment_one_waiting": lambda: twice(amendment, brief=BriefFactory()),
    "amendment_objected_with_words": lambda: amendment(status="objected"),
    "former_brief_once": lambda: twice(
        FormerBrief.objects.create, brief=BriefFactory(), version=1, pack={}, ended_at=NOW
    ),
    "former_words_once": lambda: twice(
        FormerWords.objects.create,
        submission=SubmissionFactory(),
        version=1,
        introduction="She has.",
        rationales={},
        was_read=True,
        changed_by=UserFactory(),
        changed_at=NOW,
    ),
    "approach_known_status": lambda: ApproachFactory(status="asked", answered_at=NOW),
    "approach_answered_at_a_moment": lambda: ApproachFactory(status=Approach.Status.DECLINED),
    "one_slot_picked": lambda: slots(
        {"picked_at": NOW}, {"picked_at": NOW, "starts_at": NOW + HOUR}
    ),
    "slot_once": lambda: slots({}, {}),
    "slot_picked_or_declined": lambda: slots({"picked_at": NOW, "declined_at": NOW}),
    "mandate_one_active": lambda: twice(MandateFactory, entry=EntryFactory(mandated=True)),
    "firm_review_once": lambda: reviews({}, {}),
    "set_aside_with_a_reason": lambda: reviews({"set_aside_at": NOW}),
    "question_answered_wholly": lambda: question(answer="The board."),
    "shown_words_numbered": lambda: twice(
        ShownWordsFactory, mandate=MandateFactory(), status=ShownWords.Status.ENDED
    ),
    "shown_words_one_current": lambda: two_current(MandateFactory()),
    "shown_words_objected_with_words": lambda: ShownWordsFactory(objected=True, objection=""),
    "shown_words_sent_once_free": lambda: ShownWordsFactory(sent=True, free_at=None),
    "referral_one_letter": lambda: twice(
        ReferralFactory, brief=BriefFactory(opened=True), email="anna@example.com"
    ),
    "referral_once_by_a_person": lambda: twice(
        ReferralFactory,
        brief=BriefFactory(opened=True),
        named_by=UserFactory(),
        email="anna@example.com",
        token_hash=None,
    ),
    "referral_accepted_by_an_interim": lambda: ReferralFactory(
        status="accepted", full_name="", email="", address_hash="0" * 64
    ),
    "referral_answered_without_address": lambda: ReferralFactory(status="lapsed"),
    "rationale_once": lambda: twice(
        RationaleFactory, submission=SubmissionFactory(), criterion=CriterionFactory()
    ),
    "rationale_says_something": lambda: RationaleFactory(text=""),
    "day_rate_positive": lambda: DayRateFactory(amount=0),
}


def constraints() -> list[models.BaseConstraint]:
    """Give every constraint of our own models."""
    return [
        constraint
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for constraint in model._meta.constraints
    ]


def test_every_constraint_has_a_row_that_it_refuses():
    assert sorted(constraint.name for constraint in constraints()) == sorted(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name: str):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        REFUSED[name]()

    assert refusal.value.__cause__.diag.constraint_name == name  # type: ignore[union-attr]  # psycopg2's
