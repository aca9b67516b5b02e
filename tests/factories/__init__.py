"""Valid, neutral rows; a test sets only what matters to it."""

from tests.factories.accounts import NoticeFactory, UserFactory
from tests.factories.briefs import (
    AmendmentFactory,
    BriefApprovalFactory,
    BriefFactory,
    BriefPersonFactory,
    CriterionFactory,
    PanelSeatFactory,
    PlaybackFactory,
    RequirementFactory,
    SelectionStageFactory,
    SponsorAnswerFactory,
    SponsorTalkFactory,
    TruthItemFactory,
    ValueConversationFactory,
    ValueParticipantFactory,
)
from tests.factories.candidates import (
    CandidateFactory,
    CandidateRegistrationFactory,
    CandidateSkillFactory,
    PastAssignmentFactory,
)
from tests.factories.clients import ClientFactory, ClientInvitationFactory, ClientMemberFactory
from tests.factories.constants import NOW, PASSWORD, TODAY
from tests.factories.providers import ConsultantFactory, FirmFactory, FirmInvitationFactory
from tests.factories.rankings import FitResultFactory, FitRunFactory
from tests.factories.readings import TextReadingFactory
from tests.factories.references import LoanFactory, RefereeFactory, ReferenceFactory
from tests.factories.shortlists import (
    ApproachFactory,
    EntryFactory,
    MandateFactory,
    PromiseExplanationFactory,
    QuestionFactory,
    RationaleFactory,
    ReferralFactory,
    ShownWordsFactory,
    SubmissionFactory,
)
from tests.factories.skills import (
    ConceptFactory,
    RegistrationFactory,
    SectorFactory,
    SituationFactory,
)
from tests.factories.terms import (
    EnvelopeFactory,
    EnvelopeQuestionFactory,
    FloorFactory,
    PayRangeFactory,
    SealedCheckFactory,
)

__all__ = [
    "NOW",
    "PASSWORD",
    "TODAY",
    "AmendmentFactory",
    "ApproachFactory",
    "BriefApprovalFactory",
    "BriefFactory",
    "BriefPersonFactory",
    "CandidateFactory",
    "CandidateRegistrationFactory",
    "CandidateSkillFactory",
    "ClientFactory",
    "ClientInvitationFactory",
    "ClientMemberFactory",
    "ConceptFactory",
    "ConsultantFactory",
    "CriterionFactory",
    "EntryFactory",
    "EnvelopeFactory",
    "EnvelopeQuestionFactory",
    "FirmFactory",
    "FirmInvitationFactory",
    "FitResultFactory",
    "FitRunFactory",
    "FloorFactory",
    "LoanFactory",
    "MandateFactory",
    "NoticeFactory",
    "PanelSeatFactory",
    "PastAssignmentFactory",
    "PayRangeFactory",
    "PlaybackFactory",
    "PromiseExplanationFactory",
    "QuestionFactory",
    "RationaleFactory",
    "RefereeFactory",
    "ReferenceFactory",
    "ReferralFactory",
    "RegistrationFactory",
    "RequirementFactory",
    "SealedCheckFactory",
    "SectorFactory",
    "SelectionStageFactory",
    "ShownWordsFactory",
    "SituationFactory",
    "SponsorAnswerFactory",
    "SponsorTalkFactory",
    "SubmissionFactory",
    "TextReadingFactory",
    "TruthItemFactory",
    "UserFactory",
    "ValueConversationFactory",
    "ValueParticipantFactory",
]
