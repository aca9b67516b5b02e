"""Policies of the client on submissions and on a brief in search."""

from django.utils.text import get_text_list

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from engagements.models import Brief, ClientMember, client_member_of
from engagements.people import deciders, decides
from engagements.policy import DELETED
from shortlists.models import Entry, HeldAnswer, held_no


def member_on(user: User, brief: Brief) -> ClientMember | None:
    """Return the user's membership of the brief's client, or None."""
    member = client_member_of(user)
    return member if member and member.client_id == brief.client_id else None


def _only(user: User, brief: Brief, can: str, *, or_admins: bool = False) -> str:
    """Return who may do something: by name for those of the client, else by role."""
    who = ["the brief's hiring manager"]
    if member_on(user, brief):
        who = [one.full_name for one in deciders(brief)]
        who += ["one of your administrators"] if or_admins else []
    return f"Only {get_text_list(who, 'or')} {can}."


def can_compare(user: User, brief: Brief) -> Answer:
    """Everybody of the client."""
    if not member_on(user, brief):
        return no("Only the client's own people meet the interims side by side.")
    return YES


def can_read(user: User, entry: Entry) -> Answer:
    """Everybody of the client."""
    if not member_on(user, entry.brief):
        return no("Only the client reads this page. You read the conversation.")
    return YES


def can_decide(user: User, entry: Entry) -> Answer:
    """Whoever decides on the brief, after opening the submission, unless the brief is on hold."""
    if not decides(user, entry.brief):
        return no(_only(user, entry.brief, "can decide"))
    if not entry.is_in_front_of_client:
        return too_late("This person is no longer available: there is nothing to decide.")
    if entry.is_unread:
        return no("Read about this person first; then decide.")
    if entry.brief.is_on_hold:
        return too_late(
            "The brief is on hold. Resume it first; until then every deadline is paused."
        )
    if held := held_no(entry, HeldAnswer.Kind.CLIENT):
        who = "This person is declined already."
        if held.by_id != user.pk:
            who = f"{held.by.full_name} has declined this person."
        return too_late(f"{who} Take that back first, on their page.")
    return YES


def can_take_no_back(user: User, entry: Entry) -> Answer:
    """Whoever decides on the brief; whether it is too late is said by the action."""
    if not decides(user, entry.brief):
        return no(_only(user, entry.brief, "can take this back"))
    return YES


def can_invite(user: User, entry: Entry) -> Answer:
    """As `can_decide`; not after a time has been picked."""
    return can_decide(user, entry)


def can_steer(user: User, brief: Brief) -> bool:
    """Whether the user may hold, resume and cancel: who decides on it, or an administrator."""
    member = member_on(user, brief)
    return member is not None and (member.is_admin or decides(user, brief))


def can_open_slate(user: User, brief: Brief) -> Answer:
    """Whoever decides on the brief; whether all firms are done, the action says."""
    if not decides(user, brief):
        return no(_only(user, brief, "can open it earlier"))
    if brief.has_ended:
        return too_late("This brief has ended.")
    return YES


def can_choose_people(user: User, brief: Brief) -> Answer:
    """Whoever decides on the brief, after the slate has opened."""
    if not decides(user, brief):
        return no(_only(user, brief, "can choose whom to meet"))
    if brief.has_ended:
        return too_late("This brief has ended.")
    if brief.slate_opened_at is None:
        return no("You read about everybody at the same moment, and choose then.")
    return YES


def can_raise_cap(user: User, brief: Brief) -> Answer:
    """Whoever decides on the brief, up to five."""
    if not decides(user, brief):
        return no(_only(user, brief, "can ask to meet more people"))
    if brief.is_deleted:
        return no(DELETED)
    if brief.has_ended:
        return too_late("This brief has ended.")
    if brief.is_cap_reached:
        return too_late("A brief lets you meet at most five people at the same time.")
    return YES


def can_hold(user: User, brief: Brief) -> Answer:
    """Whoever decides on it or an administrator of the client, while it is live."""
    if not can_steer(user, brief):
        return no(_only(user, brief, "can hold it", or_admins=True))
    if brief.is_deleted:
        return no(DELETED)
    if brief.has_ended:
        return too_late("This brief has ended.")
    if brief.is_on_hold:
        return too_late("This brief is on hold already.")
    return YES


def can_resume(user: User, brief: Brief) -> Answer:
    """Whoever decides on it or an administrator of the client, while it is on hold."""
    if not can_steer(user, brief):
        return no(_only(user, brief, "can do this", or_admins=True))
    if not brief.is_on_hold:
        return too_late("This brief is not on hold.")
    return YES


def can_cancel(user: User, brief: Brief) -> Answer:
    """Whoever decides on it or an administrator of the client, until it has ended."""
    if not can_steer(user, brief):
        return no(_only(user, brief, "can cancel it", or_admins=True))
    if brief.is_deleted:
        return no(DELETED)
    if brief.has_ended:
        return too_late("This brief has ended already.")
    return YES
