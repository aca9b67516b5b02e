"""The lines of the page *today* for deadlines in conversations."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.urls import reverse

from accounts.models import Deadline, User, due_of
from accounts.waits import Wait, WaitKind, derived, register
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, ClientMember, client_member_of
from interimhub.lib.prepared import Prepared
from shortlists.asking import address, as_read_by, url_for
from shortlists.confidential import title_for_interim
from shortlists.conversations import firm_title
from shortlists.deadlines import ConversationDeadline
from shortlists.models import (
    Approach,
    Entry,
    InterviewSlot,
    Question,
    ShownWords,
    is_read_by_interim,
    with_words,
)
from shortlists.places import without_place


class _AboutEntry(WaitKind[Entry]):
    """Base class of the deadlines in one conversation."""

    def rows(self, user: User, *, now: datetime) -> QuerySet[Entry]:
        """Return the conversations and their people."""
        people = ("brief__client", "candidate__user", "firm", "consultant__user")
        return Entry.objects.visible_to(user).select_related(*people)


def _speaker(entry: Entry) -> str:
    return f"{entry.speaker().user.get_full_name()}, {entry.firm.name}"


def _name(entry: Entry) -> str:
    user = entry.candidate.user
    return user.get_full_name() if user else "An interim"


# For an interim


@register
class AnswerApproach(WaitKind[Approach]):
    """A firm asked, and the interim has not answered."""

    kind = ConversationDeadline.APPROACH_ANSWER

    def rows(self, user: User, *, now: datetime) -> QuerySet[Approach]:
        """Return approaches with who sent them, without those that were just answered with a no."""
        rows = Approach.objects.to(user).heard().filter(entry__held__isnull=True)
        return rows.with_people().select_related("entry__brief")

    def line(self, row: Approach, deadline: Deadline) -> Wait:
        """Return the interim's line."""
        return Wait.of(
            deadline,
            who=f"{row.speaker().user.get_full_name()}, {row.firm.name}",
            what="You are asked whether this interests you",
            about=title_for_interim(row.entry),
            url=row.entry.get_absolute_url(),
            verb="Read the letter",
        )


@register
class PickTime(_AboutEntry):
    """The client proposed times to meet."""

    kind = ConversationDeadline.INTERVIEW_PICK

    def rows(self, user: User, *, now: datetime) -> QuerySet[Entry]:
        """Return the conversations and their times that have not passed."""
        to_come = InterviewSlot.objects.active().filter(starts_at__gt=now).soonest_first()
        return super().rows(user, now=now).prefetch_related(Prefetch("slots", to_come))

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the interim's line; where all times have passed they say when they could."""
        is_left = bool(row.slots.all())
        return Wait.of(
            deadline,
            who=row.brief.client.name,
            what="The client proposes times to meet you"
            if is_left
            else "The times to meet you have passed: say when you could",
            about=row.brief.name,
            url=row.get_absolute_url() + "#times",
            verb="Pick a time" if is_left else "Ask for others",
        )


@register
class AgreeToChange(_AboutEntry):
    """The brief has changed since the interim gave permission to represent them."""

    kind = ConversationDeadline.CHANGE_AGREE

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the interim's line."""
        return Wait.of(
            deadline,
            who=_speaker(row),
            what="The brief has changed; say whether it still suits you",
            about=title_for_interim(row),
            url=row.get_absolute_url() + "#change",
            verb="Read what changed",
        )


@register
class CheckWords(_AboutEntry):
    """The firm shows the interim what the client will read about them."""

    kind = ConversationDeadline.WORDS_CHECK

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the interim's line."""
        return Wait.of(
            deadline,
            who=_speaker(row),
            what="Shows you what the client will read about you: is it right?",
            about=title_for_interim(row),
            url=row.get_absolute_url() + "#words",
            verb="Read it",
        )


# For a firm's consultant


@register
class AnswerQuestion(WaitKind[Question]):
    """An interim asked something about the brief."""

    kind = ConversationDeadline.QUESTION_ANSWER

    def rows(self, user: User, *, now: datetime) -> QuerySet[Question]:
        """Return the questions with the data of a headline without a name."""
        rows = Question.objects.visible_to(user)
        related = rows.select_related("firm", "entry__brief", "entry__candidate__user")
        sent = Prefetch("entry__approaches", Approach.objects.with_people())
        return related.prefetch_related("entry__candidate__record", sent)

    def line(self, row: Question, deadline: Deadline) -> Wait:
        """Return the consultant's line."""
        title = firm_title(as_read_by(row.firm, row.entry))
        return Wait.of(
            deadline,
            who=title,
            name=title,
            what="Asks before they answer",
            about=row.entry.brief.name,
            url=url_for(row.firm, row.entry) + "#questions",
            verb="Answer",
        )


@register
class PutInterimForward(_AboutEntry):
    """An interim chose the firm, which has not put them forward yet."""

    kind = ConversationDeadline.MANDATE_USE

    def rows(self, user: User, *, now: datetime) -> QuerySet[Entry]:
        """Return the conversations with the data of a name or a headline without a name."""
        rows = with_words(Entry.objects.visible_to(user))
        rows = rows.exclude(is_read_by_interim())
        people = ("brief__client", "candidate__user", "firm", "consultant__user")
        return rows.select_related(*people).prefetch_related("candidate__record", "approaches")

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the consultant's line; there is none while the interim reads the words.

        It shows the hour by which the brief wants three people, if it names one; the mandate itself
        may last longer.
        """
        what, verb = self._next(row)
        line = Wait.of(
            deadline,
            who=firm_title(row),
            name=firm_title(row),
            what=what,
            about=row.brief.name,
            url=reverse("shortlists:submit", args=[address(row.firm, row)]),
            verb=verb,
        )
        return replace(line, due_at=row.brief.slate_due_at)

    @staticmethod
    def _next(row: Entry) -> tuple[str, str]:
        match row.words_status:
            case ShownWords.Status.OBJECTED:
                return "Objects to your words: change them and show them again", "Change them"
            case ShownWords.Status.AGREED:
                return "Says that your words are right: put them forward", "Put forward"
            case ShownWords.Status.UNANSWERED:
                return "Has not objected to your words in time: put them forward", "Put forward"
        return "Chose you to represent them: write why, and show it to them", "Write why"


# For a hiring manager


@register
class ReadAboutPerson(_AboutEntry):
    """Somebody was put forward, and the client has not read about them."""

    kind = ConversationDeadline.SUBMISSION_READ

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the manager's line."""
        return Wait.of(
            deadline,
            who=_speaker(row),
            name=_name(row),
            what="Is put forward: read about them",
            about=row.brief.name,
            url=reverse("shortlists:person", args=[row.ref]),
            verb="Read about them",
        )


class _Undecided(_AboutEntry):
    """Base class of the deadlines that end with a decision."""

    def rows(self, user: User, *, now: datetime) -> QuerySet[Entry]:
        """Return conversations without those whose interim was just declined."""
        return super().rows(user, now=now).filter(held__isnull=True)


@register
class DecideOnPerson(_Undecided):
    """The client has read about somebody and has not decided."""

    kind = ConversationDeadline.SUBMISSION_DECIDE

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the manager's line."""
        return Wait.of(
            deadline,
            who=_name(row),
            name=_name(row),
            what="Waits for your answer: an invitation or a reason",
            about=row.brief.name,
            url=reverse("shortlists:person", args=[row.ref]),
            verb="Decide",
        )


@register
class ProposeOtherTimes(_Undecided):
    """None of the times suits the interim."""

    kind = ConversationDeadline.INTERVIEW_PROPOSE

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the manager's line."""
        return Wait.of(
            deadline,
            who=_name(row),
            name=_name(row),
            what="Cannot make any of the times",
            about=row.brief.name,
            url=reverse("shortlists:invite", args=[row.ref]),
            verb="Propose others",
        )


@register
class AnswerAfterMeeting(_Undecided):
    """The client has met somebody and has not said how it goes on."""

    kind = ConversationDeadline.INTERVIEW_DECIDE

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the manager's line."""
        return Wait.of(
            deadline,
            who=_name(row),
            name=_name(row),
            what="Waits for your answer after the meeting",
            about=row.brief.name,
            url=reverse("shortlists:person", args=[row.ref]),
            verb="Answer",
        )


@derived
def places_wanted(user: User, *, now: datetime) -> list[Wait]:
    """Return a line for each brief on which the reader decides and somebody waits for a place.

    It names nobody: the client has not been shown them.
    """
    member = client_member_of(user)
    if member is None:
        return []
    return [_place_wanted(brief) for brief in _WITHOUT_PLACE(member=member, now=now)]


def _without_place(*, member: ClientMember, now: datetime) -> QuerySet[Brief]:
    hidden = without_place().filter(brief=OuterRef("pk"))
    due = hidden.annotate(due=due_of(Entry, ConversationDeadline.SUBMISSION_READ))
    rows = Brief.objects.decided_by(member, now=now).in_search()
    return rows.annotate(
        place_due_at=Subquery(due.order_by("due").values("due")[:1]),
        place_since=Subquery(hidden.order_by("submitted_at").values("submitted_at")[:1]),
    ).filter(place_since__isnull=False)


_WITHOUT_PLACE: Prepared[Brief] = Prepared(_without_place)


def _place_wanted(brief: Any) -> Wait:
    return Wait(
        who=brief.name,
        what="Somebody waits for a place: decide on somebody, or ask to meet more",
        about=brief.name,
        url=reverse("shortlists:compare", args=[brief.ref]),
        verb="See the people",
        due_at=brief.place_due_at,
        started_at=brief.place_since,
    )


@register
class ReviewHold(WaitKind[Brief]):
    """The review day of a brief on hold has come."""

    kind = BriefDeadline.HOLD_REVIEW

    def rows(self, user: User, *, now: datetime) -> QuerySet[Brief]:
        """Return the briefs."""
        return Brief.objects.visible_to(user)

    def line(self, row: Brief, deadline: Deadline) -> Wait:
        """Return the manager's line; its waiting time counts from the start of the hold."""
        line = Wait.of(
            deadline,
            who="You",
            what="Planned to review this brief, which is on hold",
            about=row.name,
            url=reverse("shortlists:resume", args=[row.ref]),
            verb="Resume the brief",
        )
        return replace(line, started_at=row.on_hold_since)
