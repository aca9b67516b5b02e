"""What an interim is told: every turn, and every ending.

A letter to an interim never names a confidential client before the mandate.
"""

from accounts.models import User
from engagements.models import Criterion
from engagements.pack import Pack
from shortlists.letters.words import Letter, in_words
from shortlists.models import Approach, Entry, Question
from shortlists.reading import sent_pack


def not_selected(entry: Entry, *, criterion: Criterion | None, text: str) -> Letter:
    """Say no, with the reason and the criterion it relates to. The client previews exactly this."""
    brief = entry.brief
    manager = brief.manager.user
    about = [f"It relates to this criterion: {in_words(criterion)}."] if criterion else []
    return Letter(
        subject=f"An answer about “{brief.name}”",
        body="\n\n".join(
            [
                (
                    f"{manager.get_full_name()} of {brief.client.name} has decided not to go on "
                    f"with you on “{brief.name}”, and gives you the reason:"
                ),
                f"“{text.strip()}”",
                *about,
                (
                    f"{entry.consultant.user.get_full_name()} of {entry.firm.name}, who spoke for "
                    "you, has been told as well and can talk it through with you. Your permission "
                    "for them to represent you ended with this answer. It changes nothing in your "
                    "profile."
                ),
            ]
        ),
    )


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
        body=f"You did not answer {entry.firm.name} about “{entry.brief.name}”, after two "
        "reminders and a word to the consultant. So the conversation has ended. It never "
        "counts against you: no firm and no ranking learns of it. If it still interests you, "
        f"write to {entry.consultant.user.get_full_name()}.",
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


def approached(approach: Approach) -> Letter:
    """Ask an interim whether a brief is for them; the client is named only as the pack names it."""
    pack = Pack.from_json(approach.pack)
    by = pack.approached_by
    return Letter(
        subject=f"{by.consultant} asks whether this is for you: {pack.title}",
        body=f"{by.consultant} of {by.firm} has read your profile and writes:\n\n"
        f"“{approach.words.strip()}”\n\n"
        f"The work is with {pack.client}. All that is known of it, what is hard included, is on "
        "the page. Ask what you like before you answer; if you say yes, you choose which of the "
        "firms on the brief speaks for you.",
    )


def answered(entry: Entry, question: Question) -> Letter:
    """Pass on the answer to an interim's question."""
    by = question.answered_by.get_full_name() if question.answered_by else entry.firm.name
    return Letter(
        subject=f"Your question is answered: “{sent_pack(entry).title or entry.brief.name}”",
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
        f"{entry.brief.client.name}, with the profile you agreed to. The next word is the "
        "client's; you will hear either way.",
    )
