"""Places in front of the client: how many people it meets at once, and who waits for a place.

The client meets at most `Brief.cap` people, nobody before the slate opens (`shortlists.slate`).
Firms do not read how many others have put forward. Where everybody who waits has a place, all are
shown at once; where more wait than places are free, the manager chooses on blind rationales, and
one place is kept for somebody of a specialist firm. The deadline for reading about them begins when
the slate opens, and runs all the same for who waits (`waiting.for_reader`).
"""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import Activity, Role, User
from engagements.models import Brief
from engagements.trail import BriefEvent
from interimhub.lib.prepared import Prepared
from providers.models import Firm
from shortlists import notices, notify, slate, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, EntryQuerySet

_PEOPLE = ("submission", "candidate__user", "firm", "consultant__user", "brief")


def shown(brief: Brief) -> EntryQuerySet:
    """Return the people whom the client meets on a brief."""
    rows = Entry.objects.filter(brief=brief).in_front_of_client()
    return rows.exclude(pk__in=waiting_for_place(brief).values("pk"))


def waiting_for_place(brief: Brief) -> EntryQuerySet:
    """Return the people who were put forward on a brief and have no place yet."""
    return without_place().filter(brief=brief)


def without_place() -> EntryQuerySet:
    """Return everybody who was put forward and whom the client has not been shown."""
    rows = Entry.objects.filter(submission__shown_at=None, submission__isnull=False)
    return rows.in_front_of_client()


_WAITING: Prepared[Entry] = Prepared(
    lambda *, brief: (
        waiting_for_place(brief).with_due().select_related(*_PEOPLE, "result").order_by("ref")
    )
)


def waiting_people(brief: Brief) -> Sequence[Entry]:
    """Return who waits for a place, with `next_due_at`; the client reads how many, not who."""
    return slate.in_drawn_order(_WAITING(brief=brief))


def has_place(entry: Entry) -> bool:
    """Whether the client meets this person."""
    return (
        entry.is_in_front_of_client
        and not waiting_for_place(entry.brief).filter(pk=entry.pk).exists()
    )


def free_places(brief: Brief) -> int:
    """Return how many more people the client meets now."""
    return max(brief.cap - shown(brief).count(), 0)


def is_to_choose(brief: Brief, people: Sequence[Entry], free: int) -> bool:
    """Whether the manager has to choose whom to meet: more wait than places are free."""
    return not slate.is_sealed(brief) and brief.is_in_search and len(people) > free > 0


def keeps_for_specialist(brief: Brief, people: Sequence[Entry]) -> bool:
    """Whether one of the free places is kept for somebody of a specialist firm who waits."""
    specialists = [row for row in people if row.firm.kind == Firm.Kind.SPECIALIST]
    return bool(specialists) and not shown(brief).filter(firm__kind=Firm.Kind.SPECIALIST).exists()


def give(brief: Brief, *, now: datetime) -> None:
    """Open the slate if it is due, and show the client everybody who has a place; brief locked."""
    if slate.is_due(brief, now=now):
        open_now(brief, by=None, now=now)
    if slate.is_sealed(brief) or not brief.is_in_search:
        return
    people = waiting_people(brief)
    if people and len(people) <= free_places(brief):
        show(brief, people, by=None, now=now)


def open_now(brief: Brief, *, by: User | None, now: datetime) -> None:
    """Open a sealed slate, with the brief locked; the client's clocks begin now."""
    sealed = Brief.objects.filter(pk=brief.pk, slate_opened_at=None)
    if not sealed.update(slate_opened_at=now):
        return
    brief.slate_opened_at = now
    role = Role.MANAGER if by else Role.CLOCK
    Activity.record(by=by, role=role, kind=BriefEvent.SLATE_OPENED, subject=brief, now=now)
    people = waiting_people(brief)
    for entry in people:
        entry.brief = brief
        waiting.close(entry, ConversationDeadline.SUBMISSION_READ, now=now)
        waiting.for_reader(entry, now=now)
    if is_to_choose(brief, people, free_places(brief)):
        notify.deciders(brief, notices.ChoiceWanted(brief), now=now)


def show(brief: Brief, people: Sequence[Entry], *, by: User | None, now: datetime) -> None:
    """Give people their places, in the order of the draw; the first ones begin the shortlist."""
    for entry in slate.in_drawn_order(people):
        entry.brief = brief
        entry.submission.shown_at = now
        entry.submission.save(update_fields=["shown_at"])
        notify.manager(entry, notices.SomebodyToMeet(entry), now=now)
    _begin_shortlisting(brief, by=by, now=now)


def _begin_shortlisting(brief: Brief, *, by: User | None, now: datetime) -> None:
    """Move the brief to shortlisting with the first person shown; later ones change nothing."""
    if brief.status != Brief.Status.OPEN:
        return
    before = brief.status
    brief.begin_shortlisting(now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER if by else Role.CLOCK,
        kind=BriefEvent.SHORTLISTING_STARTED,
        subject=brief,
        before=before,
        after=brief.status,
        now=now,
    )
