"""Policies of a firm's consultants on matches and conversations."""

from django.core.exceptions import PermissionDenied

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from candidates.models import Candidate
from engagements.models import Brief, PanelSeat
from interimhub.lib.prepared import Prepared
from interimhub.lib.undo import in_words
from providers.models import Consultant, consultant_of
from shortlists.asking import as_read_by, asked, own_approach, speaks
from shortlists.models import Approach, Entry

# The same answer for every reason, so that it does not disclose who represents the interim.
NOT_AVAILABLE = "Not available for this brief."

_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief, firm: PanelSeat.objects.active().filter(brief=brief, firm=firm).only("pk")
)


def can_review(user: User, brief: Brief) -> Answer:
    """The consultants of the firms on the panel."""
    consultant = consultant_of(user)
    if consultant is None or not has_seat(consultant, brief):
        return no(
            "Matches are read by the firms on the panel. You meet the people they put forward,"
            " each with a reason for every success criterion."
        )
    if brief.opened_at is None:
        return no("The brief is not open yet. Matches appear as soon as its manager opens it.")
    if brief.has_ended:
        return too_late("This brief has ended, so its matches are no longer shown.")
    return YES


def can_approach(user: User, brief: Brief) -> Answer:
    """As `can_review`, while the brief is in search."""
    return can_review(user, brief) and takes_approaches(brief)


def takes_approaches(brief: Brief) -> Answer:
    """Whether interims are approached on it at all, for somebody who may read its matches."""
    if brief.is_on_hold:
        return too_late("The brief is on hold. Nobody is approached until its manager resumes it.")
    return YES if brief.is_in_search else too_late("Nobody is approached on this brief any more.")


def can_be_asked(consultant: Consultant, brief: Brief, candidate: Candidate) -> Answer:
    """Whether the firm may approach this interim; every refusal has the same text.

    It depends on what the interim allows the firm and on what the firm itself has done: an answer
    that changed when another firm asked would tell of it.
    """
    facts = {"firm": consultant.firm, "brief": brief, "candidate": candidate}
    if _MINE(**facts) or _REPRESENTED(**facts):
        return no(NOT_AVAILABLE)
    is_open = _OPEN_TO(firm=consultant.firm, pk=candidate.pk)
    return YES if is_open else no(NOT_AVAILABLE)


_MINE: Prepared[Approach] = Prepared(
    lambda *, firm, brief, candidate: (
        asked(firm, brief).filter(entry__candidate=candidate).only("pk")
    )
)
_REPRESENTED: Prepared[Entry] = Prepared(
    lambda *, firm, brief, candidate: (
        Entry.objects.on(brief, candidate)
        .filter(firm=firm)
        .represented()
        .exclude(status=Entry.Status.EXPIRED)
        .only("pk")
    )
)
_OPEN_TO: Prepared[Candidate] = Prepared(
    lambda *, firm, pk: Candidate.objects.open_to(firm).filter(pk=pk, user__isnull=False).only("pk")
)


def can_speak(user: User, entry: Entry) -> Answer:
    """The consultants of the conversation's firm."""
    consultant = consultant_of(user)
    if consultant is None or not (
        speaks(consultant.firm, entry) or own_approach(consultant.firm, entry)
    ):
        return no("Only the firm that is in this conversation can do this.")
    return YES


def can_answer(user: User, entry: Entry) -> Answer:
    """As `can_speak`, while the conversation is live."""
    if not (answer := can_speak(user, entry)):
        return answer
    entry = as_read_by(the_consultant(user).firm, entry)
    return YES if entry.is_live else too_late("This conversation has ended.")


def can_submit(user: User, entry: Entry) -> Answer:
    """As `can_speak`, under a mandate and before the submission; also for its draft."""
    if not (answer := can_speak(user, entry)):
        return answer
    entry = as_read_by(the_consultant(user).firm, entry)
    if entry.is_in_front_of_client:
        return too_late("This person has been put forward already.")
    if not entry.is_mandated:
        reason = "The interim has not given your firm permission to represent them here."
        return too_late(reason) if entry.has_ended else no(reason)
    return YES


def can_correct_submission(user: User, entry: Entry) -> Answer:
    """Answer whether this person may change what the client reads: until an offer is made."""
    if not (answer := can_speak(user, entry)):
        return answer
    entry = as_read_by(the_consultant(user).firm, entry)
    if entry.status in _CORRECTED:
        return YES
    return no(_why_not(entry))


def can_withdraw_submission(user: User, entry: Entry) -> Answer:
    """Answer whether this person may take the interim back: until the client invites them.

    Who presses twice is not refused.
    """
    if not (answer := can_speak(user, entry)):
        return answer
    entry = as_read_by(the_consultant(user).firm, entry)
    submission = getattr(entry, "submission", None)
    if entry.status in _WITHDRAWN or (submission and submission.is_withdrawn and entry.is_mandated):
        return YES
    if entry.is_at_interview and entry.invited_at:
        who = entry.brief.manager.user.full_name
        return no(
            f"{who} invited them to an interview at {in_words(entry.invited_at)}. You can still"
            " correct what you wrote, and the interim can withdraw at any time."
        )
    return no(_why_not(entry))


def _why_not(entry: Entry) -> str:
    if entry.has_ended and entry.ended_at:
        when = in_words(entry.ended_at)
        return f"This ended at {when}: {entry.get_status_display().lower()}. What was read stays."
    if entry.is_in_front_of_client:
        return "An offer has been made, so what was said before it stays as it is."
    return "This person is not in front of the client."


_WITHDRAWN = [Entry.Status.SUBMITTED, Entry.Status.CLIENT_REVIEW]
_CORRECTED = [*_WITHDRAWN, Entry.Status.INTERVIEW]


def the_consultant(user: User) -> Consultant:
    """Return the user's membership of a firm.

    Raises:
        PermissionDenied: they work for no firm.
    """
    consultant = consultant_of(user)
    if consultant is None:
        raise PermissionDenied("This is for a firm's consultants.")
    return consultant


def has_seat(consultant: Consultant, brief: Brief) -> bool:
    """Whether the consultant's firm has an active seat on the panel."""
    return bool(_SEATS(brief=brief, firm=consultant.firm))
