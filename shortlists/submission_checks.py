"""Checks before a submission, used by the page and by the action."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from engagements.completeness import missing_for_approach
from interimhub.lib.prepared import Prepared
from interimhub.lib.refused import Refused
from shortlists.models import Entry, Mandate
from shortlists.registrations import RequiredRegistration, unseen_among, unseen_of
from shortlists.rewriting import Rationales, text_on
from skills.models import Concept

FRESH = timedelta(days=7)
HIGHEST_CAP = 5


class NotReadyToSubmit(Refused):
    """A check before the submission failed."""


class ShortlistFull(NotReadyToSubmit):
    """The firm already has as many people in front of the client as the cap allows."""


class RationaleMissing(NotReadyToSubmit):
    """A success criterion has no rationale."""


class BlockerKind(StrEnum):
    """Kinds of blockers; the page offers a way to clear each."""

    BRIEF = "brief"
    MANDATE = "mandate"
    VERSION = "version"
    AVAILABILITY = "availability"
    REGISTRATION = "registration"
    INCOMPLETE = "incomplete"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why an interim cannot be put forward now, and what to do about it."""

    kind: BlockerKind
    title: str
    text: str

    @property
    def needs_the_interim(self) -> bool:
        """Whether only the interim can clear it."""
        return self.kind == BlockerKind.AVAILABILITY

    @property
    def needs_the_firm(self) -> bool:
        """Whether the firm clears it on this page."""
        return self.kind == BlockerKind.REGISTRATION

    @property
    def stops_showing(self) -> bool:
        """Whether the words cannot even be shown to the interim."""
        return self.kind in {BlockerKind.BRIEF, BlockerKind.MANDATE}

    @property
    def needs_the_manager(self) -> bool:
        """Whether only the hiring manager can clear it."""
        return self.kind in {BlockerKind.FULL, BlockerKind.INCOMPLETE, BlockerKind.BRIEF}


def mandate_of(entry: Entry) -> Mandate | None:
    """Return the active mandate of the entry's firm, or None."""
    return next(iter(_MANDATES(entry=entry, firm=entry.firm_id)), None)


_MANDATES: Prepared[Mandate] = Prepared(
    lambda *, entry, firm: (
        Mandate.objects.active()
        .filter(entry=entry, firm_id=firm)
        .select_related("consultant__user")
        .order_by("pk")
    )
)


def confirmed_on(entry: Entry, mandate: Mandate) -> date:
    """Return the latest day on which the interim confirmed their availability."""
    on_profile = entry.candidate.availability_confirmed_on
    return max(on_profile or mandate.availability_confirmed_on, mandate.availability_confirmed_on)


def blockers(
    entry: Entry,
    mandate: Mandate | None,
    *,
    today: date,
    required: list[RequiredRegistration] | None = None,
) -> list[Blocker]:
    """Return all blockers for this entry today, the most serious first.

    Args:
        required: what `required_of` returns, if it is at hand.
    """
    if mandate is None or mandate.ends_on < today:
        return [
            Blocker(
                BlockerKind.MANDATE,
                "There is no permission",
                "The interim has not given your firm permission to represent them on this brief,"
                " or it has ended. Talk to them first.",
            )
        ]
    found = [
        *_brief(entry),
        *_version(entry, mandate),
        *_availability(entry, mandate, today),
        *_registrations(unseen_of(entry) if required is None else unseen_among(required)),
    ]
    if open_questions := missing_for_approach(entry.brief):
        found.append(
            Blocker(
                BlockerKind.INCOMPLETE,
                "The brief leaves questions open",
                f"The manager has not answered: {' '.join(open_questions)}",
            )
        )
    return found + _full(entry)


def refusal_of(blocker: Blocker) -> NotReadyToSubmit:
    """Return a blocker as the error that an action raises."""
    kind = ShortlistFull if blocker.kind == BlockerKind.FULL else NotReadyToSubmit
    return kind(blocker.text)


def insist_on_rationales(entry: Entry, rationales: Rationales) -> None:
    """Raise an error unless every criterion has a rationale.

    Raises:
        RationaleMissing: one has none; the message names it.
    """
    for row in entry.brief.criteria.in_order():
        if not text_on(rationales, row.ref):
            raise RationaleMissing(f"Say why this person would reach “{row.measure}”.")


def in_front_of_client(entry: Entry) -> QuerySet[Entry]:
    """Return the people of the same firm in front of the client on the same brief.

    Those of other firms tell nothing here: `shortlists.places` keeps the client's cap.
    """
    return (
        Entry.objects.filter(brief_id=entry.brief_id, firm_id=entry.firm_id)
        .in_front_of_client()
        .order_by("submitted_at", "ref")
    )


def _brief(entry: Entry) -> list[Blocker]:
    brief = entry.brief
    if brief.is_in_search:
        return []
    text = (
        "The brief is on hold. Its manager has to resume it before anybody is put forward."
        if brief.is_on_hold
        else "Nobody can be put forward on this brief any more."
    )
    return [Blocker(BlockerKind.BRIEF, "The brief is not in search", text)]


def _version(entry: Entry, mandate: Mandate) -> list[Blocker]:
    if mandate.brief_version == entry.brief.version:
        return []
    return [
        Blocker(
            BlockerKind.VERSION,
            "The brief has changed since they said yes",
            "They have been told what changed and asked whether it still suits them. One tap by the"
            " interim is enough; a call helps.",
        )
    ]


def _availability(entry: Entry, mandate: Mandate, today: date) -> list[Blocker]:
    confirmed = confirmed_on(entry, mandate)
    age = (today - confirmed).days
    if age <= FRESH.days:
        return []
    return [
        Blocker(
            BlockerKind.AVAILABILITY,
            "Availability is too old",
            f"It was last confirmed {age} days ago, on {confirmed:%-d %B %Y}. The client may rely"
            f" on it only when it is at most {FRESH.days} days old."
            " One tap by the interim is enough.",
        )
    ]


def _registrations(unseen: list[Concept]) -> list[Blocker]:
    return [
        Blocker(
            BlockerKind.REGISTRATION,
            f"Registration not seen: {concept.label}",
            "The brief requires it. Confirm on the page of the submission that your firm has seen"
            " it; the client and the interim read who saw it and when.",
        )
        for concept in unseen
    ]


def _full(entry: Entry) -> list[Blocker]:
    brief = entry.brief
    live = in_front_of_client(entry).count()
    if live < brief.cap:
        return []
    manager = brief.manager.user.full_name
    text = f"{entry.firm.name} already has {live} people in front of {brief.client.name}. "
    if brief.cap < HIGHEST_CAP:
        text += (
            f"{manager} can raise this to {HIGHEST_CAP} with a reason, on the page “The people”"
            " of the brief, or decide on somebody first."
        )
    else:
        text += f"Five is the most there can be; {manager} has to decide on somebody first."
    return [Blocker(BlockerKind.FULL, "The shortlist is full", text)]
