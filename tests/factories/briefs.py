"""Briefs, their parts and their panels."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from engagements.models import (
    Amendment,
    Brief,
    BriefApproval,
    BriefPerson,
    Conflict,
    Criterion,
    PanelPost,
    PanelSeat,
    Playback,
    Requirement,
    SelectionStage,
    SponsorAnswer,
    SponsorTalk,
    SubFirm,
    TruthItem,
    ValueConversation,
    ValueParticipant,
)
from engagements.pack import Pack
from tests.factories.clients import ClientFactory, ClientMemberFactory
from tests.factories.constants import NOW
from tests.factories.providers import ConsultantFactory, FirmFactory
from tests.factories.skills import ConceptFactory


class BriefFactory(DjangoModelFactory[Brief]):
    """A draft with all needed answers; traits set other statuses."""

    class Meta:
        model = Brief
        skip_postgeneration_save = True

    client = factory.SubFactory(ClientFactory)
    manager = factory.SubFactory(ClientMemberFactory, client=factory.SelfAttribute("..client"))
    title = "Interim site director"
    what_happened = "A regulator found nine things to put right."
    why_now = "The answer is due in six weeks."
    what_is_hard = "Two predecessors left."
    value_kind = Brief.Value.SAFETY
    value_range = "supply of two medicines"
    value_shown_by = "batch records"
    seniority = 5
    starts_on = date(2026, 12, 1)
    duration_weeks = 26
    place = "Reading"
    region = "uk-london"
    days_on_site = 4

    class Params:
        played_back = factory.Trait(status=Brief.Status.IN_CLARIFICATION)
        confirmed = factory.Trait(status=Brief.Status.CONFIRMED, confirmed_at=NOW)
        opened = factory.Trait(
            status=Brief.Status.OPEN, confirmed_at=NOW, opened_at=NOW, slate_opened_at=NOW
        )
        shortlisting = factory.Trait(
            status=Brief.Status.SHORTLISTING,
            confirmed_at=NOW,
            opened_at=NOW,
            shortlisting_at=NOW,
            slate_opened_at=NOW,
        )

    @factory.post_generation
    def complete(self: Any, create: bool, extracted: bool | None, **_: Any) -> None:
        """Add a criterion and a sponsor, unless the test passes `complete=False`."""
        if create and extracted is not False:
            CriterionFactory(brief=self)
            TruthItemFactory(brief=self)


class BriefPersonFactory(DjangoModelFactory[BriefPerson]):
    """A reader of the brief; the trait `away` makes them the deputy of a fortnight around NOW."""

    class Meta:
        model = BriefPerson

    brief = factory.SubFactory(BriefFactory)
    member = factory.SubFactory(ClientMemberFactory, client=factory.SelfAttribute("..brief.client"))
    role = BriefPerson.Role.READER
    added_at = NOW

    class Params:
        away = factory.Trait(
            role=BriefPerson.Role.DEPUTY,
            starts_at=NOW - timedelta(days=7),
            ends_at=NOW + timedelta(days=7),
        )


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    brief = factory.SubFactory(BriefFactory, complete=False)
    measure = "Overdue deviations"
    baseline = "186"
    target = "20"
    due_on = date(2027, 3, 31)
    evidence = "the quality system's weekly report"
    weight = 5


class TruthItemFactory(DjangoModelFactory[TruthItem]):
    class Meta:
        model = TruthItem

    brief = factory.SubFactory(BriefFactory, complete=False)
    kind = TruthItem.Kind.SPONSOR
    answer = "The chief operating officer"


class SelectionStageFactory(DjangoModelFactory[SelectionStage]):
    class Meta:
        model = SelectionStage

    brief = factory.SubFactory(BriefFactory, complete=False)
    position = 1
    kind = SelectionStage.Kind.MEETING
    with_whom = "The site director"
    people = 2
    hours = Decimal("1.5")
    due_on = date(2027, 2, 26)


class RequirementFactory(DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    brief = factory.SubFactory(BriefFactory)
    concept = factory.SubFactory(ConceptFactory)
    importance = Requirement.Importance.MUST
    level = 4


class PanelSeatFactory(DjangoModelFactory[PanelSeat]):
    class Meta:
        model = PanelSeat

    brief = factory.SubFactory(BriefFactory, opened=True)
    firm = factory.SubFactory(FirmFactory)
    engagement = PanelSeat.Engagement.CONTINGENT
    invited_at = NOW
    sent_at = factory.LazyAttribute(lambda seat: None if seat.brief.is_draft else NOW)
    opened_at = NOW


class PanelPostFactory(DjangoModelFactory[PanelPost]):
    """What a firm with a seat says is needed; the trait `disagreement` says where it disagrees."""

    class Meta:
        model = PanelPost

    brief = factory.SubFactory(BriefFactory, opened=True)
    question = PanelPost.Question.NEED
    consultant = factory.SubFactory(ConsultantFactory)
    firm = factory.SelfAttribute("consultant.firm")
    words = "Somebody who has stood on a sterile line at night."
    posted_at = NOW

    class Params:
        disagreement = factory.Trait(
            question=PanelPost.Question.DISAGREE,
            words="We would not start before line 2 has a date; the others would.",
        )


class ConflictFactory(DjangoModelFactory[Conflict]):
    """A conflict that waits for the client."""

    class Meta:
        model = Conflict

    seat = factory.SubFactory(PanelSeatFactory)
    words = "We work for another maker of the same medicine until spring."
    disclosed_by = factory.SubFactory(ConsultantFactory, firm=factory.SelfAttribute("..seat.firm"))
    disclosed_at = NOW


class SubFirmFactory(DjangoModelFactory[SubFirm]):
    """A firm that another on an open brief has asked to come in."""

    class Meta:
        model = SubFirm

    first = factory.SubFactory(PanelSeatFactory)
    firm = factory.SubFactory(FirmFactory)
    purpose = "They know validation in Ireland, and we do not."
    engagement = PanelSeat.Engagement.CONTINGENT
    declared_by = factory.SubFactory(ConsultantFactory, firm=factory.SelfAttribute("..first.firm"))
    declared_at = NOW


class PlaybackFactory(DjangoModelFactory[Playback]):
    class Meta:
        model = Playback

    brief = factory.SubFactory(BriefFactory, played_back=True)
    brief_version = 1
    consultant = factory.SubFactory(ConsultantFactory)
    firm = factory.SelfAttribute("consultant.firm")
    situation = "The site must answer nine observations."
    success = "Nine verified corrective actions."
    hard = "Two predecessors left."
    person = "Somebody who has closed such a case."


class SponsorTalkFactory(DjangoModelFactory[SponsorTalk]):
    class Meta:
        model = SponsorTalk

    brief = factory.SubFactory(BriefFactory, played_back=True)
    asked_by = factory.SubFactory(ConsultantFactory)
    asked_at = NOW
    why = "What this would be worth to the board."
    first_at = NOW + timedelta(days=1)
    second_at = NOW + timedelta(days=2)


class SponsorAnswerFactory(DjangoModelFactory[SponsorAnswer]):
    class Meta:
        model = SponsorAnswer

    brief = factory.SubFactory(BriefFactory, played_back=True)
    member = factory.SubFactory(ClientMemberFactory, client=factory.SelfAttribute("..brief.client"))
    asked_at = NOW


class BriefApprovalFactory(DjangoModelFactory[BriefApproval]):
    class Meta:
        model = BriefApproval

    brief = factory.SubFactory(BriefFactory, played_back=True)
    brief_version = 1
    approver = factory.SubFactory(
        ClientMemberFactory, client=factory.SelfAttribute("..brief.client")
    )
    words = "Approved in the October board."
    approved_at = NOW


class ValueConversationFactory(DjangoModelFactory[ValueConversation]):
    class Meta:
        model = ValueConversation

    brief = factory.SubFactory(BriefFactory, played_back=True)
    held_at = NOW - timedelta(hours=2)
    minutes = 45
    changed = "Release time matters more to the board than deviations."
    version_before = 1
    version_after = 1
    recorded_by = factory.SelfAttribute("brief.manager.user")
    recorded_at = NOW


class ValueParticipantFactory(DjangoModelFactory[ValueParticipant]):
    class Meta:
        model = ValueParticipant

    conversation = factory.SubFactory(ValueConversationFactory)
    member = factory.SelfAttribute("conversation.brief.manager")
    role = "Hiring manager"


class AmendmentFactory(DjangoModelFactory[Amendment]):
    """A change of an open brief that waits for its firm."""

    class Meta:
        model = Amendment

    brief = factory.SubFactory(BriefFactory, opened=True)
    base_version = factory.SelfAttribute("brief.version")
    firm = factory.SubFactory(FirmFactory)
    reason = "The board wants both plants in one pair of hands."
    proposed = factory.LazyFunction(
        lambda: {
            "columns": {"place": "Leeds"},
            "concepts": {},
            "criteria": None,
            "requirements": None,
        }
    )
    before = factory.LazyFunction(lambda: Pack(place="Reading").as_json())
    after = factory.LazyFunction(lambda: Pack(place="Leeds").as_json())
    proposed_by = factory.SelfAttribute("brief.manager.user")
    proposed_at = NOW
