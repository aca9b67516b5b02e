"""The conversations that go on without the reader for now, and the interviews that are agreed."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from accounts.waits import Running
from candidates.models import Candidate, candidate_of
from engagements.models import Brief, ClientMember, client_member_of
from interimhub.lib.prepared import Prepared, PreparedRelated
from providers.models import Consultant, Firm, consultant_of
from ranking.blind import blind_headline
from shortlists.asking import url_for
from shortlists.confidential import title_for_interim
from shortlists.conversations import firm_title
from shortlists.models import (
    Approach,
    Entry,
    InterviewSlot,
    InterviewSlotQuerySet,
    ShownWords,
    is_read_by_interim,
    with_words,
)
from shortlists.slate import is_sealed

LATE = timedelta(hours=2)  # how long an interview stays on the page after it began


def agreed_interviews(user: User, *, now: datetime, brief: Brief | None = None) -> list[Running]:
    """Return the agreed interviews to come that the reader may know of, soonest first.

    Without `brief` those that the reader attends, decides about or whose firm has arranged them;
    with it all of that brief, for a firm those of the people it represents.
    """
    facts = {"user": user, "since": now - LATE}
    member = client_member_of(user)
    if brief:
        slots = _ON[bool(member)](brief=brief, **facts)
    elif member:
        slots = _DECIDED(member=member, now=now, **facts)
    else:
        slots = _OWN(**facts)
    return [_interview(slot, user, is_told=brief is None) for slot in slots]


def _agreed(*, user: User, since: datetime) -> InterviewSlotQuerySet:
    rows = InterviewSlot.objects.agreed(since=since).soonest_first()
    rows = rows.filter(entry__in=Entry.objects.visible_to(user))
    people = ("entry__brief__client", "entry__brief__manager__user", "entry__candidate__user")
    return rows.select_related(*people, "entry__firm").prefetch_related("entry__approaches")


def _attends(user: User) -> Q:
    attends = Q(entry__candidate__user=user)
    if consultant := consultant_of(user):
        attends |= Q(entry__firm=consultant.firm_id)
    return attends


def _attended(*, user: User, since: datetime) -> InterviewSlotQuerySet:
    return _agreed(user=user, since=since).filter(_attends(user))


def _decided(
    *, user: User, since: datetime, member: ClientMember, now: datetime
) -> InterviewSlotQuerySet:
    briefs = Brief.objects.decided_by(member, now=now).values("pk")
    return _agreed(user=user, since=since).filter(Q(entry__brief__in=briefs) | _attends(user))


_OWN: Prepared[InterviewSlot] = Prepared(_attended)
_DECIDED: Prepared[InterviewSlot] = Prepared(_decided)
# By whether the reader is the client's, who reads of every interview on a brief.
_ON: dict[bool, Prepared[InterviewSlot]] = {
    True: Prepared(lambda *, brief, **facts: _agreed(**facts).filter(entry__brief=brief)),
    False: Prepared(lambda *, brief, **facts: _attended(**facts).filter(entry__brief=brief)),
}


def _interview(slot: InterviewSlot, user: User, *, is_told: bool) -> Running:
    entry = slot.entry
    interim = entry.candidate.user
    manager = entry.brief.manager.user
    title = interim.full_name if interim else "An interim"
    who = "You meet them" if manager == user else f"{manager.full_name} meets them"
    if interim == user:
        title, who = entry.brief.client.name, f"You meet {manager.full_name}"
    local = timezone.localtime(slot.starts_at)
    when = f"{date_format(local, 'l j F')} at {local:%H:%M}, {slot.minutes} minutes"
    place = f", {slot.place}" if slot.place else ""
    return Running(
        title=title,
        what=f"{who} on {when}{place}",
        about=entry.brief.name if is_told else "",
        url=_url(entry, user),
        at=slot.starts_at,
    )


def _url(entry: Entry, user: User) -> str:
    """Return the reader's page of an interview: interim, firm and client have one each."""
    if entry.candidate.user == user:
        return entry.get_absolute_url()
    consultant = consultant_of(user)
    if consultant and consultant.firm_id == entry.firm_id:
        return url_for(consultant.firm, entry)
    return reverse("shortlists:person", args=[entry.ref])


def running_conversations(user: User, *, now: datetime) -> list[Running]:
    """Return a line for each conversation of the reader in which others act next.

    Those with times to pick or an interview to come stand elsewhere on the page.
    """
    candidate = candidate_of(user)
    lines = _of_interim(candidate, since=now - LATE) if candidate else []
    if consultant := consultant_of(user):
        lines += [*_represented(consultant, since=now - LATE), *_asked(consultant)]
    return lines


def _of_interim(candidate: Candidate, *, since: datetime) -> list[Running]:
    rows = _TOLD(candidate=candidate)
    return [_for_interim(row) for row in rows if not _has_times(row, since)]


_INTERIMS_TURN = [Entry.Status.APPROACHED, Entry.Status.INTERESTED]


def _told(*, candidate: Candidate) -> QuerySet[Entry]:
    rows = with_words(Entry.objects.live().told().filter(candidate=candidate))
    rows = rows.exclude(is_read_by_interim(), ~Q(brief__status=Brief.Status.ON_HOLD))
    people = ("brief__client", "brief__manager__user", "firm", "candidate__user")
    rows = rows.exclude(status__in=_INTERIMS_TURN).with_due().newest_first()
    return rows.select_related(*people).prefetch_related("slots")


_TOLD: Prepared[Entry] = Prepared(_told)


def _has_times(entry: Entry, since: datetime) -> bool:
    """Whether there are times to pick, or one that was picked is still to come."""
    active = [slot for slot in entry.slots.all() if slot.declined_at is None]
    picked = [slot for slot in active if slot.picked_at]
    return picked[0].starts_at >= since if picked else bool(active)


def _represented(consultant: Consultant, *, since: datetime) -> list[Running]:
    """Return a line for each interim whom the consultant has put forward or shows the words."""
    in_front = _IN_FRONT(firm=consultant.firm, since=since)
    rows = [row for row in in_front if row.speaker() == consultant]
    _TIMES.attach([row for row in rows if row.is_at_interview])
    return [
        Running(
            title=firm_title(row),  # the name, since they chose this firm
            what=_stands_for_firm(row),
            about=row.brief.name,
            url=url_for(consultant.firm, row),
            at=row.next_due_at or row.words_due_at,
        )
        for row in rows
    ]


def _in_front(*, firm: Firm, since: datetime) -> QuerySet[Entry]:
    agreed = InterviewSlot.objects.agreed(since=since).filter(entry=OuterRef("pk"))
    reads = with_words(Entry.objects.filter(firm=firm))
    stands = Q(status__in=Entry.SHOWN) | Q(is_read_by_interim(), status=Entry.Status.MANDATED)
    rows = reads.filter(stands).exclude(Exists(agreed))
    people = ("brief__client", "brief__manager__user", "candidate__user", "consultant__user")
    rows = rows.with_due().newest_first().select_related(*people)
    return rows.prefetch_related("approaches")


_IN_FRONT: Prepared[Entry] = Prepared(_in_front)
_TIMES = PreparedRelated(Entry, "slots")


def _stands_for_firm(entry: Entry) -> str:
    manager = entry.brief.manager.user.full_name
    if entry.is_mandated:
        return "Reads what you wrote, and says whether it is right"
    if entry.is_unread and is_sealed(entry.brief):
        return f"Lies sealed until {manager} reads about everybody"
    if entry.is_unread:
        return f"{manager} has not opened what you wrote"
    if entry.awaits_decision:
        return f"{manager} decides"
    if entry.is_at_interview:
        return f"{manager} answers after the meeting" if _met(entry) else _arranges(entry, manager)
    return entry.get_status_display()


def _met(entry: Entry) -> bool:
    return any(slot.picked_at for slot in entry.slots.all())


def _arranges(entry: Entry, manager: str) -> str:
    is_offered = any(slot.declined_at is None for slot in entry.slots.all())
    return "They pick a time to meet" if is_offered else f"{manager} proposes other times"


def _asked(consultant: Consultant) -> list[Running]:
    """Return a line for each of the consultant's approaches that waits for an answer.

    Only the approach is read, never the conversation, which may be with another firm.
    """
    return [
        Running(
            title=blind_headline(row.entry.candidate),
            what="Has your letter",
            about=row.entry.brief.name,
            url=row.get_absolute_url(),
            at=row.answer_due_at,
        )
        for row in _WAITING(firm=consultant.firm)
        if row.speaker() == consultant
    ]


def _waiting(*, firm: Firm) -> QuerySet[Approach]:
    rows = Approach.objects.by_firm(firm).waiting().with_due().with_people().latest_first()
    rows = rows.select_related("entry__brief", "entry__candidate__user")
    return rows.prefetch_related("entry__candidate__record")


_WAITING: Prepared[Approach] = Prepared(_waiting)


def _for_interim(entry: Entry) -> Running:
    manager = entry.brief.manager.user.full_name
    what = {
        Entry.Status.MANDATED: _before_it_goes(entry),
        Entry.Status.SUBMITTED: f"{manager} reads about everybody at the same moment"
        if is_sealed(entry.brief)
        else f"{manager} has not opened what {entry.firm.name} wrote",
        Entry.Status.CLIENT_REVIEW: f"{manager} decides",
        Entry.Status.INTERVIEW: f"{manager} answers after your meeting"
        if _met(entry)
        else f"{manager} proposes other times",
    }.get(Entry.Status(entry.status), entry.get_status_display())
    return Running(
        title=title_for_interim(entry),
        what=what,
        about="" if entry.firm.name in what else entry.firm.name,
        url=entry.get_absolute_url(),
        at=entry.next_due_at,
    )


def _before_it_goes(entry: Entry) -> str:
    match entry.words_status:
        case ShownWords.Status.WAITING:  # on hold; else it stands among what waits for them
            return f"You read what {entry.firm.name} wrote as soon as the brief is resumed"
        case ShownWords.Status.OBJECTED:
            return f"{entry.firm.name} changes what you say is wrong"
        case ShownWords.Status.AGREED | ShownWords.Status.UNANSWERED:
            return f"{entry.firm.name} puts you forward with the words that you have read"
    return f"{entry.firm.name} writes about you, and shows it to you before it goes"
