"""Policies for a brief, its panel and its playback."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from engagements.completeness import FIXED, answerable_steps
from engagements.models import (
    Amendment,
    Brief,
    DeletedDraft,
    Playback,
    client_member_of,
)
from engagements.people import decides, people_on
from providers.models import consultant_of

DELETED = (
    "This draft was deleted. For ten minutes its manager can restore it on the page “Briefs”;"
    " then it is removed permanently."
)

# Panel and playback


def can_manage(user: User, brief: Brief) -> Answer:
    """Allow whoever decides on the brief, and the administrators of the client."""
    if not (answer := _manages(user, brief)):
        return answer
    return no(DELETED) if brief.is_deleted else YES


def _manages(user: User, brief: Brief) -> Answer:
    member = client_member_of(user)
    if member is None or member.client_id != brief.client_id:
        return no("Only the brief's hiring manager can do this.")
    if not member.is_admin and not decides(user, brief):
        return no(
            "Only the brief's hiring manager, a co-owner, or one of your administrators can do"
            " this."
        )
    return YES


def can_invite_firms(user: User, brief: Brief) -> Answer:
    """Allow its managers, unless the brief has ended or is on hold."""
    if not (answer := can_manage(user, brief)):
        return answer
    if brief.has_ended:
        return too_late("This brief has ended.")
    if brief.is_on_hold:
        return too_late("This brief is on hold; resume it first.")
    return YES


def can_send(user: User, brief: Brief) -> Answer:
    """Allow its managers while it is a draft."""
    if not (answer := can_invite_firms(user, brief)):
        return answer
    if not brief.is_draft:
        return too_late("A brief is sent to its firms once; take it back to change it.")
    return YES


def can_take_back(user: User, brief: Brief) -> Answer:
    """Allow its managers while it is being played back."""
    if not (answer := can_manage(user, brief)):
        return answer
    if not brief.is_played_back:
        return too_late("A brief can be taken back only while it is being played back.")
    return YES


def can_open(user: User, brief: Brief) -> Answer:
    """Allow its managers once the playback is confirmed."""
    if not (answer := can_manage(user, brief)):
        return answer
    if brief.is_draft or brief.is_played_back:
        return no("Confirm a firm's playback first; nobody is approached before that.")
    if not brief.is_confirmed:
        return too_late("A brief is opened once, when its playback is confirmed.")
    return YES


def can_write_playback(user: User, brief: Brief) -> Answer:
    """Allow consultants of the leading firm while the brief is being played back."""
    consultant = consultant_of(user)
    if consultant is None:
        return no("Only a firm can play the brief back.")
    lead = brief.seats.active().leading().first()
    if lead is None or lead.firm_id != consultant.firm_id:
        return no("Another firm writes the playback; you can read it here.")
    if not brief.is_played_back:
        return too_late("This brief is not waiting for a playback.")
    return YES


def can_answer_playback(user: User, playback: Playback) -> Answer:
    """Allow the brief's managers once the playback is sent."""
    if not (answer := can_manage(user, playback.brief)):
        return answer
    if not playback.is_waiting:
        return too_late("There is no playback waiting for your answer.")
    return YES


def can_answer_for(user: User, brief: Brief) -> Answer:
    """Allow every consultant of a firm on the panel, until the brief ends."""
    if not (answer := can_decline_seat(user, brief)):
        return answer
    if brief.has_ended:
        return too_late("This brief has ended.")
    return YES


def can_decline_seat(user: User, brief: Brief) -> Answer:
    """Allow the consultants of a firm on the panel."""
    consultant = consultant_of(user)
    if consultant is None:
        return no("Only a firm on the panel can give up its seat.")
    if not brief.seats.active().filter(firm_id=consultant.firm_id).exists():
        return no("Your firm has no seat on this brief.")
    return YES


# The people on a brief


def can_change_people(user: User, brief: Brief) -> Answer:
    """Allow the manager, co-owners and the administrators of the client; no deputy."""
    member = client_member_of(user)
    if member is None or member.client_id != brief.client_id:
        return no("Only people who work for the client see this page.")
    owns = [person for person in people_on(brief) if person.is_co_owner]
    is_owner = member.pk in {brief.manager_id, *(person.member_id for person in owns)}
    if not is_owner and not member.is_admin:
        return no(
            "Only the brief's hiring manager, a co-owner, or one of your administrators can change"
            " who is on it."
        )
    return no(DELETED) if brief.is_deleted else YES


def can_invite_colleagues(user: User, brief: Brief) -> Answer:
    """Allow the administrators of the client."""
    member = client_member_of(user)
    if member is None or member.client_id != brief.client_id or not member.is_admin:
        return no("Ask one of your administrators to invite somebody who is missing here.")
    return YES


# Writing a brief


def can_see_as_manager(user: User, brief: Brief) -> Answer:
    """Allow all members of the client who may read the brief; `fetch` says who may."""
    member = client_member_of(user)
    if member is None or member.client_id != brief.client_id:
        return no("Only people who work for the client see this page.")
    return no(DELETED) if brief.is_deleted else YES


def can_edit(user: User, brief: Brief) -> Answer:
    """Allow its managers while it is a draft."""
    if not (answer := can_manage(user, brief)):
        return answer
    if brief.is_played_back:
        return too_late("Firms are reading this version. Take it back first, then change it.")
    if not brief.is_draft:
        return too_late(
            "Firms rely on this brief as it was confirmed. Propose a change on its page."
        )
    return YES


def can_answer(user: User, brief: Brief) -> Answer:
    """Allow its managers while it is a draft, or while open questions can be answered."""
    if not (answer := can_manage(user, brief)):
        return answer
    return YES if answerable_steps(brief) else can_edit(user, brief)


def can_answer_before_confirmation(user: User, brief: Brief) -> Answer:
    """As `can_answer`, for the steps that are fixed when the playback is confirmed."""
    if not (answer := can_answer(user, brief)):
        return answer
    return YES if answerable_steps(brief) >= FIXED else can_edit(user, brief)


def can_change(user: User, brief: Brief) -> Answer:
    """Allow its managers from the playback to the end of the search.

    While it is played back the change holds at once; later a firm on its panel confirms it.
    """
    if not (answer := can_manage(user, brief)):
        return answer
    if brief.is_draft:
        return no("This brief is a draft: change it on the pages of its steps.")
    if brief.is_on_hold:
        return too_late("This brief is on hold; resume it first.")
    if not (brief.takes_answers or brief.is_played_back):
        return too_late("This brief has ended.")
    return YES


def can_withdraw_change(user: User, amendment: Amendment) -> Answer:
    """Allow the brief's managers while it waits."""
    if not (answer := can_manage(user, amendment.brief)):
        return answer
    return YES if amendment.is_waiting else too_late("This change does not wait any more.")


def can_answer_change(user: User, amendment: Amendment) -> Answer:
    """Allow the consultants of the firm that answers it, while it waits."""
    consultant = consultant_of(user)
    if consultant is None:
        return no("A firm on the panel answers a change of the brief.")
    if consultant.firm_id != amendment.firm_id:
        return no(f"{amendment.firm.name} answers for the panel. You can read what would change.")
    return YES if amendment.is_waiting else too_late("This change does not wait any more.")


def can_delete(user: User, brief: Brief) -> Answer:
    """The brief's managers, while no firm has read it; also if it is already deleted."""
    if brief.is_deleted:
        return _manages(user, brief)
    if not (answer := can_edit(user, brief)):
        return answer
    if not brief.is_unsent_draft:
        return no("Firms have read this brief. Cancel it instead: they will be notified.")
    return YES


def can_restore(user: User, deleted: DeletedDraft) -> Answer:
    """The brief's managers; after its removal all members of the client, to read when that was."""
    return _manages(user, deleted.brief) if deleted.brief else YES


def can_start(user: User) -> Answer:
    """Allow members of a client."""
    if client_member_of(user) is None:
        return no("Briefs are written by the hiring managers of a client.")
    return YES
