"""The pages of the words that go to the client: one text for three readers, and who waits."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate
from engagements.models import Criterion
from shortlists.actions import submitted
from shortlists.asking import address
from shortlists.models import Entry, Mandate, ShownWords, Submission
from tests.browsers import browser_of
from tests.factories import NOW, PastAssignmentFactory
from tests.shortlists.showing import (
    HOUR,
    WRONG,
    agree,
    chosen,
    hold,
    object_to,
    of_conversation,
    page_of,
    run_clock,
    show,
    submit,
    today,
)
from tests.shortlists.worlds import (
    as_posted,
    case_for,
    mandated,
    open_to,
    ready_brief,
    seat_on,
    second_criterion,
)

pytestmark = pytest.mark.django_db

SHOW = {"show": "1"}  # the button that shows the words


def url(entry: Entry, name: str = "submit") -> str:
    return reverse(f"shortlists:{name}", args=[address(entry.firm, entry)])


def freshen() -> None:
    """Let availability and permission be of today, for pages that ask the clock."""
    today = timezone.localdate()
    Candidate.objects.update(availability_confirmed_on=today)
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))


def read_in(page: str) -> list[str]:
    """Return what the client reads, as it stands in a page: the words, and the profile."""
    found = re.findall(r'<div class="stack-l" data-reads="(\w+)">(.*?)\n</div>', page, re.DOTALL)
    assert [part for part, _ in found] == ["words", "profile"]
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for _, text in found]


# One text for three readers


def test_the_interim_the_consultant_and_the_client_read_the_same() -> None:
    brief = ready_brief()
    second_criterion(brief)
    ours = seat_on(brief)
    person = open_to(ours.firm)
    work = PastAssignmentFactory(candidate=person, measure="orders 26 % to 2 %")
    entry, _ = mandated(brief, ours, person)
    case = case_for(brief)
    case["rationales"][str(brief.criteria.get(position=1).ref)]["evidence"] = str(work.ref)
    shown = show(entry, ours, **case)

    preview = read_in(page_of(ours.user, url(entry)))
    before = read_in(of_conversation(entry))
    agree(entry, shown)
    submit(entry, ours, **case)
    after = read_in(of_conversation(entry))
    client = read_in(page_of(brief.manager.user, reverse("shortlists:person", args=[entry.ref])))

    assert preview == before == after == client
    words = client[0]
    said = [case["introduction"], case["risk"], "orders 26 % to 2 %", *_reasons(case)]
    assert [text for text in said if text not in words] == []
    assert work.title in client[1]


def test_a_draft_is_previewed_as_it_will_be_read_and_an_empty_one_is_not() -> None:
    entry, ours = chosen()
    browser = browser_of(ours.user)
    empty = browser.get(url(entry)).content.decode()
    browser.post(url(entry, "save_draft"), as_posted(case_for(entry.brief)))

    preview = read_in(browser.get(url(entry)).content.decode())

    show(entry, ours)
    assert 'id="preview"' not in empty
    assert preview == read_in(of_conversation(entry))


def _reasons(case: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    return [said["text"] for said in case["rationales"].values()]


def test_what_the_client_reads_stays_when_the_interim_edits_the_cited_assignment() -> None:
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(ours.firm)
    work = PastAssignmentFactory(candidate=person, measure="orders 26 % to 2 %")
    entry, _ = mandated(brief, ours, person)
    case = case_for(brief)
    case["rationales"][str(Criterion.objects.get().ref)]["evidence"] = str(work.ref)
    agree(entry, show(entry, ours, **case))
    submit(entry, ours, **case)
    path = reverse("shortlists:person", args=[entry.ref])
    before = read_in(page_of(brief.manager.user, path))

    type(work).objects.update(measure="orders 90 % to 1 %", title="Chief of everything")

    assert read_in(page_of(brief.manager.user, path)) == before


# The interim's page


def test_the_interim_reads_the_words_answers_and_the_firm_learns_what_is_wrong() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    browser = browser_of(entry.candidate.user)
    asked = of_conversation(entry)

    answer = browser.post(
        reverse("shortlists:object_to_words", args=[entry.ref]),
        {"seen": shown.ref, "text": WRONG},
        follow=True,
    ).content.decode()

    assert "This is right" in asked
    assert "Something is wrong" in asked
    assert "You said what is wrong. These words do not go." in answer
    assert "This is right" not in answer.split('id="words"')[1]
    for path in (url(entry), url(entry, "firm_conversation")):
        told = page_of(ours.user, path)
        assert WRONG in told
        assert "objects to your words" in told


def test_agreeing_leads_to_putting_forward() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    freshen()
    before = page_of(ours.user, url(entry))

    browser_of(entry.candidate.user).post(
        reverse("shortlists:agree_to_words", args=[entry.ref]), {"seen": shown.ref}
    )

    after = page_of(ours.user, url(entry))
    button = f">Put {entry.candidate.user.short_name} forward</button>"
    assert (button in before, button in after) == (False, True)
    browser_of(ours.user).post(url(entry), as_posted(case_for(entry.brief)))
    assert Submission.objects.get().shown_words == shown


def test_an_objection_without_words_is_refused_beside_its_field() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)

    answer = browser_of(entry.candidate.user).post(
        reverse("shortlists:object_to_words", args=[entry.ref]), {"seen": shown.ref, "text": " "}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what is wrong, so that they can change it." in page
    assert f'name="seen" value="{shown.ref}"' in page
    assert ShownWords.objects.get().is_waiting


@pytest.mark.parametrize("seen", ["", "nonsense", "6c0a7d1e-6f5c-4f39-8a5e-0d5f8a4f5f10"])
def test_an_answer_to_something_else_is_told_how_it_stands(seen: str) -> None:
    entry, ours = chosen()
    show(entry, ours)

    answer = browser_of(entry.candidate.user).post(
        reverse("shortlists:agree_to_words", args=[entry.ref]), {"seen": seen}
    )

    assert answer.status_code == 409
    assert ShownWords.objects.get().is_waiting


def test_an_answer_in_an_old_tab_is_told_what_was_said_since() -> None:
    entry, ours = chosen()
    shown = show(entry, ours)
    object_to(entry, shown)

    answer = browser_of(entry.candidate.user).post(
        reverse("shortlists:agree_to_words", args=[entry.ref]), {"seen": str(shown.ref)}
    )

    assert answer.status_code == 409
    assert "You have said what is wrong</h1>" in answer.content.decode()


def test_what_changed_since_the_objection_is_marked() -> None:
    entry, ours = chosen()
    object_to(entry, show(entry, ours))
    show(entry, ours, introduction="She advised the head of such a site, for half a year.")

    page = of_conversation(entry)

    part = page.split('id="words-changed"')[1].split('data-reads="words"')[0]
    assert "What changed since you answered" in part
    assert WRONG in part
    assert re.search(r"<del>.*has closed", part, re.DOTALL)
    assert re.search(r"<ins>.*advised", part, re.DOTALL)


def test_what_was_replaced_before_an_answer_is_compared_with_what_was_answered_or_first_shown() -> (
    None
):
    entry, ours = chosen()
    show(entry, ours)
    show(entry, ours, introduction="Version two, which nobody read.")
    last = show(entry, ours, introduction="She advised the head of such a site, for half a year.")

    part = of_conversation(entry).split('id="words-changed"')[1].split('data-reads="words"')[0]
    assert "What changed since it was first shown to you" in part
    assert "Version two" not in part
    object_to(entry, last)
    show(entry, ours, introduction="She led such a site, for half a year.")
    part = of_conversation(entry).split('id="words-changed"')[1].split('data-reads="words"')[0]
    assert "What changed since you answered" in part
    assert re.search(r"<del>.*advised", part, re.DOTALL)


def test_a_correction_after_it_went_is_read_by_the_interim_before_and_after_the_client() -> None:
    entry, ours = chosen()
    agree(entry, show(entry, ours))
    submit(entry, ours)
    case = case_for(entry.brief) | {"introduction": "She has closed two such cases, not one."}

    submitted.correct_submission(entry, by=ours.user, version=1, now=NOW + HOUR, **case)

    page = of_conversation(Entry.objects.get(pk=entry.pk))
    assert "Corrected on" in page
    assert re.search(r"<ins>.*two such cases", page, re.DOTALL)


def test_the_client_and_other_firms_learn_nothing_before_it_goes() -> None:
    entry, ours = chosen()
    other = seat_on(entry.brief)
    object_to(entry, show(entry, ours))

    for user in (entry.brief.manager.user, other.user):
        browser = browser_of(user)
        for path in (entry.get_absolute_url(), reverse("shortlists:person", args=[entry.ref])):
            assert browser.get(path, follow=True).status_code == 404
        assert WRONG not in browser.get("/today/").content.decode()


# The consultant's page


def test_the_button_shows_first_and_a_changed_draft_is_shown_again() -> None:
    entry, ours = chosen()
    name = entry.candidate.user.short_name
    freshen()
    browser = browser_of(ours.user)
    posted = as_posted(case_for(entry.brief))

    first = browser.post(url(entry), posted | SHOW, follow=True).content.decode()
    agree(entry, ShownWords.objects.get())
    changed = browser.post(url(entry), posted | {"introduction": "Others. " * 9})
    browser.post(url(entry, "save_draft"), posted | {"introduction": "Others. " * 9})
    again = browser.get(url(entry)).content.decode()

    assert f"{name} reads your words" in first
    assert changed.status_code == 422
    assert "has not read these words as they are now" in changed.content.decode()
    assert not Submission.objects.exists()
    assert "Your draft says something else now" in again
    assert f"Put {name} forward</button>" not in again
    assert "again to" in again


def test_showing_an_unfinished_case_marks_the_missing_reason_and_keeps_the_rest() -> None:
    entry, ours = chosen()
    posted = as_posted(case_for(entry.brief)) | {"risk": "Ask about the first month."}
    ref = entry.brief.criteria.get().ref

    answer = browser_of(ours.user).post(url(entry), posted | SHOW | {f"text_{ref}": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].has_error(f"text_{ref}", "required")
    assert "Ask about the first month." in page
    assert not ShownWords.objects.exists()


def test_words_that_were_objected_to_are_refused_on_the_page() -> None:
    entry, ours = chosen()
    object_to(entry, show(entry, ours))

    answer = browser_of(ours.user).post(url(entry), as_posted(case_for(entry.brief)) | SHOW)

    assert answer.status_code == 422
    assert "They objected to exactly these words" in answer.content.decode()


# Who waits for whom


def test_today_says_whose_turn_it_is() -> None:
    entry, ours = chosen()
    interim, firm = entry.candidate.user, ours.user
    ask, read = "Shows you what the client will read about you", "Reads what you wrote"
    assert "write why, and show it to them" in today(firm)
    assert "shows it to you before it goes" in today(interim)

    shown = show(entry, ours)
    waits = (ask in today(interim), read in today(firm), "Put forward" in today(firm))
    object_to(entry, shown)
    objected = (ask in today(interim), "Objects to your words" in today(firm))
    changes = "changes what you say is wrong" in today(interim)
    second = show(entry, ours, introduction="She advised the head of such a site.")
    agree(entry, second)

    assert waits == (True, True, False)
    assert objected == (False, True)
    assert changes
    assert "Says that your words are right: put them forward" in today(firm)
    assert "with the words that you have read" in today(interim)


def test_lists_of_conversations_say_whose_turn_it_is() -> None:
    entry, ours = chosen()
    show(entry, ours)
    interim, firm = entry.candidate.user, ours.user

    of_firm = page_of(firm, "/conversations/?show=interim")
    ours_to_do = page_of(firm, "/conversations/?show=ours")
    of_interim = page_of(interim, "/conversations/?show=ours")

    assert "They read what you wrote, before it goes." in of_firm
    assert "They read what you wrote" not in ours_to_do
    assert "Read what the client will read about you." in of_interim


def test_after_the_time_the_consultant_may_and_the_interim_can_still_object() -> None:
    entry, ours = chosen()
    show(entry, ours)
    run_clock(NOW + 18 * HOUR, NOW + 24 * HOUR)

    of_interim = of_conversation(entry)

    assert "Your time to answer has passed, so this may go now." in of_interim
    assert "Something is wrong" in of_interim
    assert "has not objected in time" in page_of(ours.user, url(entry))
    assert "Has not objected to your words in time" in today(ours.user)


def test_on_hold_the_pages_say_why_there_is_nothing_to_answer() -> None:
    entry, ours = chosen()
    show(entry, ours)
    hold(entry)

    page = of_conversation(entry)

    assert "Answer when it is resumed." in page
    assert "This is right" not in page
    on_today = today(entry.candidate.user)
    assert "as soon as the brief is resumed" in on_today
    assert "Shows you what the client will read" not in on_today
    for path in (url(entry), url(entry, "firm_conversation")):
        assert "on hold, and so is their time to answer" in page_of(ours.user, path)
