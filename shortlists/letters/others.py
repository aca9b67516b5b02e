"""What firms and clients are told; an interim's private reasons are in none of it."""

from engagements.models import Brief, Criterion
from shortlists.letters.words import Letter, in_words, interim_name
from shortlists.models import Entry


def chosen(entry: Entry) -> Letter:
    """Tell the consultant that the interim chose them."""
    return Letter(
        subject=f"You represent {interim_name(entry)} on “{entry.brief.name}”",
        body=f"{interim_name(entry)} has chosen you to represent them on “{entry.brief.name}”, on "
        "this brief only, with the profile as it is today. Put them forward with a reason for "
        "every success criterion.",
    )


def asked(entry: Entry) -> Letter:
    """Tell the consultant that a question waits."""
    return Letter(
        subject=f"A question about “{entry.brief.name}”",
        body="An interim whom you asked has a question before they answer.",
    )


def declined(entry: Entry, *, reason: str) -> Letter:
    """Tell the consultant that the interim said no."""
    why = (
        f"They say: “{reason.strip()}”" if reason.strip() else "They gave no reason, and need none."
    )
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
