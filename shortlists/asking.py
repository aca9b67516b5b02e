"""What a firm reads of a conversation: its own approach, until the interim has chosen it.

Several firms may ask one interim about one brief, in one conversation. Its status, days and firm
move when any of them acts, so a firm reads them only once the interim has chosen it. Its address of
a conversation is that of its latest approach; chosen without having asked, it has an own id.
"""

import copy
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from providers.models import Firm
from shortlists.models import Approach, Entry

S, A = Entry.Status, Approach.Status

# How the status of an approach reads; any other as withdrawn, or ended with the brief.
READ_AS = {
    A.WAITING: S.APPROACHED,
    A.DECLINED: S.DECLINED_BY_INTERIM,
    A.LAPSED: S.EXPIRED,
}
# What belongs to the interim and the firm that they chose.
_OF_THE_CHOSEN = (
    "interested_at",
    "mandated_at",
    "submitted_at",
    "first_read_at",
    "invited_at",
    "availability_asked_at",
    "result",
    "end_criterion",
    "end_reason",
    "ended_by",
    "next_due_at",
)


def speaks(firm: Firm, entry: Entry) -> bool:
    """Whether the interim has chosen this firm, or it has the conversation to itself so far."""
    return entry.firm_id == firm.pk and (entry.mandated_at is not None or not entry.approached_at)


def own_approach(firm: Firm, entry: Entry) -> Approach | None:
    """Return the firm's latest approach in a conversation. No query with prefetched approaches."""
    own = [row for row in entry.approaches.all() if row.firm_id == firm.pk]
    return max(own, key=lambda row: (row.sent_at, row.pk)) if own else None


def address(firm: Firm, entry: Entry) -> UUID:
    """Return the public id under which a firm reads a conversation; no other firm has the same."""
    own = own_approach(firm, entry)
    return own.ref if own else firm.own_id(entry.ref)


def url_for(firm: Firm, entry: Entry) -> str:
    """Return the path of a firm's page of a conversation."""
    return reverse("shortlists:firm_conversation", args=[address(firm, entry)])


def key_at(firm: Firm, ref: UUID) -> int:
    """Return the key of the conversation that a firm has at an address; 0 if it has none there.

    The address of an older approach is that of the latest: whether they are in one conversation
    depends on who else has asked.
    """
    if sent := _SENT_WITH(firm=firm, ref=ref):
        return sent[0].entry_id
    chosen = _CHOSEN(firm=firm, ref=firm.ref_of(ref))
    return chosen[0].pk if chosen else 0


def _sent_with(*, firm: Firm, ref: UUID) -> QuerySet[Approach]:
    """Return what a firm has sent in the conversation that one of its approaches is part of."""
    asked = Entry.objects.filter(approaches__ref=ref, approaches__firm=firm)
    same = {f"entry__{name}__in": asked.values(name) for name in ("brief", "candidate")}
    return Approach.objects.by_firm(firm).filter(**same).latest_first()


_SENT_WITH: Prepared[Approach] = Prepared(_sent_with)
_CHOSEN: Prepared[Entry] = Prepared(
    lambda *, firm, ref: Entry.objects.filter(ref=ref, firm=firm).only("pk")
)


def as_read_by(firm: Firm, entry: Entry) -> Entry:
    """Return a conversation as one firm may read it, with the firm's address; not for saving.

    A firm that the interim has chosen reads all of it but who else asked, and when. Any other reads
    its own approach.
    """
    approach = own_approach(firm, entry)
    reads: dict[str, Any] = {
        "ref": address(firm, entry),
        "approached_at": approach.sent_at if approach else None,
    }
    if approach and not speaks(firm, entry):
        reads |= dict.fromkeys(_OF_THE_CHOSEN) | {
            "status": _status(approach, entry),
            "firm": approach.firm,
            "consultant": approach.consultant,
            "ended_at": approach.answered_at,
            "end_text": _end_text(approach, entry),
        }
    read = copy.copy(entry)
    for name, value in reads.items():
        setattr(read, name, value)
    return read


def latest_approach(firm: Firm, brief: Brief, candidate: Candidate) -> Approach | None:
    """Return what a firm has sent an interim about a brief; the last one, if it asked again."""
    return next(iter(_SENT(firm=firm, brief=brief, candidate=candidate)), None)


_SENT: Prepared[Approach] = Prepared(
    lambda *, firm, brief, candidate: (
        Approach.objects.by_firm(firm)
        .on(brief)
        .filter(entry__candidate=candidate)
        .latest_first()[:1]
    )
)


def conversation_with(firm: Firm, brief: Brief, candidate: Candidate) -> Entry | None:
    """Return a firm's conversation with an interim about a brief, as the firm reads it."""
    found = _CONVERSATIONS(firm=firm, brief=brief, candidate=candidate)
    chosen = [row for row in found if speaks(firm, row)]
    latest = latest_approach(firm, brief, candidate)
    last = [row for row in found if latest and row.pk == latest.entry_id]
    return as_read_by(firm, (chosen or last)[-1]) if chosen or last else None


_CONVERSATIONS: Prepared[Entry] = Prepared(
    lambda *, firm, brief, candidate: (
        Entry.objects.on(brief, candidate)
        .read_by(firm)
        .select_related("brief", "firm")
        .with_approaches()
        .order_by("pk")
    )
)


def asked(firm: Firm, brief: Brief) -> QuerySet[Approach]:
    """Return what a firm has sent about a brief, except what ended without an answer."""
    unused = Q(status=A.ACCEPTED, entry__status=S.EXPIRED)
    return Approach.objects.by_firm(firm).on(brief).exclude(Q(status=A.LAPSED) | unused)


def has_asked(firm: Firm, brief: Brief, *, candidate: str) -> Exists:
    """Return, for `annotate`, whether a firm has asked the interim whose key is in `candidate`."""
    return Exists(
        Approach.objects.by_firm(firm).on(brief).filter(entry__candidate=OuterRef(candidate))
    )


def _status(approach: Approach, entry: Entry) -> str:
    left = entry.status == S.WITHDRAWN and approach.answered_at == entry.ended_at
    if approach.status == A.CLOSED and not left:
        return S.CLOSED
    return READ_AS.get(A(approach.status), S.WITHDRAWN)


def _end_text(approach: Approach, entry: Entry) -> str:
    if approach.status == A.DECLINED:
        return entry.end_text
    return entry.brief.end_reason if approach.status == A.CLOSED else ""
