"""One complete world: a confidential brief in front of its client, and everybody around it.

Every word that somebody may not know is a canary that occurs nowhere else.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from candidates.models import Candidate, PersonalDetails
from candidates.snapshot import snapshot
from engagements.models import Brief, DeletedDraft, Playback
from engagements.pack import PackSender, brief_pack
from ranking.models import FitResult
from shortlists.models import Entry
from tests.factories import (
    NOW,
    AmendmentFactory,
    BriefFactory,
    BriefPersonFactory,
    CandidateFactory,
    CandidateRegistrationFactory,
    CandidateSkillFactory,
    ClientFactory,
    ClientInvitationFactory,
    ClientMemberFactory,
    ConsultantFactory,
    DayRateFactory,
    EntryFactory,
    FirmFactory,
    FirmInvitationFactory,
    MandateFactory,
    NoticeFactory,
    PanelSeatFactory,
    PastAssignmentFactory,
    PlaybackFactory,
    QuestionFactory,
    RationaleFactory,
    ReferralFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

CLIENT_NAME = "Quillonbury Injectables"
PRINCIPALS = (
    "anonymous",
    "nobody",
    "manager",
    "colleague",
    "other_manager",
    "lead",
    "second",
    "outsider",
    "former",
    "interim",
    "asked",
    "other_interim",
)


@dataclass(frozen=True)
class Canaries:
    """What may not be told of one interim."""

    name: str
    email: str
    employer: str
    address: str
    rate: str


@dataclass
class World:
    """The people and rows by the names that tests use."""

    people: dict[str, User | None] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    canaries: dict[str, Canaries] = field(default_factory=dict)

    def user(self, principal: str) -> User | None:
        return self.people[principal]

    def arguments(self, of: dict[str, str]) -> dict[str, object]:
        """Turn the names of rows into the public ids that an address holds."""
        return {key: self._id_of(name) if name in self.rows else name for key, name in of.items()}

    def _id_of(self, name: str) -> object:
        row = self.rows[name]
        # Matches, and interims before they are named, have an id of their own for each firm.
        if isinstance(row, FitResult) or row == self.rows["fresh"]:
            return self.rows["firm"].own_id(row.ref)
        return getattr(row, "ref", name)


def build() -> World:
    """Build the world."""
    world = World()
    client = ClientFactory(name=CLIENT_NAME)
    manager = ClientMemberFactory(client=client)
    colleague = ClientMemberFactory(client=client)
    administrator = ClientMemberFactory(client=client, is_admin=True)
    lead, second, outsider = (
        ConsultantFactory(firm=FirmFactory(name="Kestrel Interim")),
        ConsultantFactory(firm=FirmFactory(name="Broad Street", generalist=True)),
        ConsultantFactory(firm=FirmFactory(name="Volume Partners", rpo=True)),
    )
    firm_administrator = ConsultantFactory(firm=lead.firm, is_admin=True)
    former = ConsultantFactory(firm=lead.firm, left_at=NOW)
    brief = ready_brief(client=client, manager=manager, title="Get the site released")
    Brief.objects.filter(pk=brief.pk).update(
        is_confidential=True, status=Brief.Status.SHORTLISTING, shortlisting_at=NOW
    )
    brief.refresh_from_db()
    seat_on(brief, lead)
    brief.seats.update(is_lead=True)
    seat_on(brief, second)
    PlaybackFactory(brief=brief, consultant=lead, status=Playback.Status.CONFIRMED)

    interim = _interim(world, "interim", firm=lead.firm)
    asked = _interim(world, "asked", firm=lead.firm)
    fresh = _interim(world, "fresh", firm=lead.firm)
    chosen = _interim(world, "chosen", firm=lead.firm)
    other = _interim(world, "other_interim", firm=None)
    results = {
        name: match_of(brief, candidate, position=place)
        for place, (name, candidate) in enumerate(
            [("shown", interim), ("asked", asked), ("fresh", fresh), ("chosen", chosen)], start=1
        )
    }
    shown = _entry(brief, interim, lead, results["shown"], in_review=True)
    entry_asked = _entry(brief, asked, lead, results["asked"], approached=True)
    entry_chosen = _entry(brief, chosen, lead, results["chosen"], mandated=True)
    _mandate(entry_chosen)
    submission = SubmissionFactory(entry=shown, mandate=_mandate(shown), consultant=lead)
    for criterion in brief.criteria.all():
        RationaleFactory(submission=submission, criterion=criterion)
    question = QuestionFactory(entry=entry_asked)
    amendment = AmendmentFactory(brief=brief, firm=lead.firm)
    draft = BriefFactory(client=client, manager=manager, title="A second brief, being written")
    waiting = BriefFactory(client=client, manager=manager, played_back=True)
    PanelSeatFactory(brief=waiting, firm=lead.firm, consultant=lead, is_lead=True, opened_at=None)
    on_hold = BriefFactory(
        client=client,
        manager=manager,
        status=Brief.Status.ON_HOLD,
        status_before_hold="draft",
        on_hold_since=NOW,
    )

    deleted = BriefFactory(client=client, manager=manager, status=Brief.Status.DELETED)
    DeletedDraft.objects.create(
        ref=deleted.ref,
        client=client,
        brief=deleted,
        deleted_by=manager.user,
        deleted_at=timezone.now(),
    )

    world.people = {
        "anonymous": None,
        "nobody": UserFactory(),
        "manager": manager.user,
        "colleague": colleague.user,
        "other_manager": ClientMemberFactory().user,
        "lead": lead.user,
        "second": second.user,
        "outsider": outsider.user,
        "former": former.user,
        "interim": interim.user,
        "asked": asked.user,
        "other_interim": other.user,
    }
    for user in filter(None, world.people.values()):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    world.rows = {
        "brief": brief,
        "draft": draft,
        "waiting": waiting,
        "on_hold": on_hold,
        "deleted": deleted,
        "shown": shown,
        "asked": entry_asked,
        "chosen": entry_chosen,
        "question": question,
        "amendment": amendment,
        "approach_shown": shown.approaches.get(),
        "approach_asked": entry_asked.approaches.get(),
        "approach_chosen": entry_chosen.approaches.get(),
        "fresh": fresh,
        **{f"result_{name}": result for name, result in results.items()},
        "firm": lead.firm,
        "client": client,
        "colleague_of_lead": firm_administrator,
        "colleague_of_manager": administrator,
        "firm_invitation": FirmInvitationFactory(firm=lead.firm, secret="of-the-firm"),
        "client_invitation": ClientInvitationFactory(client=client, secret="of-the-client"),
        "referral": ReferralFactory(
            brief=brief,
            named_by=manager.user,
            email=world.people["other_interim"].email,  # type: ignore[union-attr]
            secret="of-the-referral",
        ),
        "brief_person": BriefPersonFactory(brief=brief),
        "skill": CandidateSkillFactory(candidate=interim),
        "registration": CandidateRegistrationFactory(candidate=interim),
        "assignment": interim.record.get(),
        "notice": NoticeFactory(user=interim.user),
        "unclaimed": Candidate.objects.create(source="file", source_id="1", imported_email="x@y.z"),
    }
    return world


def _interim(world: World, name: str, *, firm: Any) -> Candidate:
    word = name.replace("_", "").upper()
    canaries = Canaries(
        name=f"Zz{word}NAME Vantongeren",
        email=f"zz-{word.lower()}-mail@example.com",
        employer=f"Zz{word}EMPLOYER Works",
        address=f"Zz{word}ADDRESS Lane 4",
        rate=str(13370 + len(world.canaries)),
    )
    world.canaries[name] = canaries
    user = UserFactory(full_name=canaries.name, email=canaries.email)
    facts = {"user": user, "headline": f"Headline of {name}"}
    if firm is None:
        candidate: Candidate = CandidateFactory(**facts)
    else:
        candidate = open_to(firm, **facts)
    PastAssignmentFactory(candidate=candidate, organisation=canaries.employer)
    PersonalDetails.objects.create(candidate=candidate, address=canaries.address)
    DayRateFactory(candidate=candidate, amount=int(canaries.rate))
    return candidate


def _entry(
    brief: Brief, candidate: Candidate, lead: Any, result: FitResult, **status: bool
) -> Entry:
    pack = replace(
        brief_pack(brief, named=False),
        why_you="Your record.",
        approached_by=PackSender(
            firm_ref=str(lead.firm.ref),
            firm=lead.firm.name,
            kind=lead.firm.kind,
            consultant=lead.user.full_name,
        ),
    )
    entry: Entry = EntryFactory(
        brief=brief,
        candidate=candidate,
        consultant=lead,
        result=result,
        deadline__due_at=timezone.now() + timedelta(days=3),
        approach__pack=pack.as_json(),
        **status,
    )
    return entry


def _mandate(entry: Entry) -> Any:
    return MandateFactory(
        entry=entry,
        brief_version=entry.brief.version,
        profile=snapshot(entry.candidate, named=True),
        ends_on=date(2099, 6, 30),
    )
