"""Valid, dull rows; a test says what matters in it."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Notice, User, hash_token
from candidates.models import Candidate, CandidateSkill, PastAssignment
from engagements.models import (
    Brief,
    Client,
    ClientInvitation,
    ClientMember,
    Criterion,
    FitResult,
    FitRun,
    PanelSeat,
    Playback,
    Requirement,
    TruthItem,
)
from providers.models import Consultant, Firm, FirmInvitation
from readings.models import TextReading
from shortlists.models import Entry, Mandate, Rationale, Submission
from skills.models import Concept
from terms.models import DayRate

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)  # a Thursday
TODAY = NOW.date()
PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    full_name = factory.Sequence(lambda n: f"Person {n}")


class TextReadingFactory(DjangoModelFactory[TextReading]):
    class Meta:
        model = TextReading

    class Params:
        read = factory.Trait(status=TextReading.Status.READ)

    owner = factory.SubFactory(UserFactory)
    about = factory.LazyFunction(uuid.uuid4)
    text = "Without GMP remediation we are out of stock."
    digest = "0" * 64
    brought_at = NOW


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    subject = "Somebody answered"
    body = "They said yes."
    created_at = NOW


class ConceptFactory(DjangoModelFactory[Concept]):
    class Meta:
        model = Concept

    code = factory.Sequence(lambda n: f"test:skill:{n}")
    label = factory.Sequence(lambda n: f"skill number {n}")
    kind = "skill"


class SituationFactory(ConceptFactory):
    code = factory.Sequence(lambda n: f"test:situation:{n}")
    label = factory.Sequence(lambda n: f"situation number {n}")
    kind = "situation"


class SectorFactory(ConceptFactory):
    code = factory.Sequence(lambda n: f"test:sector:{n}")
    label = factory.Sequence(lambda n: f"sector number {n}")
    kind = "sector"


class FirmFactory(DjangoModelFactory[Firm]):
    class Meta:
        model = Firm

    name = factory.Sequence(lambda n: f"Firm {n}")
    kind = Firm.Kind.SPECIALIST
    charter_accepted_at = NOW

    class Params:
        generalist = factory.Trait(kind=Firm.Kind.GENERALIST)
        rpo = factory.Trait(kind=Firm.Kind.RPO)


class ConsultantFactory(DjangoModelFactory[Consultant]):
    class Meta:
        model = Consultant

    user = factory.SubFactory(UserFactory)
    firm = factory.SubFactory(FirmFactory)
    title = "Partner"


class FirmInvitationFactory(DjangoModelFactory[FirmInvitation]):
    """A standing invitation; its letter's secret is `secret`."""

    class Meta:
        model = FirmInvitation

    class Params:
        secret = factory.Sequence(lambda n: f"firm-secret-{n}")

    firm = factory.SubFactory(FirmFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.com")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.secret))
    invited_by = factory.SubFactory(UserFactory)
    created_at = NOW
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)


class CandidateFactory(DjangoModelFactory[Candidate]):
    """A claimed, discoverable interim who is open to specialists in their field only."""

    class Meta:
        model = Candidate

    user = factory.SubFactory(UserFactory)
    headline = "Interim operations director"
    summary = "Leads operations through difficult years."
    seniority = 5
    available_from = date(2026, 11, 1)
    availability_confirmed_on = TODAY
    regions = ["uk-london"]
    languages = ["en"]
    right_to_work = ["uk"]
    is_remote_ok = False
    is_discoverable = True
    claimed_at = NOW


class CandidateSkillFactory(DjangoModelFactory[CandidateSkill]):
    class Meta:
        model = CandidateSkill

    candidate = factory.SubFactory(CandidateFactory)
    concept = factory.SubFactory(ConceptFactory)
    level = 4
    years = 6
    last_used = 2026


class PastAssignmentFactory(DjangoModelFactory[PastAssignment]):
    class Meta:
        model = PastAssignment

    candidate = factory.SubFactory(CandidateFactory)
    title = "Interim operations director"
    organisation = "Harrow Works Ltd"
    organisation_kind = "a maker of pumps, 400 people"
    situation = "Deliveries were four weeks late."
    mandate = "Restore on-time delivery."
    result = "Back to 96 % within five months."
    measure = "on-time delivery 71 % to 96 %"
    started_on = date(2025, 1, 6)
    ended_on = date(2025, 9, 30)


class ClientFactory(DjangoModelFactory[Client]):
    class Meta:
        model = Client

    name = factory.Sequence(lambda n: f"Client {n}")
    alias = "a European maker of medicines"


class ClientMemberFactory(DjangoModelFactory[ClientMember]):
    class Meta:
        model = ClientMember

    user = factory.SubFactory(UserFactory)
    client = factory.SubFactory(ClientFactory)
    title = "Site director"


class ClientInvitationFactory(DjangoModelFactory[ClientInvitation]):
    """A standing invitation; its letter's secret is `secret`."""

    class Meta:
        model = ClientInvitation

    class Params:
        secret = factory.Sequence(lambda n: f"client-secret-{n}")

    client = factory.SubFactory(ClientFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.com")
    token_hash = factory.LazyAttribute(lambda o: hash_token(o.secret))
    invited_by = factory.SubFactory(UserFactory)
    created_at = NOW
    expires_at = datetime(2099, 1, 1, tzinfo=UTC)


class BriefFactory(DjangoModelFactory[Brief]):
    """A draft with everything that is needed to go on; traits move it along."""

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
        opened = factory.Trait(status=Brief.Status.OPEN, confirmed_at=NOW, opened_at=NOW)
        shortlisting = factory.Trait(
            status=Brief.Status.SHORTLISTING,
            confirmed_at=NOW,
            opened_at=NOW,
            shortlisting_at=NOW,
        )

    @factory.post_generation
    def complete(self: Any, create: bool, extracted: bool | None, **_: Any) -> None:
        """Give it one criterion and a sponsor, unless the test says `complete=False`."""
        if create and extracted is not False:
            CriterionFactory(brief=self)
            TruthItemFactory(brief=self)


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
    invited_at = NOW
    opened_at = NOW


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


class FitRunFactory(DjangoModelFactory[FitRun]):
    class Meta:
        model = FitRun

    brief = factory.SubFactory(BriefFactory, opened=True)
    brief_version = 1
    engine_version = "test"
    pool_version = "1"
    weights: dict[str, float] = {}
    inputs_hash = "0" * 64
    pool_size = 3
    eligible_count = 3
    started_at = NOW
    finished_at = NOW


class FitResultFactory(DjangoModelFactory[FitResult]):
    class Meta:
        model = FitResult

    run = factory.SubFactory(FitRunFactory)
    candidate = factory.SubFactory(CandidateFactory)
    position = factory.Sequence(lambda n: n + 1)
    score = 70.0
    low = 65.0
    high = 75.0
    parts: dict[str, float] = {}
    evidence: list[Any] = []
    gaps: list[Any] = []
    asks: list[Any] = []


class EntryFactory(DjangoModelFactory[Entry]):
    """An entry that a consultant has just opened; traits move it along."""

    class Meta:
        model = Entry

    brief = factory.SubFactory(BriefFactory, opened=True)
    candidate = factory.SubFactory(CandidateFactory)
    consultant = factory.SubFactory(ConsultantFactory)
    firm = factory.SelfAttribute("consultant.firm")
    brief_version = 1

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


class MandateFactory(DjangoModelFactory[Mandate]):
    class Meta:
        model = Mandate

    entry = factory.SubFactory(EntryFactory, mandated=True)
    brief = factory.SelfAttribute("entry.brief")
    candidate = factory.SelfAttribute("entry.candidate")
    firm = factory.SelfAttribute("entry.firm")
    consultant = factory.SelfAttribute("entry.consultant")
    status = Mandate.Status.GRANTED
    brief_version = 1
    profile_version = 1
    profile: dict[str, Any] = {}
    available_from = date(2026, 12, 1)
    availability_confirmed_on = TODAY
    granted_at = NOW
    ends_on = date(2026, 12, 19)


class SubmissionFactory(DjangoModelFactory[Submission]):
    class Meta:
        model = Submission

    entry = factory.SubFactory(EntryFactory, submitted=True)
    mandate = factory.SubFactory(MandateFactory, entry=factory.SelfAttribute("..entry"))
    consultant = factory.SelfAttribute("entry.consultant")
    introduction = "She has closed such a case."
    submitted_at = NOW


class RationaleFactory(DjangoModelFactory[Rationale]):
    class Meta:
        model = Rationale

    submission = factory.SubFactory(SubmissionFactory)
    criterion = factory.SubFactory(CriterionFactory)
    text = "Closed eleven observations in five months."


class DayRateFactory(DjangoModelFactory[DayRate]):
    class Meta:
        model = DayRate

    candidate = factory.SubFactory(CandidateFactory)
    amount = 1000
    currency = DayRate.Currency.GBP
