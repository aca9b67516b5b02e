"""What an interim reads of terms in their conversation, and what they do there."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from engagements.models import Brief
from shortlists.models import Entry
from terms import clock
from terms.actions import checks, envelopes
from terms.models import EnvelopeQuestion, SealedCheck
from tests.browsers import browser_of
from tests.factories import NOW, EntryFactory, FloorFactory, PayRangeFactory
from tests.frame.stale import effects
from tests.shortlists.worlds import ready_brief
from tests.terms.checks import MORNING, brief_with_envelope, change, check_of, checked, person

pytestmark = pytest.mark.django_db

ACTS = ("work_within", "ask_to_move", "step_out")


def page_of(entry: Entry) -> str:
    """Return the words of the conversation's page, as its interim reads it."""
    page = browser_of(person(entry)).get(entry.get_absolute_url()).content.decode()
    return " ".join(page.split())


def press(entry: Entry, act: str, browser: Browser | None = None) -> Any:
    browser = browser or browser_of(person(entry))
    return browser.post(reverse(f"terms:{act}", args=[entry.ref]))


@pytest.mark.parametrize(
    ("has_floor", "link"), [(True, "Look at your floor"), (False, "Say what your floor is")]
)
def test_before_yes_it_says_what_will_be_compared(has_floor: bool, link: str):
    entry = EntryFactory(approached=True)
    if has_floor:
        FloorFactory(candidate=entry.candidate)

    page = page_of(entry)

    assert "Once you say yes, a sealed check compares your floor" in page
    assert link in page


@pytest.mark.parametrize(
    ("floor", "answer"),
    [
        (900, "What you ask lies within what the client can pay for this work."),
        (1000, "What you ask lies above what the client can pay for this work."),
        (None, "You had not said what you ask for this kind of work."),
    ],
)
def test_the_answer_stands_in_the_conversation(floor: int | None, answer: str):
    entry, _ = checked(brief_with_envelope(900), floor=floor)

    page = page_of(entry)

    assert answer in page
    assert ("Step out" in page) == (floor == 1000)
    for secret in ("1150", "1,150", "GBP 900"):
        assert secret not in page


def test_between_yes_and_the_check_it_says_that_it_runs():
    brief = brief_with_envelope()
    entry = EntryFactory(brief=brief, mandated=True)

    assert "It runs within a minute." in page_of(entry)


def test_who_asks_reads_when_the_client_is_asked_and_can_still_decide():
    entry, _ = checked(brief_with_envelope())

    checks.ask_to_move(entry, by=person(entry), now=NOW)
    held = page_of(entry)
    clock.pass_on_questions(MORNING)
    passed = page_of(entry)

    assert "Friday 20 November, 09:00" in held
    assert "The client is asked whether it can move." in passed
    for page in (held, passed):
        assert "Ask whether it can move" not in page
        assert "Work within it" in page


def test_after_no_they_read_that_it_cannot_move():
    brief = brief_with_envelope()
    entry, _ = checked(brief)
    checks.ask_to_move(entry, by=person(entry), now=NOW)
    clock.pass_on_questions(MORNING)
    question = EnvelopeQuestion.objects.select_related("envelope").get()
    envelopes.keep_envelope(question, by=brief.manager.user, now=MORNING)

    page = page_of(entry)

    assert "says that it cannot" in page
    assert "Ask whether it can move" not in page


def test_after_two_changes_they_read_that_it_is_final():
    brief = brief_with_envelope(800)
    entry, _ = checked(brief)
    change(brief, 850, number=1)
    change(brief, 900, number=2)

    assert "changed its envelope twice, so it is final" in page_of(entry)


def test_each_way_has_its_end():
    entries = [checked(brief_with_envelope())[0] for _ in ACTS]

    answers = [press(entry, act) for entry, act in zip(entries, ACTS, strict=True)]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert [check_of(entry).status for entry in entries] == ["works", "asked", "stepped_out"]
    pages = [page_of(entry) for entry in entries]
    assert "You work within what the client can pay." in pages[0]
    assert "The terms did not meet, and you stepped out." in pages[2]
    assert "It does not count against you anywhere." in pages[2]


@pytest.mark.parametrize("act", ACTS)
def test_a_second_press_is_too_late_and_does_nothing(act: str):
    entry, _ = checked(brief_with_envelope())
    first = press(entry, act)
    after_first = effects()

    second = press(entry, act)

    assert first.status_code == 302
    if act == "ask_to_move":  # asking is no end: nothing happens twice
        assert second.status_code in {302, 409}
    else:
        assert second.status_code == 409
    assert effects() == after_first


@pytest.mark.parametrize("act", ACTS)
def test_only_the_interim_decides(act: str):
    entry, _ = checked(brief_with_envelope())
    stranger, _ = checked(brief_with_envelope())

    of_firm = press(entry, act, browser_of(entry.consultant.user))
    of_another = press(entry, act, browser_of(person(stranger)))

    assert (of_firm.status_code, of_another.status_code) == (403, 404)
    assert check_of(entry).status == SealedCheck.Status.UNDECIDED


def test_no_firm_and_no_client_reads_the_answer():
    entry, _ = checked(brief_with_envelope())
    checks.ask_to_move(entry, by=person(entry), now=NOW)
    firm = browser_of(entry.consultant.user)
    ref = entry.approaches.get().ref

    page = firm.get(reverse("shortlists:firm_conversation", args=[ref])).content.decode()

    assert "sealed check" not in page.lower()


def test_a_decision_stands_on_today():
    entry, _ = checked(brief_with_envelope())

    page = browser_of(person(entry)).get(reverse("today")).content.decode()

    assert "It leaves a decision to you; nobody else knows of it" in page
    assert f"{entry.get_absolute_url()}#terms" in page


def test_a_question_stands_on_today_of_those_who_decide():
    brief = brief_with_envelope()
    entry, _ = checked(brief)
    checks.ask_to_move(entry, by=person(entry), now=NOW)
    browser = browser_of(brief.manager.user)
    before = browser.get(reverse("today")).content.decode()

    clock.pass_on_questions(MORNING)

    assert "can it move?" not in before
    page = browser.get(reverse("today")).content.decode()
    assert "Is outside your envelope: can it move?" in page
    assert person(entry).full_name not in page


def employed(**facts: Any) -> Brief:
    return ready_brief(contract_form="employment", region="de-west", **facts)


def test_whoever_is_asked_reads_the_pay_range_beside_the_pack():
    brief = employed()
    PayRangeFactory(brief=brief)
    entry = EntryFactory(brief=brief, approached=True)

    page = page_of(entry)

    assert "EUR 9,000 to EUR 11,500 a month, before tax" in page
    assert "Nobody may ask what you were paid before." in page


def test_a_missing_pay_range_is_said():
    entry = EntryFactory(brief=employed(), approached=True)

    assert "The client has not stated the pay range yet." in page_of(entry)


@pytest.mark.parametrize("facts", [{"contract_form": "service"}, {"region": "uk-london"}])
def test_where_the_law_wants_none_no_pay_is_shown(facts: dict[str, str]):
    brief = employed()
    PayRangeFactory(brief=brief)
    Brief.objects.update(**facts)
    entry = EntryFactory(brief=Brief.objects.get(), approached=True)

    page = page_of(entry)

    assert "9,000" not in page
    assert 'id="pay"' not in page
