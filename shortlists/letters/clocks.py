"""What is said when a clock has run out: to whom it matters, and whose turn it was."""

from datetime import date

from django.utils.formats import date_format

from shortlists.letters.words import Letter, interim_name
from shortlists.models import Entry


def please_call(entry: Entry) -> Letter:
    """Ask the consultant to call an interim who has not answered two reminders."""
    return Letter(
        subject=f"Please call: no answer about “{entry.brief.name}”",
        body=f"An interim whom you asked about “{entry.brief.name}” has not answered, after two "
        "reminders. Please call them: you asked, and you answer for it. Without a word from either "
        "of you the conversation ends tomorrow.",
    )


def expired_to_firm(entry: Entry) -> Letter:
    """Tell the consultant that a conversation has ended without an answer."""
    return Letter(
        subject=f"Ended without an answer: “{entry.brief.name}”",
        body=f"The interim whom you asked about “{entry.brief.name}” did not answer in time. The "
        "conversation has ended. This never counts against them: people have reasons for silence.",
    )


def answer_overdue(entry: Entry) -> Letter:
    """Remind a consultant of a question."""
    return Letter(
        subject=f"A question is overdue: “{entry.brief.name}”",
        body="An interim asked you something before they answer, and the time for your answer has "
        "run out. Their own clock waits for yours.",
    )


def decision_overdue(entry: Entry) -> Letter:
    """Remind a manager of somebody who waits."""
    return Letter(
        subject=f"{interim_name(entry)} waits for your answer",
        body=f"You have read about {interim_name(entry)} for “{entry.brief.name}”, and the time "
        "for an answer has run out. Invite them, or decline with a reason: it takes a minute, and "
        "good people do not wait long.",
    )


def decision_late(entry: Entry) -> Letter:
    """Tell the interim whom they are waiting for."""
    manager = entry.brief.manager.user.get_full_name()
    return Letter(
        subject=f"Still waiting: “{entry.brief.name}”",
        body=f"{manager} of {entry.brief.client.name} has read about you and has not answered in "
        "the time there was for it. They have been reminded. It is not your turn, and it says "
        "nothing about you.",
    )


def mandate_runs_out(entry: Entry, ends_on: date) -> Letter:
    """Warn a consultant of a permission that is not used."""
    return Letter(
        subject=f"Put {interim_name(entry)} forward before {date_format(ends_on, 'j F')}",
        body=f"{interim_name(entry)} chose you for “{entry.brief.name}”. The permission ends on "
        f"{date_format(ends_on, 'j F Y')} and you have not put them forward yet. If you cannot, "
        "tell them why.",
    )


def not_put_forward(entry: Entry) -> Letter:
    """Tell the interim that their firm did not act."""
    return Letter(
        subject=f"Not put forward: “{entry.brief.name}”",
        body=f"{entry.consultant.user.get_full_name()} of {entry.firm.name} did not put you "
        f"forward for “{entry.brief.name}” before your permission ran out, after two reminders. "
        "The conversation has ended. It does not count against you.",
    )


def mandate_ran_out(entry: Entry) -> Letter:
    """Tell the consultant that the permission has ended unused."""
    return Letter(
        subject=f"Permission ended: {interim_name(entry)}",
        body=f"{interim_name(entry)}’s permission to represent them on “{entry.brief.name}” ran "
        "out unused. They have been told that you did not put them forward.",
    )
