"""Helpers for the words that an interim reads before they go to the client."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Activity, Deadline, Notice, User
from providers.models import Consultant
from shortlists import actions, clock
from shortlists.actions import briefs, submissions
from shortlists.models import Entry, ShownWords, Submission
from shortlists.rewriting import as_stored
from shortlists.showing import current_words
from shortlists.submission_checks import mandate_of
from tests.browsers import browser_of
from tests.factories import NOW, TODAY, ShownWordsFactory
from tests.shortlists.worlds import case_for, mandated, ready_brief, seat_on

HOUR = timedelta(hours=1)
WRONG = "I advised the head of that site, I did not lead it."


def agreed(entry: Entry, *, by: User | None = None, now: datetime = NOW, **case: Any) -> None:
    """Let the interim have been shown exactly these words, and have agreed to them.

    The rows alone: for tests of what comes after. Without a mandate, or with words that are shown
    already, nothing happens.
    """
    entry = Entry.objects.get(pk=entry.pk)
    mandate = mandate_of(entry)
    if mandate is None or entry.is_in_front_of_client or current_words(entry):
        return
    case = {"risk": ""} | case
    words = as_stored(entry, mandate, **case)
    ShownWordsFactory(
        entry=entry,
        mandate=mandate,
        number=ShownWords.objects.of(entry).count() + 1,
        introduction=words.introduction,
        risk=words.risk,
        rationales=dict(words.rationales),
        brief_version=entry.brief.version,
        shown_by=by or entry.consultant.user,
        shown_at=now,
        agreed=True,
        answered_at=now,
        free_at=now,
    )


def submit_shown(entry: Entry, *, by: User, now: datetime, **case: Any) -> Submission:
    """Put an interim forward with words to which they have agreed."""
    agreed(entry, by=by, now=now, **case)
    return submissions.submit(entry, by=by, now=now, **case)


# By the product's own actions


def chosen() -> tuple[Entry, Consultant]:
    """Return the conversation of an interim who chose a firm, and its consultant."""
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    return entry, ours


def show(entry: Entry, by: Consultant, *, now: Any = NOW, **facts: Any) -> ShownWords:
    case = case_for(entry.brief) | facts
    return actions.show_words(entry, by=by.user, now=now, **case)


def agree(entry: Entry, shown: ShownWords, *, now: Any = NOW) -> None:
    actions.agree_to_words(entry, seen=shown.ref, by=entry.candidate.user, now=now)


def object_to(entry: Entry, shown: ShownWords, *, text: str = WRONG, now: Any = NOW) -> None:
    actions.object_to_words(entry, seen=shown.ref, text=text, by=entry.candidate.user, now=now)


def submit(entry: Entry, by: Consultant, *, now: Any = NOW, **facts: Any) -> Submission:
    case = case_for(entry.brief) | facts
    return actions.submit(entry, by=by.user, now=now, **case)


def waits_of(entry: Entry) -> list[str]:
    return sorted(Deadline.objects.about(entry).open().values_list("kind", flat=True))


def told(user: Any) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def trail(entry: Entry) -> list[tuple[str, str]]:
    rows = Activity.objects.about(entry).order_by("pk")
    return [(row.kind, row.role) for row in rows]


def status_of(entry: Entry) -> str | None:
    shown = ShownWords.objects.of(entry).newest_first().first()
    return shown and shown.status


def run_clock(*moments: Any) -> None:
    for moment in moments:
        clock.send_reminders(moment)


def hold(entry: Entry, *, now: Any = NOW) -> None:
    briefs.hold_brief(
        entry.brief,
        reason="The board meets.",
        review_on=TODAY + timedelta(days=9),
        by=entry.brief.manager.user,
        now=now,
    )


# Pages


def page_of(user: User | None, path: str) -> str:
    assert user
    return browser_of(user).get(path).content.decode()


def today(user: User | None) -> str:
    return page_of(user, "/today/")


def of_conversation(entry: Entry) -> str:
    return page_of(entry.candidate.user, entry.get_absolute_url())
