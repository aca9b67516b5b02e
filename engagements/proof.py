"""What shows that a brief is real, and who talked about its value: for everybody who reads it.

It is read live, not stored with an approach: an answer that comes later counts for who reads later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.formats import date_format

from engagements.brief_changes import changes_between
from engagements.disclosed_names import confidential_reader
from engagements.mail_domains import is_at
from engagements.models import Brief, BriefApproval, SponsorAnswer, ValueConversation
from interimhub.lib.changed_words import PartChange

FEWEST = 5
"""Of fewer briefs that ended nothing is told: one of them would stand for too much."""


@dataclass(frozen=True, slots=True)
class ProofItem:
    """One thing that was checked, or was not.

    Attributes:
        answer: "Checked", "Not confirmed": the answer in a word or two.
        tone: of the pill that shows it.
        words: the facts, as a sentence.
    """

    label: str
    answer: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class TalkRead:
    """A conversation on value, as one reader reads it.

    Attributes:
        ref: its public id.
        people: names with roles; only roles for a reader who may not read names.
        changed: what it changed, in words.
        changes: what reads differently in the version after it.
        version_before, version_after: equal if the brief had not been changed by then.
        is_corrected: whether it corrects a former record.
    """

    ref: str
    held_at: datetime
    minutes: int
    people: tuple[str, ...]
    has_sponsor: bool
    changed: str
    changes: tuple[PartChange, ...]
    version_before: int
    version_after: int
    is_correction: bool
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What is checked of a brief, and the conversations on its value, latest first."""

    items: tuple[ProofItem, ...]
    talks: tuple[TalkRead, ...]

    @property
    def has_sponsor(self) -> bool:
        """Whether the sponsor took part in one of the conversations."""
        return any(talk.has_sponsor for talk in self.talks)


def proof_of(brief: Brief, *, named: bool, with_changes: bool = False) -> Proof:
    """Return what shows that a brief is real. Costs two queries, three with a conversation.

    Args:
        named: whether the reader may know the client and its people. Otherwise neither names nor
            the domain are told, and names in texts are hidden.
        with_changes: whether to compare the versions before and after each conversation.
    """
    read = str if named else confidential_reader(brief)
    facts = _facts(brief)
    items = (
        _domain(brief, facts["addresses_told"], named=named),
        _sponsor(facts["sponsors_told"], named=named),
        _approval(brief, facts["approvals_told"], named=named, read=read),
        _contract(brief),
        _cancelled(facts["ended_told"]),
    )
    rows = brief.value_conversations.current().with_people().latest_first()
    talks = tuple(
        _talk(row, brief, named=named, read=read, with_changes=with_changes) for row in rows
    )
    return Proof(items, talks)


def _facts(brief: Brief) -> dict[str, Any]:
    ended = Brief.objects.filter(
        client=OuterRef("client"), opened_at__isnull=False, status__in=Brief.ENDED
    )
    is_cancelled = Q(status=Brief.Status.CANCELLED)
    counted = (
        ended.order_by()
        .values("client")
        .annotate(told=JSONObject(all=Count("pk"), cancelled=Count("pk", filter=is_cancelled)))
    )
    sponsors = SponsorAnswer.objects.lasting().filter(brief=OuterRef("pk")).first_asked_first()
    approvals = BriefApproval.objects.filter(brief=OuterRef("pk")).latest_first()
    addresses = EmailAddress.objects.filter(user=OuterRef("manager__user"), verified=True).order_by(
        "pk"
    )
    rows = Brief.objects.filter(pk=brief.pk).annotate(
        ended_told=Subquery(counted.values("told")[:1]),
        addresses_told=ArraySubquery(addresses.values("email")),
        sponsors_told=ArraySubquery(
            sponsors.values(
                told=JSONObject(
                    status="status",
                    name="member__user__full_name",
                    title="member__title",
                    asked="asked_at",
                    answered="answered_at",
                )
            )
        ),
        approvals_told=ArraySubquery(
            approvals.values(
                told=JSONObject(
                    name="approver__user__full_name",
                    title="approver__title",
                    at="approved_at",
                    version="brief_version",
                    words="words",
                    is_own="is_own",
                )
            )[:1]
        ),
    )
    names = ("ended_told", "addresses_told", "sponsors_told", "approvals_told")
    return dict(zip(names, rows.values_list(*names).get(), strict=True))


def _domain(brief: Brief, addresses: list[str], *, named: bool) -> ProofItem:
    label, client = "Mail domain of the client", brief.client
    if not client.mail_domain or client.mail_domain_checked_at is None:
        words = "Nobody has shown that they have an address at the organisation's mail domain."
        return ProofItem(label, "Not checked", "quiet", words)
    which = f"{client.mail_domain}, checked" if named else "Checked"
    words = f"{which} on {_day(client.mail_domain_checked_at)}."
    if any(is_at(address, client.mail_domain) for address in addresses):
        return ProofItem(
            label, "Checked", "met", f"{words} The hiring manager’s confirmed address is there."
        )
    words += " The hiring manager has no confirmed address there."
    return ProofItem(label, "Not the manager’s", "quiet", words)


def _sponsor(answers: list[dict[str, Any]], *, named: bool) -> ProofItem:
    label = "Sponsor"
    by_status: dict[str, dict[str, Any]] = {one["status"]: one for one in reversed(answers)}
    if yes := by_status.get(SponsorAnswer.Status.CONFIRMED):
        who = _who(yes) if named else "The sponsor"
        words = f"{who} said on {_day(yes['answered'])} that they are the sponsor."
        return ProofItem(label, "Confirmed", "met", words)
    if by_status.get(SponsorAnswer.Status.REFUSED):
        words = "Who was named as the sponsor says that they are not."
        return ProofItem(label, "Not confirmed", "quiet", words)
    if answers:
        words = f"Asked on {_day(answers[0]['asked'])}; no answer so far."
        return ProofItem(label, "Not confirmed", "quiet", words)
    return ProofItem(label, "Not confirmed", "quiet", "Nobody was asked to confirm it.")


def _approval(
    brief: Brief, approvals: list[dict[str, Any]], *, named: bool, read: Callable[[str], str]
) -> ProofItem:
    label = "Approval"
    if not approvals:
        return ProofItem(label, "Not given", "quiet", "Nobody has approved this brief here.")
    one = approvals[0]
    who = _who(one) if named else "Somebody of the client other than the hiring manager"
    if one["is_own"]:
        who = "The hiring manager, who is the only person of the organisation here,"
    words = f"{who} approved it on {_day(one['at'])}: “{read(one['words'])}”"
    if one["version"] != brief.version:
        words += f" That was version {one['version']}; it has changed since."
        return ProofItem(label, "For a former version", "quiet", words)
    return ProofItem(label, "Given", "met", words)


def _contract(brief: Brief) -> ProofItem:
    label, form = "Form of contract", brief.get_contract_form_display()
    if not form:
        return ProofItem(label, "Not said", "quiet", "The client has not said it yet.")
    return ProofItem(label, "Said", "met", f"{form}.")


def _cancelled(ended: dict[str, int] | None) -> ProofItem:
    label = "Briefs that this client cancelled"
    if ended is None or ended["all"] < FEWEST:
        words = f"Fewer than {FEWEST} of its briefs have ended here."
        return ProofItem(label, "Too few to say", "quiet", words)
    words = f"{ended['cancelled']} of the {ended['all']} that were opened here and have ended."
    return ProofItem(label, f"{ended['cancelled']} of {ended['all']}", "", words)


def _talk(
    row: ValueConversation,
    brief: Brief,
    *,
    named: bool,
    read: Callable[[str], str],
    with_changes: bool,
) -> TalkRead:
    people = [
        f"{person.name} ({person.role_in_words})"
        if named
        else ("Consultant" if person.consultant else read(person.role))
        for person in row.participants.all()
    ]
    changes = (
        changes_between(brief, row.version_before, row.version_after, read=read)
        if with_changes
        else []
    )
    return TalkRead(
        ref=str(row.ref),
        held_at=row.held_at,
        minutes=row.minutes,
        people=tuple(people),
        has_sponsor=row.has_sponsor,
        changed=read(row.changed),
        changes=tuple(changes),
        version_before=row.version_before,
        version_after=row.version_after,
        is_correction=row.corrects_id is not None,
        recorded_by=row.recorded_by.full_name if named else "",
    )


def _who(one: dict[str, Any]) -> str:
    return f"{one['name']}, {one['title']}," if one["title"] else str(one["name"])


def _day(moment: datetime | str) -> str:
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return date_format(timezone.localtime(at), "j F Y")
