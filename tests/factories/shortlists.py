"""Conversations and their parts."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Deadline, hash_token
from shortlists import waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.models import (
    Approach,
    Entry,
    Mandate,
    Question,
    Rationale,
    Referral,
    ShownWords,
    Submission,
)
from shortlists.models.referrals import VALID_FOR, hash_address
from tests.factories.accounts import UserFactory
from tests.factories.briefs import BriefFactory, CriterionFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.constants import NOW, TODAY
from tests.factories.providers import ConsultantFactory

WORDS_CHECK = ConversationDeadline.WORDS_CHECK


class EntryFactory(DjangoModelFactory[Entry]):
    """A new entry under review by a consultant; traits set other statuses."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    brief = factory.SubFactory(BriefFactory, opened=True)
    candidate = factory.SubFactory(CandidateFactory)
    consultant = factory.SubFactory(ConsultantFactory)
    firm = factory.SelfAttribute("consultant.firm")

    @factory.post_generation
    def approach(self, create: bool, extracted: Any, **facts: Any) -> None:
        """Add an approach if the interim knows of the brief."""
        entry: Any = self
        if entry.approached_at:
            answered = {} if entry.may_choose_voice else {"status": "accepted", "answered_at": NOW}
            ApproachFactory(entry=entry, **answered | facts)

    @factory.post_generation
    def deadline(self, create: bool, extracted: Any, **facts: Any) -> None:
        """Start the deadline of this status; `due_at` sets its due date."""
        entry: Any = self
        start = {
            Entry.Status.SUBMITTED: waiting.for_reader,
            Entry.Status.CLIENT_REVIEW: waiting.for_decision,
        }.get(entry.status)
        if start:
            start(entry, now=NOW)
            Deadline.objects.about(entry).update(**facts)
        for approach in entry.approaches.waiting():
            waiting.for_reply(approach, now=NOW)
            Deadline.objects.about(approach).update(**facts)

    class Params:
        approached = factory.Trait(status=Entry.Status.APPROACHED, approached_at=NOW)
        interested = factory.Trait(
            status=Entry.Status.INTERESTED, approached_at=NOW, interested_at=NOW
        )
        mandated = factory.Trait(
            status=Entry.Status.MANDATED, approached_at=NOW, interested_at=NOW, mandated_at=NOW
        )
        submitted = factory.Trait(
            status=Entry.Status.SUBMITTED,
            approached_at=NOW,
            interested_at=NOW,
            mandated_at=NOW,
            submitted_at=NOW,
        )
        in_review = factory.Trait(
            status=Entry.Status.CLIENT_REVIEW,
            approached_at=NOW,
            interested_at=NOW,
            mandated_at=NOW,
            submitted_at=NOW,
            first_read_at=NOW,
        )


class ApproachFactory(DjangoModelFactory[Approach]):
    """A consultant's question to an interim, not answered yet."""

    class Meta:
        model = Approach

    entry = factory.SubFactory(EntryFactory)
    firm = factory.SelfAttribute("consultant.firm")
    consultant = factory.SelfAttribute("entry.consultant")
    words = "You closed such a case in 2025."
    pack = factory.LazyAttribute(lambda made: {"title": made.entry.brief.title})
    brief_version = 1
    sent_at = NOW


class MandateFactory(DjangoModelFactory[Mandate]):
    class Meta:
        model = Mandate
        skip_postgeneration_save = True

    entry = factory.SubFactory(EntryFactory, mandated=True)
    brief = factory.SelfAttribute("entry.brief")
    candidate = factory.SelfAttribute("entry.candidate")
    firm = factory.SelfAttribute("entry.firm")
    consultant = factory.SelfAttribute("entry.consultant")
    status = Mandate.Status.GRANTED
    brief_version = 1
    profile_version = 1
    profile: dict[str, Any] = {}
    can_start_on = date(2026, 12, 1)
    availability_confirmed_on = TODAY
    granted_at = NOW
    ends_on = date(2026, 12, 19)

    @factory.post_generation
    def deadline(self, create: bool, extracted: Any, **_: Any) -> None:
        """Start the consultant's deadline to use the permission."""
        mandate: Any = self
        if mandate.entry.is_mandated:
            waiting.for_submission(mandate, now=NOW)


class QuestionFactory(DjangoModelFactory[Question]):
    """A question of an approached interim, which the consultant has to answer."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    entry = factory.SubFactory(EntryFactory, approached=True)
    firm = factory.SelfAttribute("entry.firm")
    text = "Who decides?"
    asked_by = factory.SelfAttribute("entry.candidate.user")
    asked_at = NOW

    @factory.post_generation
    def deadline(self, create: bool, extracted: Any, **facts: Any) -> None:
        """Start the consultant's deadline to answer; `due_at` sets its due date."""
        question: Any = self
        if not question.answered_at:
            waiting.for_answer(question, now=NOW)
            Deadline.objects.about(question).update(**facts)


class ShownWordsFactory(DjangoModelFactory[ShownWords]):
    """Words that the interim has not answered yet; traits set other statuses."""

    class Meta:
        model = ShownWords
        skip_postgeneration_save = True

    mandate = factory.SubFactory(MandateFactory)
    entry = factory.SelfAttribute("mandate.entry")
    number = 1
    introduction = "She has closed such a case."
    risk = ""
    rationales: dict[str, Any] = {}
    brief_version = 1
    shown_by = factory.SelfAttribute("entry.consultant.user")
    shown_at = NOW

    @factory.post_generation
    def deadline(self, create: bool, extracted: Any, **facts: Any) -> None:
        """Start the interim's deadline to answer; `due_at` sets its due date."""
        shown: Any = self
        if shown.is_waiting:
            waiting.for_words(shown.entry, now=NOW)
            Deadline.objects.about(shown.entry).of_kind(WORDS_CHECK).update(**facts)

    class Params:
        agreed = factory.Trait(status=ShownWords.Status.AGREED, answered_at=NOW, free_at=NOW)
        unanswered = factory.Trait(status=ShownWords.Status.UNANSWERED, free_at=NOW)
        objected = factory.Trait(
            status=ShownWords.Status.OBJECTED,
            answered_at=NOW,
            objection="I advised, I did not lead.",
        )
        sent = factory.Trait(status=ShownWords.Status.SENT, answered_at=NOW, free_at=NOW)


class SubmissionFactory(DjangoModelFactory[Submission]):
    class Meta:
        model = Submission

    entry = factory.SubFactory(EntryFactory, submitted=True)
    mandate = factory.SubFactory(MandateFactory, entry=factory.SelfAttribute("..entry"))
    consultant = factory.SelfAttribute("entry.consultant")
    introduction = "She has closed such a case."
    risk = ""
    submitted_at = NOW
    shown_words = factory.SubFactory(
        ShownWordsFactory,
        sent=True,
        mandate=factory.SelfAttribute("..mandate"),
        entry=factory.SelfAttribute("..entry"),
        introduction=factory.SelfAttribute("..introduction"),
        risk=factory.SelfAttribute("..risk"),
    )
    read_at = factory.SelfAttribute("entry.first_read_at")
    shown_at = NOW


class RationaleFactory(DjangoModelFactory[Rationale]):
    class Meta:
        model = Rationale

    submission = factory.SubFactory(SubmissionFactory)
    criterion = factory.SubFactory(CriterionFactory)
    text = "Closed eleven observations in five months."


class ReferralFactory(DjangoModelFactory[Referral]):
    """A person named for an open brief who has not answered; `secret` is that of the link."""

    class Meta:
        model = Referral

    class Params:
        secret = factory.Sequence("secret-{}".format)

    brief = factory.SubFactory(BriefFactory, opened=True)
    named_by = factory.SubFactory(UserFactory)
    role = "manager"
    full_name = "Anna Berg"
    email = factory.Sequence("anna.berg.{}@example.com".format)
    address_hash = factory.LazyAttribute(lambda made: hash_address(made.email))
    token_hash = factory.LazyAttribute(lambda made: hash_token(made.secret))
    how = "We closed two plants together; she led the talks."
    named_at = NOW
    expires_at = NOW + VALID_FOR
