"""What passes to a colleague when a consultant or hiring manager leaves."""

from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import Lower

from accounts.models import Activity, Deadline, DeadlineKind, Membership, Role, User
from accounts.organisations.duties import Duties, Handed, register
from engagements.deadlines import BriefDeadline
from engagements.models import (
    Brief,
    BriefPerson,
    ClientMember,
    PanelSeat,
    PanelSeatQuerySet,
    Playback,
)
from engagements.notices import SeatHandedOver
from engagements.notify import notify_client, notify_deciders
from engagements.trail import BriefEvent
from providers.models import Consultant
from shortlists import notices, places
from shortlists import notify as people
from shortlists.deadlines import CLIENT_WAITS, ConversationDeadline
from shortlists.models import Approach, Entry, EntryQuerySet, SubmissionDraft
from shortlists.trail import EntryEvent

CONSULTANTS: tuple[DeadlineKind, ...] = (
    BriefDeadline.MATCHES_REVIEW,
    ConversationDeadline.QUESTION_ANSWER,
    ConversationDeadline.MANDATE_USE,
)
MANAGERS: tuple[DeadlineKind, ...] = (
    BriefDeadline.PLAYBACK_CONFIRM,
    BriefDeadline.BRIEF_OPEN,
    BriefDeadline.HOLD_REVIEW,
    *CLIENT_WAITS,
)


@register
class ConsultantDuties(Duties[Consultant]):
    """The conversations, seats, playbacks, drafts and open deadlines of a consultant."""

    model = Consultant

    def lock(self, member: Consultant) -> None:
        """Lock every brief on which the firm is active."""
        seats = PanelSeat.objects.active().filter(firm=member.firm_id)
        spoken = Entry.objects.live().filter(consultant=member)
        on = Q(pk__in=seats.values("brief")) | Q(pk__in=spoken.values("brief"))
        _lock(on)

    def of(self, member: Consultant) -> Handed:
        """Return the numbers of their live conversations and of their briefs."""
        return Handed(_spoken(member).count(), _seats(member).count())

    def hand_over(self, member: Consultant, *, to: Consultant, by: User, now: datetime) -> Handed:
        """Hand everything over to a colleague; notify the interims and the hiring managers."""
        spoken, seats = list(_spoken(member)), list(_seats(member))
        Entry.objects.filter(consultant=member).update(consultant=to)
        PanelSeat.objects.filter(consultant=member).update(consultant=to)
        SubmissionDraft.objects.filter(consultant=member).update(consultant=to)
        unanswered = Playback.objects.exclude(status=Playback.Status.CONFIRMED)
        unanswered.filter(consultant=member).update(consultant=to)
        _hand_over_deadlines(CONSULTANTS, member, to=to)
        self._tell_interims(spoken, member, to=to, by=by, now=now)
        self._tell_managers(spoken, seats, member, to=to, by=by, now=now)
        return Handed(len(spoken), len(seats))

    @staticmethod
    def _tell_interims(
        spoken: list[Entry], member: Consultant, *, to: Consultant, by: User, now: datetime
    ) -> None:
        for entry in spoken:
            Activity.record(
                by=by,
                role=Role.CONSULTANT,
                kind=EntryEvent.HANDED_OVER,
                subject=entry,
                facts={"before": member.pk, "after": to.pk},
                now=now,
            )
            changed = notices.SpeakerChanged(entry, firm=to.firm, before=member.user, after=to.user)
            people.interim(entry, changed, now=now)

    @staticmethod
    def _tell_managers(
        spoken: list[Entry],
        seats: list[PanelSeat],
        member: Consultant,
        *,
        to: Consultant,
        by: User,
        now: datetime,
    ) -> None:
        """Notify each manager once per brief: about the seat, or about an interim whom they met.

        Who waits for a place is unknown to them, and so is who speaks for them.
        """
        shown = [entry.brief_id for entry in spoken if places.has_place(entry)]
        others = PanelSeat.objects.filter(firm=member.firm_id, brief__in=shown)
        named = {seat.pk for seat in seats}
        also = others.exclude(pk__in=named).select_related("brief__manager__user")
        for seat in [*seats, *also]:
            Activity.record(
                by=by,
                role=Role.CONSULTANT,
                kind=BriefEvent.SEAT_HANDED_OVER,
                subject=seat.brief,
                facts={"firm": seat.firm_id, "before": member.pk, "after": to.pk},
                now=now,
            )
            if seat.sent_at is not None:
                changed = SeatHandedOver(seat, before=member.user, after=to.user)
                notify_deciders(seat.brief, changed, now=now)


@register
class ManagerDuties(Duties[ClientMember]):
    """The briefs of a hiring manager, the open deadlines on them, and roles on other briefs."""

    model = ClientMember

    def lock(self, member: ClientMember) -> None:
        """Lock every brief of theirs that has not ended, and those on which they have a role."""
        _lock(Q(manager=member) | Q(pk__in=member.roles.values("brief")))

    def of(self, member: ClientMember) -> Handed:
        """Return the number of their briefs."""
        return Handed(briefs=member.briefs.live().count())

    def preferred(self, member: ClientMember) -> ClientMember | None:
        """Return who is co-owner, else deputy, of the most of their briefs; ties by name."""
        people = BriefPerson.objects.filter(
            brief__in=member.briefs.live(),
            role__in=[BriefPerson.Role.CO_OWNER, BriefPerson.Role.DEPUTY],
            member__left_at=None,
        )
        # "co_owner" comes before "deputy".
        counted = people.values("role", "member").annotate(briefs=Count("pk"))
        best = counted.order_by("role", "-briefs", Lower("member__user__full_name")).first()
        rows = ClientMember.objects.select_related("user")
        return rows.get(pk=best["member"]) if best else None

    def hand_over(
        self, member: ClientMember, *, to: ClientMember, by: User, now: datetime
    ) -> Handed:
        """Hand everything over to a colleague; notify firms, and interims who know the client."""
        live = list(member.briefs.live().order_by("pk"))
        self._end_roles(member, to=to, by=by, now=now)
        member.briefs.update(manager=to)
        _hand_over_deadlines(MANAGERS, member, to=to)
        for brief in live:
            brief.manager = to
            Activity.record(
                by=by,
                role=Role.MANAGER,
                kind=BriefEvent.MANAGER_CHANGED,
                subject=brief,
                facts={"before": member.pk, "after": to.pk},
                now=now,
            )
            changed = notices.ManagerChanged(brief, before=member.user, after=to.user)
            people.panel(brief, changed, now=now)
            notify_client(brief, changed, but=to.user, now=now)
        told = Entry.objects.live().filter(brief__in=live, mandated_at__isnull=False)
        for entry in told.select_related("candidate__user").order_by("pk"):
            letter = notices.ManagerChangedToInterim(entry, before=member.user, after=to.user)
            people.interim(entry, letter, now=now)
        return Handed(briefs=len(live))

    @staticmethod
    def _end_roles(member: ClientMember, *, to: ClientMember, by: User, now: datetime) -> None:
        """End the roles of who leaves, and of the successor on briefs that they manage now."""
        for role in member.roles.select_related("brief").order_by("pk"):
            Activity.record(
                by=by,
                role=Role.MANAGER,
                kind=BriefEvent.PERSON_REMOVED,
                subject=role.brief,
                facts={"member": member.pk, "role": role.role, "reason": "left"},
                now=now,
            )
        member.roles.all().delete()
        to.roles.filter(brief__in=member.briefs.all()).delete()


def _spoken(member: Consultant) -> EntryQuerySet:
    speaking = Entry.objects.live().filter(consultant=member).values_list("pk", flat=True)
    asking = Approach.objects.heard().filter(consultant=member).values_list("entry", flat=True)
    # By key: the conversations of one consultant are few among all.
    rows = Entry.objects.live().filter(pk__in=list(speaking.union(asking)))
    return rows.select_related("candidate__user").order_by("pk")


def _seats(member: Consultant) -> PanelSeatQuerySet:
    rows = PanelSeat.objects.active().filter(consultant=member, brief__in=Brief.objects.live())
    return rows.select_related("brief__manager__user").order_by("pk")


def _lock(on: Q) -> None:
    rows = Brief.objects.live().filter(on).select_for_update(no_key=True)
    list(rows.order_by("pk").values_list("pk"))


def _hand_over_deadlines(
    kinds: tuple[DeadlineKind, ...], member: Membership, *, to: Membership
) -> None:
    Deadline.objects.of_kind(*kinds).filter(owner=member.user_id).hand_over(to=to.user)
