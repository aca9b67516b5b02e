"""Valid, neutral rows; a test sets only what matters to it."""

from tests.factories.accounts import NoticeFactory, UserFactory
from tests.factories.briefs import (
    AmendmentFactory,
    BriefFactory,
    BriefPersonFactory,
    CriterionFactory,
    PanelSeatFactory,
    PlaybackFactory,
    RequirementFactory,
    TruthItemFactory,
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
from tests.factories.shortlists import (
    ApproachFactory,
    EntryFactory,
    MandateFactory,
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
from tests.factories.terms import DayRateFactory

__all__ = [
    "NOW",
    "PASSWORD",
    "TODAY",
    "AmendmentFactory",
    "ApproachFactory",
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
    "DayRateFactory",
    "EntryFactory",
    "FirmFactory",
    "FirmInvitationFactory",
    "FitResultFactory",
    "FitRunFactory",
    "MandateFactory",
    "NoticeFactory",
    "PanelSeatFactory",
    "PastAssignmentFactory",
    "PlaybackFactory",
    "QuestionFactory",
    "RationaleFactory",
    "ReferralFactory",
    "RegistrationFactory",
    "RequirementFactory",
    "SectorFactory",
    "ShownWordsFactory",
    "SituationFactory",
    "SubmissionFactory",
    "TextReadingFactory",
    "TruthItemFactory",
    "UserFactory",
]
