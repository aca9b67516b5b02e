"""The page of an envelope: who decides sets it, changes it, and answers whether it can move."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity
from engagements.models import Brief, BriefPerson
from engagements.timeline import timeline_of
from terms import clock
from terms.actions import checks
from terms.law import PayDuty, pay_duty
from terms.models import Envelope, PayRange
from tests.browsers import browser_of, without_what_passes
from tests.factories import NOW, BriefFactory, BriefPersonFactory, ClientMemberFactory
from tests.terms.checks import MORNING, brief_with_envelope, change, checked, person

pytestmark = pytest.mark.django_db

FIRST: dict[str, Any] = {
    "number": 0,
    "amount": "1400",
    "others": "300",
    "currency": "GBP",
    "basis": "day",
    "treatment": "outside",
}
PAY = {"lowest": "9000", "highest": "11500", "currency": "EUR", "per": "month"}


@pytest.fixture
def brief() -> Brief:
    made: Brief = BriefFactory(opened=True)
    return made


@pytest.fixture
def browser(brief: Brief) -> Browser:
    return browser_of(brief.manager.user)


def url(brief: Brief, name: str = "envelope") -> str:
    return reverse(f"terms:{name}", args=[brief.ref])


def test_who_decides_sets_it_and_nobody_else_reads_it(brief: Brief, browser: Browser):
    answer = browser.post(url(brief), FIRST)

    envelope = Envelope.objects.get()
    assert answer["Location"] == url(brief)
    assert (envelope.number, envelope.left_for_a_day) == (0, Decimal(1100))
    assert b"GBP 1,400 for one working day" in browser.get(url(brief)).content
    colleague = ClientMemberFactory(client=brief.client, is_admin=True)
    refused = browser_of(colleague.user).get(url(brief))
    assert refused.status_code == 403
    assert b"Only the people who decide on this brief read its envelope." in refused.content


def test_a_co_owner_reads_and_sets_it(brief: Brief):
    co_owner = BriefPersonFactory(brief=brief, role=BriefPerson.Role.CO_OWNER).member

    browser_of(co_owner.user).post(url(brief), FIRST)

    assert list(Envelope.objects.visible_to(co_owner.user)) == [Envelope.objects.get()]
    assert not Envelope.objects.visible_to(ClientMemberFactory().user).exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "", "Give an amount in figures"),
        ("amount", "0", "Give an amount above zero."),
        ("amount", "NaN", "in figures"),
        ("amount", "1e30", "too large"),
        ("others", "", "0 is an answer"),
        ("others", "-1", "Give 0 or more."),
        ("others", "1400", "Nothing would be left for the interim."),
        ("currency", "DEM", "Choose one of those offered here."),
        ("basis", "year", "Choose one of those offered here."),
        ("treatment", "", "Say how the work would be taxed."),
        ("number", "9", "at most"),
    ],
)
def test_bad_input_is_refused_with_a_message(brief, browser, field, value, words):
    answer = browser.post(url(brief), FIRST | {field: value})

    assert answer.status_code == 422
    errors = [str(one) for found in answer.context["form"].errors.values() for one in found]
    assert any(words in one for one in errors) or words in answer.content.decode()
    assert not Envelope.objects.exists()


def test_the_whole_assignment_needs_its_days(brief: Brief, browser: Browser):
    whole = FIRST | {"basis": "whole", "amount": "90000"}

    refused = browser.post(url(brief), whole)
    browser.post(url(brief), whole | {"days": "60"})

    assert refused.status_code == 422
    assert b"Say how many working days the whole assignment has." in refused.content
    assert Envelope.objects.get().left_for_a_day == Decimal(1495)


def test_the_page_knows_from_the_brief_what_it_can(brief: Brief, browser: Browser):
    Brief.objects.update(duration_weeks=20, days_per_week=3, contract_form=Brief.Contract.UMBRELLA)

    form = browser.get(url(brief)).context["form"]

    assert (form["days"].value(), form["treatment"].value()) == (60, "inside")


def test_a_change_needs_a_reason_that_stays_with_the_envelope(brief: Brief, browser: Browser):
    browser.post(url(brief), FIRST)
    more = FIRST | {"number": 1, "amount": "1500"}

    refused = browser.post(url(brief), more | {"reason": " "})
    browser.post(url(brief), more | {"reason": "The board agreed to 1500."})

    assert refused.status_code == 422
    assert b"Say why it changes." in refused.content
    page = browser.get(url(brief)).content.decode()
    assert "The board agreed to 1500." in page
    assert "One change is left, the last." in page
    trail = Activity.objects.about(brief)
    assert [row.kind for row in trail.order_by("pk")] == [
        "brief.envelope_set",
        "brief.envelope_changed",
    ]
    assert [(row.facts, row.written) for row in trail.with_notes()] == [({}, "")] * 2


def test_no_firm_reads_in_the_timeline_that_an_envelope_was_set():
    brief = brief_with_envelope()
    entry, _ = checked(brief)
    change(brief, 950)

    own = [event.what for event in timeline_of(brief, brief.manager.user, interims={})]
    of_firm = [event.what for event in timeline_of(brief, entry.consultant.user, interims={})]

    assert any("changed the envelope" in text for text in own)
    assert not any("envelope" in text for text in of_firm)


def test_what_was_saved_in_another_window_is_not_overwritten(brief: Brief, browser: Browser):
    browser.post(url(brief), FIRST)

    late = browser.post(url(brief), FIRST | {"amount": "1700", "reason": "More."})

    assert late.status_code == 422
    assert b"in another window" in late.content
    assert b'value="1700"' in late.content
    assert Envelope.objects.count() == 1


def test_an_ended_brief_or_one_on_hold_keeps_its_envelope(brief: Brief, browser: Browser):
    Brief.objects.update(status="on_hold", status_before_hold="open")
    on_hold = browser.post(url(brief), FIRST)
    Brief.objects.update(status="cancelled")
    ended = browser.post(url(brief), FIRST)

    assert (on_hold.status_code, ended.status_code) == (409, 409)
    assert b"Resume it first" in on_hold.content
    assert not Envelope.objects.exists()


def test_the_question_says_no_name_no_number_and_no_amount():
    brief = brief_with_envelope(900)
    entries = [checked(brief, floor=1013)[0] for _ in range(3)]
    for entry in entries:
        checks.ask_to_move(entry, by=person(entry), now=NOW)
    clock.pass_on_questions(MORNING)

    page = browser_of(brief.manager.user).get(url(brief)).content.decode()

    assert "Someone worth meeting is outside your envelope: can it move?" in page
    assert not any(person(entry).full_name in page for entry in entries)
    for secret in ("1,013", "1013", "three", "3 people"):
        assert secret not in page


def test_no_answer_of_a_person_reaches_the_client():
    """Its pages are the same whether people are within, outside, or have decided."""
    brief = brief_with_envelope(900)
    browser = browser_of(brief.manager.user)
    pages = [url(brief), brief.get_absolute_url(), reverse("shortlists:compare", args=[brief.ref])]
    within, outside = checked(brief, floor=1)[0], checked(brief, floor=1000)[0]
    before = [strip(browser.get(page)) for page in pages]

    checks.work_within(outside, by=person(outside), now=NOW)
    after = [strip(browser.get(page)) for page in pages]

    assert after == before
    assert within.pk != outside.pk
    assert not any("within" in text.replace("lies within it", "") for text in after)


def strip(answer: Any) -> str:
    """Return the words of a page's content."""
    page = without_what_passes(answer.content.decode())
    return " ".join(page.partition('<main class="page-main"')[2].partition("</main>")[0].split())


def test_it_cannot_move_is_an_answer_and_a_second_press_is_too_late():
    brief = brief_with_envelope()
    entry, _ = checked(brief)
    checks.ask_to_move(entry, by=person(entry), now=NOW)
    clock.pass_on_questions(MORNING)
    browser = browser_of(brief.manager.user)
    question = browser.get(url(brief)).context["question"]

    answers = [
        browser.post(url(brief, "keep_envelope"), {"question": str(question.ref)}).status_code
        for _ in range(2)
    ]

    assert answers == [302, 409]
    assert "can it move?" not in browser.get(url(brief)).content.decode()


@pytest.mark.parametrize(
    ("form", "region", "duty"),
    [
        ("employment", "de-west", PayDuty.WANTED),
        ("umbrella", "benelux", PayDuty.WANTED),
        ("service", "de-west", PayDuty.NOT_EMPLOYED),
        ("employment", "uk-london", PayDuty.ELSEWHERE),
        ("employment", "ch", PayDuty.ELSEWHERE),
        ("", "de-west", PayDuty.UNKNOWN),
        ("employment", "", PayDuty.UNKNOWN),
    ],
)
def test_contract_and_region_decide_whether_a_pay_range_is_wanted(form, region, duty):
    assert pay_duty(Brief(contract_form=form, region=region)) == duty


def test_the_pay_range_is_asked_for_where_the_law_wants_it(brief: Brief, browser: Browser):
    before = browser.get(url(brief)).content.decode()
    Brief.objects.update(contract_form="employment", region="de-west")
    asked = browser.get(brief.get_absolute_url()).content.decode()

    browser.post(url(brief, "pay_range"), PAY)
    browser.post(url(brief, "pay_range"), PAY | {"highest": "12000"})

    assert "pay-form" not in before
    assert "The law wants a pay range here, and it is missing." in asked
    stated = PayRange.objects.get()
    assert (stated.lowest, stated.highest) == (9000, 12000)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("lowest", "", "Give an amount in figures"),
        ("lowest", "0", "Give an amount above zero."),
        ("highest", "8999", "not below the first one"),
        ("highest", "a lot", "in figures"),
        ("per", "life", "Choose one of those offered here."),
    ],
)
def test_a_bad_pay_range_is_refused_with_a_message(brief, browser, field, value, words):
    Brief.objects.update(contract_form="employment", region="de-west")

    answer = browser.post(url(brief, "pay_range"), PAY | {field: value})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PayRange.objects.exists()
