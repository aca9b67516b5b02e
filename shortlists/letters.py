"""The words of what people are told: every ending and every turn, in one place.

A letter to an interim never names a confidential client before the mandate, and no letter to
anybody else gives an interim's private reasons.
"""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from django.utils.formats import date_format

from engagements.models import Brief, Criterion
from shortlists.models import Entry, Question


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and its paragraphs."""

    subject: str
    body: str


def interim_name(entry: Entry) -> str:
    """Return the name of an interim; only for people who may know it."""
    user = entry.candidate.user
    return user.get_full_name() if user else "the interim"


# To the interim


def not_selected(entry: Entry, *, criterion: Criterion | None, text: str) -> Letter:
    """Say no, with the reason and the criterion it relates to. The client previews exactly this."""
    brief = entry.brief
    manager = brief.manager.user
    about = [f"It relates to this criterion: {in_words(criterion)}."] if criterion else []
    return Letter(
        subject=f"An answer about “{brief.name}”",
        body="\n\n".join(
            [
                f"{manager.get_full_name()} of {brief.client.name} has decided not to go on with "
                f"you on “{brief.name}”, and gives you the reason:",
                f"“{text.strip()}”",
                *about,
                f"{entry.consultant.user.get_full_name()} of {entry.firm.name}, who spoke for you, "
                "has been told as well and can talk it through with you. Your permission for them "
                "to represent you ended with this answer. It changes nothing in your profile.",
            ]
        ),
    )


def in_words(criterion: Criterion) -> str:
    """Return a criterion as one sentence part: measure, from, to."""
    span = " → ".join(part for part in (criterion.baseline, criterion.target) if part)
    return f"{criterion.measure}, {span}" if span else criterion.measure


def invited(entry: Entry, *, count: int) -> Letter:
    """Ask the interim to pick a time."""
    brief = entry.brief
    return Letter(
        subject=f"{brief.client.name} would like to meet you",
        body=f"{brief.manager.user.get_full_name()} invites you to an interview about "
        f"“{brief.name}” and proposes {count} times. Pick the one that suits you, or say that "
        "none does and when you could.",
    )


def slot_picked(entry: Entry, *, when: str, place: str) -> Letter:
    """Confirm the time to the interim."""
    where = f" {place}." if place else ""
    return Letter(
        subject=f"Your interview: {when}",
        body=f"You meet {entry.brief.manager.user.get_full_name()} of {entry.brief.client.name} "
        f"about “{entry.brief.name}” on {when}.{where}",
    )


def brief_held(entry: Entry, *, reason: str) -> Letter:
    """Say that everything waits."""
    return Letter(
        subject=f"On hold: “{entry.brief.name}”",
        body=f"The client has put “{entry.brief.name}” on hold, and gives this reason:\n\n"
        f"“{reason.strip()}”\n\nYour place is kept and no clock runs meanwhile. You may "
        "withdraw at any time. You will be told when it goes on.",
    )


def brief_resumed(entry: Entry) -> Letter:
    """Say that it goes on."""
    due = " The time you had for an answer has been moved by as long as it stood still."
    return Letter(
        subject=f"It goes on: “{entry.brief.name}”",
        body=f"“{entry.brief.name}” is no longer on hold. You stand where you stood."
        + (due if entry.reply_due_at and entry.awaits_interim else ""),
    )


WHERE_IT_STOOD = {
    Entry.Status.APPROACHED: "You had been asked and had not answered yet; there is nothing left "
    "for you to do.",
    Entry.Status.INTERESTED: "You had said that it interests you, and nobody spoke for you yet.",
    Entry.Status.MANDATED: "{firm} represented you and had not put you forward yet. Their "
    "permission ended with the brief.",
    Entry.Status.SUBMITTED: "{firm} had put you forward; nobody has judged you and nobody was "
    "chosen instead of you.",
    Entry.Status.CLIENT_REVIEW: "The client was considering you; nobody was chosen instead of you.",
    Entry.Status.INTERVIEW: "You had been invited to an interview; it will not take place. Nobody "
    "was chosen instead of you.",
}


def brief_cancelled(entry: Entry, *, reason: str) -> Letter:
    """Say that the brief has ended, in the words that fit how far the interim had come."""
    stood = WHERE_IT_STOOD.get(Entry.Status(entry.status), "")
    return Letter(
        subject=f"Ended: “{entry.brief.name}”",
        body=f"The client has cancelled “{entry.brief.name}”, and gives this reason:\n\n"
        f"“{reason.strip()}”\n\n{stood.format(firm=entry.firm.name)}\n\n"
        "It does not count against you anywhere.",
    )


def reply_reminder(entry: Entry, *, is_late: bool) -> Letter:
    """Remind the interim that their answer is awaited."""
    consultant = entry.consultant.user.get_full_name()
    when = "was due just now" if is_late else "is due within twelve hours"
    return Letter(
        subject=f"Your answer about “{entry.brief.name}”",
        body=f"{consultant} of {entry.firm.name} asked whether “{entry.brief.name}” could interest "
        f"you. Your answer {when}. A no is as welcome as a yes, and needs no reason.",
    )


def expired_to_interim(entry: Entry) -> Letter:
    """Say that it ended without an answer, and that this harms nobody."""
    return Letter(
        subject=f"Ended without an answer: “{entry.brief.name}”",
        body=f"You did not answer {entry.firm.name} about “{entry.brief.name}”, after two reminders "
        "and a word to the consultant. So the conversation has ended. It never counts against you: "
        "no firm and no ranking learns of it. If it still interests you, write to "
        f"{entry.consultant.user.get_full_name()}.",
    )


def declined_to_interim(entry: Entry) -> Letter:
    """Confirm the interim's own no."""
    return Letter(
        subject=f"Your no is noted: “{entry.brief.name}”",
        body=f"You said no to “{entry.brief.name}”. {entry.firm.name} has been told. It does not "
        "count against you anywhere, and no one will ask you about this brief again.",
    )


def withdrawn_to_interim(entry: Entry) -> Letter:
    """Confirm the interim's own withdrawal."""
    return Letter(
        subject=f"You have withdrawn: “{entry.brief.name}”",
        body=f"You are out of “{entry.brief.name}”, from this moment. Any permission to represent "
        "you on it has ended. What somebody has read already stays read, marked as withdrawn. "
        "Nobody was given a reason, and it does not count against you.",
    )


# To firms and clients


def chosen(entry: Entry) -> Letter:
    """Tell the consultant that the interim chose them."""
    return Letter(
        subject=f"You represent {interim_name(entry)} on “{entry.brief.name}”",
        body=f"{interim_name(entry)} has chosen you to represent them on “{entry.brief.name}”, on "
        "this brief only, with the profile as it is today. Put them forward with a reason for every "
        "success criterion.",
    )


def asked(entry: Entry) -> Letter:
    """Tell the consultant that a question waits."""
    return Letter(
        subject=f"A question about “{entry.brief.name}”",
        body="An interim whom you asked has a question before they answer.",
    )


def declined(entry: Entry, *, reason: str) -> Letter:
    """Tell the consultant that the interim said no."""
    why = f"They say: “{reason.strip()}”" if reason.strip() else "They gave no reason, and need none."
    return Letter(
        subject=f"A no about “{entry.brief.name}”",
        body=f"An interim whom you asked about “{entry.brief.name}” has said no. {why}",
    )


def withdrawn(entry: Entry, *, is_named: bool) -> Letter:
    """Tell a firm or a client, neutrally, that somebody is no longer available."""
    who = interim_name(entry) if is_named else "An interim"
    return Letter(
        subject=f"No longer available for “{entry.brief.name}”",
        body=f"{who} is no longer available for “{entry.brief.name}”. What you have read stays "
        "where it is, marked as withdrawn.",
    )


def none_suits(entry: Entry, *, note: str) -> Letter:
    """Tell the client that no proposed time suits."""
    return Letter(
        subject=f"{interim_name(entry)} asks for another time",
        body=f"None of the times you proposed suits {interim_name(entry)}, who writes:\n\n"
        f"“{note.strip()}”\n\nPropose others on their page.",
    )


def interview_set(entry: Entry, *, when: str) -> Letter:
    """Tell client and consultant which time was picked."""
    return Letter(
        subject=f"Interview with {interim_name(entry)}: {when}",
        body=f"{interim_name(entry)} has picked {when} for the interview about "
        f"“{entry.brief.name}”.",
    )


def not_selected_to_firm(entry: Entry, *, criterion: Criterion | None, text: str) -> Letter:
    """Tell the consultant what their interim was told, word by word."""
    about = f" It relates to: {in_words(criterion)}." if criterion else ""
    return Letter(
        subject=f"{interim_name(entry)} was not chosen for “{entry.brief.name}”",
        body=f"The client gives {interim_name(entry)} this reason:\n\n“{text.strip()}”\n\n{about} "
        "They have been told already. A call from you is worth more than the letter.",
    )


def cap_raised(brief: Brief, *, reason: str) -> Letter:
    """Tell the panel that more people may be put forward."""
    return Letter(
        subject=f"Up to {brief.cap} people: “{brief.name}”",
        body=f"The client would like to meet up to {brief.cap} people on “{brief.name}”, and says "
        f"why:\n\n“{reason.strip()}”",
    )


def invited_to_firm(entry: Entry) -> Letter:
    """Tell the consultant that their interim is invited."""
    return Letter(
        subject=f"{interim_name(entry)} is invited to an interview",
        body=f"{entry.brief.client.name} would like to meet {interim_name(entry)} about "
        f"“{entry.brief.name}”. They have been asked to pick a time.",
    )


def held_to_firms(brief: Brief, *, reason: str) -> Letter:
    """Tell the panel that everything waits."""
    return Letter(
        subject=f"On hold: “{brief.name}”",
        body=f"The client has put “{brief.name}” on hold, and gives this reason:\n\n"
        f"“{reason.strip()}”\n\nNobody can be asked or put forward meanwhile; every clock stands "
        "still. The interims you are speaking with have been told.",
    )


def resumed_to_firms(brief: Brief) -> Letter:
    """Tell the panel that it goes on."""
    return Letter(
        subject=f"It goes on: “{brief.name}”",
        body=f"“{brief.name}” is no longer on hold. Every clock ends as much later as it stood "
        "still.",
    )


def cancelled_to_firms(brief: Brief, *, reason: str) -> Letter:
    """Tell the panel that it has ended."""
    return Letter(
        subject=f"Ended: “{brief.name}”",
        body=f"The client has cancelled “{brief.name}”, and gives this reason:\n\n"
        f"“{reason.strip()}”\n\nEvery interim on it has been told, in words that fit how far they "
        "had come. Permissions to represent somebody on it have ended.",
    )


# From a firm to the interim


def approached(entry: Entry) -> Letter:
    """Ask an interim whether a brief is for them; the client is named only as the pack names it."""
    told = entry.pack
    by = told["approached_by"]
    return Letter(
        subject=f"{by['consultant']} asks whether this is for you: {told['title']}",
        body=f"{by['consultant']} of {by['firm']} has read your profile and writes:\n\n"
        f"“{entry.why_you.strip()}”\n\n"
        f"The work is with {told['client']}. All that is known of it, what is hard included, is on "
        "the page. Ask what you like before you answer; if you say yes, you choose which of the "
        "firms on the brief speaks for you.",
    )


def answered(entry: Entry, question: Question) -> Letter:
    """Pass on the answer to an interim's question."""
    by = question.answered_by.get_full_name() if question.answered_by else entry.firm.name
    return Letter(
        subject=f"Your question is answered: “{entry.pack.get('title') or entry.brief.name}”",
        body=f"You asked:\n\n“{question.text.strip()}”\n\n{by} answers:\n\n"
        f"“{question.answer.strip()}”",
    )


def still_free(entry: Entry, *, by: User) -> Letter:
    """Ask a represented interim for a fresh availability."""
    return Letter(
        subject=f"Are you still free? “{entry.brief.name}”",
        body=f"{by.get_full_name()} would like to put you forward, and the client relies on an "
        "availability no older than a week. Look whether the day is still right and confirm it: "
        "one tap.",
    )


def put_forward(entry: Entry) -> Letter:
    """Tell the interim that the client has their profile."""
    return Letter(
        subject=f"You have been put forward: “{entry.brief.name}”",
        body=f"{entry.consultant.user.get_full_name()} has put you forward to "
        f"{entry.brief.client.name}, with the profile you agreed to. The next word is the client's; "
        "you will hear either way.",
    )


def put_forward_to_manager(entry: Entry) -> Letter:
    """Tell the hiring manager that there is somebody to meet."""
    return Letter(
        subject=f"Somebody to meet: “{entry.brief.name}”",
        body=f"{entry.consultant.user.get_full_name()} of {entry.firm.name} puts an interim "
        "forward, with a reason for every success criterion and what you should ask about.",
    )


def not_available(brief: Brief) -> Letter:
    """Tell a firm that asked in vain; the words are the same whatever the reason."""
    return Letter(
        subject=f"Not available: “{brief.name}”",
        body=f"An interim whom you asked about “{brief.name}” is not available for this brief. "
        "Other matches are.",
    )


# When a clock has run out


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
        body=f"You have read about {interim_name(entry)} for “{entry.brief.name}”, and the time for "
        "an answer has run out. Invite them, or decline with a reason: it takes a minute, and good "
        "people do not wait long.",
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
        body=f"{entry.consultant.user.get_full_name()} of {entry.firm.name} did not put you forward "
        f"for “{entry.brief.name}” before your permission ran out, after two reminders. The "
        "conversation has ended. It does not count against you.",
    )


def mandate_ran_out(entry: Entry) -> Letter:
    """Tell the consultant that the permission has ended unused."""
    return Letter(
        subject=f"Permission ended: {interim_name(entry)}",
        body=f"{interim_name(entry)}’s permission to represent them on “{entry.brief.name}” ran out "
        "unused. They have been told that you did not put them forward.",
    )
