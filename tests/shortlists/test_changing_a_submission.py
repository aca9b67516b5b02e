"""Correcting what the client reads about somebody, and taking them back, unread and read."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity, Deadline
from accounts.notices import GONE_SUBJECT
from interimhub.lib.changed_words import PartChange
from shortlists.actions import decisions, submitted, withdrawals
from shortlists.asking import address
from shortlists.deadlines import ConversationDeadline
from shortlists.differences import corrections_of, words_of
from shortlists.models import Entry, FormerWords, Submission
from shortlists.policy import firms as policy
from shortlists.submission_checks import in_front_of_client
from tests.browsers import browser_of
from tests.deadlines import due_at, verbs
from tests.factories import NOW, ConsultantFactory
from tests.jobs import run_due_jobs
from tests.notices import notices_of, subjects
from tests.shortlists.choices import as_person, let_it_be_heard
from tests.shortlists.races import at_once
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import as_posted, case_for, mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db

WRONG = "She has closed such a case, in such a plant, with such a team."
RIGHT = "She has closed two such cases, in such a plant, with such a team."
REASON = "We mixed up two people, and are sorry for it."


def put_forward(*, is_read: bool = False) -> Entry:
    """Return somebody put forward, whom the client has opened or not."""
    brief = ready_brief()
    consultant = seat_on(brief)
    entry, _ = mandated(brief, consultant)
    submit_shown(entry, by=consultant.user, now=NOW, **case_for(brief))
    if is_read:
        decisions.read_person(entry, by=brief.manager.user, now=NOW)
    entry.refresh_from_db()
    return entry


def correct(entry: Entry, *, introduction: str = RIGHT, now: Any = NOW, **facts: Any) -> bool:
    case = case_for(entry.brief) | {"introduction": introduction}
    version = facts.pop("version", Submission.objects.get(entry=entry).version)
    return submitted.correct_submission(
        entry, by=facts.pop("by", entry.consultant.user), version=version, now=now, **case | facts
    )


def withdraw(entry: Entry, now: Any = NOW) -> None:
    submitted.withdraw_submission(entry, by=entry.consultant.user, reason=REASON, now=now)


def person(entry: Entry) -> Any:
    browser = browser_of(entry.brief.manager.user)
    return browser.get(reverse("shortlists:person", args=[entry.ref]))


def interim_and_manager(entry: Entry) -> tuple[list[str], list[str]]:
    return subjects(entry.candidate.user), subjects(entry.brief.manager.user)


# Correcting


def test_a_correction_before_anybody_read_it_shows_nobody_the_old_words() -> None:
    entry = put_forward()
    told = interim_and_manager(entry)

    assert correct(entry)

    page = person(entry).content.decode()
    assert RIGHT in page
    assert WRONG not in page
    assert "What changed" not in page
    interim, manager = interim_and_manager(entry)
    assert manager == told[1]
    assert interim[len(told[0]) :] == ["Interim site director: what is said about you is corrected"]


def test_a_correction_after_it_was_read_tells_the_client_what_was_and_what_is() -> None:
    entry = put_forward(is_read=True)
    name = entry.candidate.user.full_name

    correct(entry)

    run_due_jobs()
    told = notices_of(entry.brief.manager.user)[-1]
    assert told.subject == f"Corrected: what you read about {name}"
    assert f"It said: “{WRONG}”" in told.body
    assert f"It says: “{RIGHT}”" in told.body
    assert told.url == reverse("shortlists:person", args=[entry.ref])
    letters = [one.body for one in mail.outbox if one.subject == told.subject]
    assert len(letters) == 1
    assert WRONG in letters[0]
    page = person(entry).content.decode()
    assert "What changed since you read it" in page
    event = Activity.objects.about(entry).get(kind="entry.submission_corrected")
    assert (event.role, event.facts) == ("consultant", {"version": 2})


def test_the_difference_is_told_word_by_word() -> None:
    part = PartChange("Why this person", "She has closed one case.", "She has closed two cases.")

    assert [(one.text, one.is_gone, one.is_new) for one in part.pieces] == [
        ("She has closed ", False, False),
        ("one case.", True, False),
        ("two cases.", False, True),
    ]


def test_words_that_nobody_read_between_two_readings_are_shown_to_nobody() -> None:
    entry = put_forward(is_read=True)
    correct(entry, introduction="She is ill, which is nobody's business, and has closed a case.")

    correct(entry)

    page = person(entry).content.decode()
    assert "nobody&#x27;s business" not in page
    (one,) = corrections_of(Submission.objects.get(entry=entry))
    assert [(part.was, part.now) for part in one.parts] == [(WRONG, RIGHT)]
    assert "nobody's business" not in "".join(
        notice.body for notice in notices_of(entry.brief.manager.user)
    )


def test_reading_the_correction_is_noted_and_starts_no_second_clock() -> None:
    entry = put_forward(is_read=True)
    correct(entry)
    due = due_at(entry, ConversationDeadline.SUBMISSION_DECIDE)
    assert Submission.objects.get().has_news

    decisions.read_person(entry, by=entry.brief.manager.user, now=NOW + timedelta(hours=1))

    assert not Submission.objects.get().has_news
    assert due_at(entry, ConversationDeadline.SUBMISSION_DECIDE) == due
    assert Entry.objects.get().first_read_at == NOW


def test_a_late_correction_leaves_the_client_a_working_day_and_reminds_anew() -> None:
    entry = put_forward(is_read=True)
    late = NOW + timedelta(days=14)
    Deadline.objects.about(entry).open().update(step=1, reminded_at=NOW)

    correct(entry, now=late)

    deadline = Deadline.objects.about(entry).open().get()
    assert deadline.due_at == entry.brief.calendar.after_workdays(late, 1)
    assert deadline.step == 0


def test_an_early_correction_leaves_the_clock_alone() -> None:
    entry = put_forward(is_read=True)
    due = due_at(entry, ConversationDeadline.SUBMISSION_DECIDE)

    correct(entry)

    assert due_at(entry, ConversationDeadline.SUBMISSION_DECIDE) == due


def test_the_same_words_again_are_no_correction() -> None:
    entry = put_forward(is_read=True)
    told = interim_and_manager(entry)

    assert not correct(entry, introduction=WRONG)

    assert interim_and_manager(entry) == told
    assert not FormerWords.objects.exists()


def test_a_colleague_who_was_faster_is_not_overwritten_unseen(client: Browser) -> None:
    entry = put_forward()
    page = reverse("shortlists:correct", args=[address(entry.firm, entry)])
    as_person(client, entry.consultant.user)
    typed = as_posted(case_for(entry.brief)) | {"version": "1"}
    correct(entry, introduction="A colleague's words about what she has closed, and where.")

    refused = client.post(page, typed | {"introduction": RIGHT})
    again = client.post(page, typed | {"introduction": RIGHT, "version": "2"})

    words = refused.content.decode()
    assert refused.status_code == 422
    assert "corrected in another window or by a colleague" in words
    assert RIGHT in words
    assert 'value="2"' in words
    assert again.status_code == 302
    assert Submission.objects.get().introduction == RIGHT


# Withdrawing


def test_withdrawing_somebody_unread_seals_them_and_tells_the_client_no_name() -> None:
    entry = put_forward()
    name = entry.candidate.user.full_name

    withdraw(entry)

    entry.refresh_from_db()
    manager = entry.brief.manager.user
    told = notices_of(manager)
    assert entry.is_mandated
    assert person(entry).status_code == 404
    assert told[0].subject == GONE_SUBJECT
    assert told[-1].subject == f"{entry.firm.name} takes somebody back: “Interim site director”"
    assert name not in "".join(one.subject + one.body for one in told)
    assert REASON not in told[-1].body


def test_withdrawing_somebody_read_leaves_what_was_read_and_gives_the_reason() -> None:
    entry = put_forward(is_read=True)

    withdraw(entry)

    entry.refresh_from_db()
    told = notices_of(entry.brief.manager.user)[-1]
    page = person(entry).content.decode()
    people = browser_of(entry.brief.manager.user).get(
        reverse("shortlists:compare", args=[entry.brief.ref])
    )
    assert told.subject == f"{entry.firm.name} takes {entry.candidate.user.full_name} back"
    assert REASON in told.body
    assert WRONG in page
    assert "Taken back by the firm" in page
    assert "Decline, with a reason" not in page
    assert "Taken back by the firm" in people.content.decode()


@pytest.mark.parametrize("is_read", [False, True])
def test_withdrawing_moves_every_clock_and_frees_the_place(is_read: bool) -> None:
    entry = put_forward(is_read=is_read)

    withdraw(entry)

    entry.refresh_from_db()
    open_kinds = Deadline.objects.about(entry).open().values_list("kind", flat=True)
    assert list(open_kinds) == [ConversationDeadline.MANDATE_USE]
    assert verbs(entry.brief.manager.user) == []
    assert verbs(entry.consultant.user) == ["Review the matches", "Write why"]
    assert in_front_of_client(entry).count() == 0
    assert (entry.submitted_at, entry.first_read_at) == (None, None)


def test_the_interim_reads_why_and_that_their_firm_still_represents_them(client: Browser) -> None:
    entry = put_forward(is_read=True)

    withdraw(entry)

    told = notices_of(entry.candidate.user)[-1]
    assert told.subject == "Interim site director: no longer put forward, for now"
    assert REASON in told.body
    page = as_person(client, entry.candidate.user).get(entry.get_absolute_url()).content.decode()
    assert "No longer put forward, for now" in page
    assert REASON in page


def test_withdrawn_after_a_correction_nobody_read_the_client_keeps_what_it_had_read(
    client: Browser,
) -> None:
    entry = put_forward(is_read=True)
    correct(entry, introduction="She is ill, which is nobody's business, and has closed a case.")

    withdraw(entry)

    page = person(entry).content.decode()
    assert WRONG in page
    assert "nobody&#x27;s business" not in page
    assert "What changed" not in page
    draft = as_person(client, entry.consultant.user).get(
        reverse("shortlists:submit", args=[address(entry.firm, entry)])
    )
    assert "nobody&#x27;s business" in draft.content.decode()


def test_put_forward_again_the_client_reads_what_changed_since_it_read_them() -> None:
    entry = put_forward(is_read=True)
    withdraw(entry)
    case = case_for(entry.brief) | {"introduction": RIGHT}

    submit_shown(entry, by=entry.consultant.user, now=NOW + timedelta(hours=1), **case)

    entry.refresh_from_db()
    submission = Submission.objects.get()
    assert entry.is_unread
    assert not submission.is_withdrawn
    assert verbs(entry.brief.manager.user, NOW + timedelta(hours=2)) == ["Read about them"]
    (one,) = corrections_of(submission)
    assert [(part.was, part.now) for part in one.parts] == [(WRONG, RIGHT)]


def test_put_forward_again_and_withdrawn_by_the_interim_unread_stays_sealed() -> None:
    entry = put_forward(is_read=True)
    withdraw(entry)
    submit_shown(entry, by=entry.consultant.user, now=NOW, **case_for(entry.brief))

    withdrawals.withdraw(entry, by=entry.candidate.user, now=NOW)

    assert person(entry).status_code == 404


def test_the_words_are_kept_to_be_put_forward_again(client: Browser) -> None:
    entry = put_forward()

    withdraw(entry)

    page = as_person(client, entry.consultant.user).get(
        reverse("shortlists:submit", args=[address(entry.firm, entry)])
    )
    assert WRONG in page.content.decode()


def test_withdrawing_twice_tells_people_once() -> None:
    entry = put_forward()
    withdraw(entry)
    told = interim_and_manager(entry)

    withdraw(entry)

    assert interim_and_manager(entry) == told


def test_what_comes_too_late_says_who_has_done_what_and_when(client: Browser) -> None:
    entry = put_forward(is_read=True)
    manager = entry.brief.manager.user
    starts = [NOW + timedelta(days=3), NOW + timedelta(days=4)]
    decisions.invite(entry, starts=starts, minutes=60, place="", by=manager, now=NOW)

    invited = as_person(client, entry.consultant.user).post(
        reverse("shortlists:withdraw_submission", args=[address(entry.firm, entry)]),
        {"reason": REASON},
    )
    entry.refresh_from_db()
    decisions.decline(
        entry,
        reason="criterion",
        criterion=entry.brief.criteria.get(),
        text="Another person has done this in a plant like ours.",
        by=manager,
        now=NOW,
    )
    let_it_be_heard()
    ended = client.post(reverse("shortlists:correct", args=[address(entry.firm, entry)]), {})

    assert [invited.status_code, ended.status_code] == [403, 403]
    assert f"{manager.full_name} invited them to an interview at" in invited.content.decode()
    assert "This ended at" in ended.content.decode()


def test_only_the_firm_that_speaks_for_somebody_changes_what_is_said() -> None:
    entry = put_forward()
    stranger = ConsultantFactory().user

    answers = [
        bool(may(user, entry))
        for may in (policy.can_correct_submission, policy.can_withdraw_submission)
        for user in (entry.consultant.user, stranger, entry.candidate.user)
    ]

    assert answers == [True, False, False] * 2


# At once


@pytest.mark.django_db(transaction=True)
def test_of_reading_and_withdrawing_at_once_the_client_is_told_what_happened() -> None:
    for _ in range(3):
        entry = put_forward()

        ends = at_once(
            lambda entry=entry: decisions.read_person(entry, by=entry.brief.manager.user, now=NOW),
            lambda entry=entry: withdraw(entry),
        )

        assert not any(isinstance(end, Exception) for end in ends)
        was_read = ends[0] is True
        manager = entry.brief.manager.user
        assert (person(entry).status_code == 200) == was_read
        assert (entry.candidate.user.full_name in notices_of(manager)[-1].subject) == was_read


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_exactly_one_is_stored() -> None:
    entry = put_forward()
    words = [RIGHT, "She has led the whole site through such a case, and closed it."]

    ends = at_once(*[lambda one=one: correct(entry, introduction=one, version=1) for one in words])

    assert sorted(type(end).__name__ for end in ends) == ["CorrectedSince", "bool"]
    assert Submission.objects.get().version == 2
    assert words_of(Submission.objects.get()).introduction in words


@pytest.mark.django_db(transaction=True)
def test_of_inviting_and_withdrawing_at_once_exactly_one_wins() -> None:
    entry = put_forward(is_read=True)
    starts = [NOW + timedelta(days=3), NOW + timedelta(days=4)]

    ends = at_once(
        lambda: decisions.invite(
            entry, starts=starts, minutes=60, place="", by=entry.brief.manager.user, now=NOW
        ),
        lambda: withdraw(entry),
    )

    assert len([end for end in ends if isinstance(end, Exception)]) == 1
    assert Entry.objects.get().status in {Entry.Status.INTERVIEW, Entry.Status.MANDATED}
