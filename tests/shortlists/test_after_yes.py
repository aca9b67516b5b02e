"""After an interim's yes: who speaks for them, what the client reads, what comes next."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from shortlists.actions import briefs, decisions, interviews, submitted, withdrawals
from shortlists.asking import url_for
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.factories import NOW, TODAY
from tests.shortlists.choices import approached, let_it_be_heard
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def chosen() -> Entry:
    """Return the conversation of an interim who chose a firm on a brief in search."""
    brief = ready_brief()
    entry, _ = mandated(brief, seat_on(brief))
    return entry


def put_forward() -> Entry:
    entry = chosen()
    submit_shown(entry, by=entry.consultant.user, now=NOW, **case_for(entry.brief))
    return Entry.objects.get(pk=entry.pk)


def page_of(entry: Entry) -> str:
    assert entry.candidate.user
    return browser_of(entry.candidate.user).get(entry.get_absolute_url()).content.decode()


def top_of(entry: Entry) -> str:
    """Return the part of the page that stands before the letter."""
    return page_of(entry).split('class="letter"')[0]


def test_who_chose_a_firm_reads_at_the_top_who_speaks_for_them_and_what_comes_next() -> None:
    entry = chosen()
    speaker, client = entry.consultant.user.full_name, entry.brief.client.name

    top = top_of(entry)

    assert f"{entry.firm.name} speaks for you" in top
    assert f"{speaker} writes why you would reach each result" in top
    assert f"What\n    {client} will read about you" in top
    assert 'href="#withdraw"' in top
    assert 'id="withdraw"' in page_of(entry)


def test_before_it_goes_the_interim_reads_their_profile_and_can_object() -> None:
    entry = chosen()

    top = top_of(entry)

    assert entry.mandates.get().profile["headline"] in top
    assert "Something in it is not right?" in top
    assert "before it goes" in top
    assert 'href="#ask"' in top


def test_once_it_went_the_interim_reads_every_word_that_the_client_reads() -> None:
    entry = put_forward()
    submission = entry.submission

    top = top_of(entry)

    said = [submission.introduction, submission.risk, submission.rationales.get().text]
    assert [words for words in said if words not in top] == []
    assert "reads about you" in top
    assert "before it goes" not in top


def test_words_that_were_taken_back_are_not_shown_as_what_the_client_reads() -> None:
    entry = put_forward()
    words = entry.submission.introduction
    submitted.withdraw_submission(
        entry, by=entry.consultant.user, reason="The plan has changed.", now=NOW
    )

    assert words not in top_of(Entry.objects.get(pk=entry.pk))


def test_what_comes_next_follows_the_conversation() -> None:
    entry = put_forward()
    manager, interim = entry.brief.manager.user, entry.candidate.user
    sent = top_of(entry)
    decisions.read_person(entry, by=manager, now=NOW)
    read = top_of(entry)
    starts = [NOW + 900 * DAY, NOW + 901 * DAY]
    decisions.invite(entry, starts=starts, minutes=45, place="", by=manager, now=NOW)
    invited = top_of(entry)
    interviews.pick_slot(entry, slot=entry.slots.soonest_first()[0], by=interim, now=NOW)
    picked = top_of(entry)

    assert "Time to read it:" in sent
    assert "has read about you, and invites you or gives you a reason" in read
    assert "wants to meet you: pick a time below" in invited
    assert f"You meet {manager.full_name}" in picked


def test_on_hold_nothing_comes_next() -> None:
    entry = chosen()
    briefs.hold_brief(
        entry.brief,
        reason="The board meets.",
        review_on=TODAY + DAY,
        by=entry.brief.manager.user,
        now=NOW,
    )

    assert "has put the brief on hold. Your place is kept." in top_of(entry)


def test_before_the_yes_and_after_the_end_there_is_no_such_part() -> None:
    asked = approached()
    ended = put_forward()
    withdrawals.withdraw(ended, by=ended.candidate.user, now=NOW)

    assert "speaks for you" not in page_of(asked.entry)
    assert "speaks for you" not in page_of(ended)


# A decision stands in the main column until it is read


def declined() -> Entry:
    entry = put_forward()
    manager = entry.brief.manager.user
    decisions.read_person(entry, by=manager, now=NOW)
    decisions.decline(
        entry,
        reason="chemistry",
        criterion=entry.brief.criteria.get(),
        text="We doubt that the two of us would work well together.",
        by=manager,
        now=NOW,
    )
    return Entry.objects.get(pk=entry.pk)


def main_column(user) -> str:
    return browser_of(user).get("/today/").content.decode().split("<h2>Recent</h2>")[0]


def test_a_decision_stands_on_today_until_the_interim_and_the_firm_have_read_it() -> None:
    entry = declined()
    people = (entry.candidate.user, entry.consultant.user)
    words = "Decided, and not read by you yet"
    held = [words in main_column(user) for user in people]
    let_it_be_heard()
    before = [words in main_column(user) for user in people]
    assert "has decided not to continue with you" in main_column(people[0])

    for user in people:
        browser = browser_of(user)
        for notice in user.notices.all():
            browser.post(reverse("accounts:open_notice", args=[notice.ref]))

    assert (held, before) == ([False, False], [True, True])
    assert [words in main_column(user) for user in people] == [False, False]


def test_the_page_of_a_decision_takes_it_off_today_and_a_get_changes_nothing() -> None:
    entry = declined()
    let_it_be_heard()
    words = "Decided, and not read by you yet"
    pages = {
        entry.candidate.user: entry.get_absolute_url(),
        entry.consultant.user: url_for(entry.firm, entry),
    }

    for user, path in pages.items():
        browser = browser_of(user)
        page = browser.get(path).content.decode()
        seen = words in main_column(user)
        (mark,) = re.findall(r'hx-post="(/me/notices/[^"]+/read/)"\s+hx-trigger="load"', page)
        other = browser.get("/me/").content.decode()
        answer = browser.post(mark, headers={"HX-Request": "true"})

        assert (seen, answer.status_code) == (True, 204)
        assert "/read/" not in re.sub("/notices/read/", "", other)
        assert words not in main_column(user)
        assert mark not in browser.get(path).content.decode()


def test_without_scripts_the_page_of_a_decision_has_a_button() -> None:
    entry = declined()
    let_it_be_heard()
    browser = browser_of(entry.candidate.user)
    page = browser.get(entry.get_absolute_url()).content.decode()
    (mark,) = re.findall(r'action="(/me/notices/[^"]+/read/)"', page)

    answer = browser.post(mark)

    assert "<noscript>" in page
    assert answer.headers["Location"] == entry.get_absolute_url()


def test_other_news_stays_beside_the_list() -> None:
    entry = put_forward()

    page = browser_of(entry.candidate.user).get("/today/")

    assert page.context["decisions"] == []
    assert [notice.notice.kind for notice in page.context["notices"]] == ["entry.put_forward"]
