"""Policies of the interim in a conversation."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from candidates.models import candidate_of
from shortlists.models import Entry, HeldAnswer, held_no

SAID_NO = "You have said no, and nobody has heard it yet. Take it back first, on this page."
NOT_YOURS = "Only the interim themselves can do this."


def is_the_interim(user: User, entry: Entry) -> bool:
    """Whether the user is the interim of the conversation."""
    candidate = candidate_of(user)
    return candidate is not None and candidate.pk == entry.candidate_id


def can_ask(user: User, entry: Entry) -> Answer:
    """The interim, while the conversation is live."""
    if not is_the_interim(user, entry):
        return no(NOT_YOURS)
    if not entry.is_live:
        return too_late("This conversation has ended, so nobody would answer.")
    if held_no(entry, HeldAnswer.Kind.INTERIM):
        return too_late(SAID_NO)
    return YES


def can_choose(user: User, entry: Entry) -> Answer:
    """The interim, until somebody represents them, while the brief is in search."""
    if not is_the_interim(user, entry):
        return no("Only the interim can choose who represents them.")
    if entry.is_represented:
        return too_late("You have already chosen who represents you on this brief.")
    if not entry.may_choose_voice:
        return too_late("This conversation has ended, so no firm can be chosen.")
    if held_no(entry, HeldAnswer.Kind.INTERIM):
        return too_late(SAID_NO)
    if entry.brief.is_on_hold:
        return too_late(
            "The client has put this brief on hold. Your place is kept; choose when it is resumed."
        )
    return YES


def can_agree(user: User, entry: Entry) -> Answer:
    """The interim, while a firm represents them; whether there is anything new, the action says."""
    if not is_the_interim(user, entry):
        return no(NOT_YOURS)
    if not entry.is_represented:
        return too_late("No firm represents you on this brief, so there is nothing to agree to.")
    if entry.brief.is_on_hold:
        return too_late("The client has put this brief on hold. Answer when it is resumed.")
    return YES


def can_answer_words(user: User, entry: Entry) -> Answer:
    """The interim, while the firm's words have not gone; whether any are shown, the action says."""
    if not is_the_interim(user, entry):
        return no(NOT_YOURS)
    if entry.is_in_front_of_client:
        return too_late("You have been put forward already. Your firm can still correct its words.")
    if not entry.is_mandated:
        return too_late("No firm speaks for you on this brief now, so nothing goes to the client.")
    if entry.brief.is_on_hold:
        return too_late("The client has put this brief on hold. Answer when it is resumed.")
    return YES


def can_decline(user: User, entry: Entry) -> Answer:
    """The interim, until somebody represents them."""
    if not is_the_interim(user, entry):
        return no("Only the interim can decline.")
    if entry.is_represented:
        return too_late("You are represented on this brief. You can withdraw instead, at any time.")
    if not entry.may_choose_voice:
        return too_late("This conversation has ended already.")
    return YES


def can_take_no_back(user: User, entry: Entry) -> Answer:
    """The interim; whether it is too late is said by the action."""
    return YES if is_the_interim(user, entry) else no(NOT_YOURS)


def can_correct(user: User, entry: Entry) -> Answer:
    """The interim, even after the conversation has ended: the facts are theirs."""
    if not is_the_interim(user, entry):
        return no("Only the interim themselves can correct their facts.")
    return YES


def can_withdraw(user: User, entry: Entry) -> Answer:
    """The interim, until the conversation has ended."""
    if not is_the_interim(user, entry):
        return no("Only the interim can withdraw.")
    if not entry.is_live:
        return too_late("This conversation has ended already.")
    return YES


def can_pick_slot(user: User, entry: Entry) -> Answer:
    """The interim, while times for an interview are proposed."""
    if not is_the_interim(user, entry):
        return no("Only the interim can pick a time.")
    if not entry.is_at_interview:
        return too_late("No interview is being arranged here any more.")
    if entry.brief.is_on_hold:
        return too_late("The client has put this brief on hold, so no time can be picked now.")
    return YES
