"""The pages of references: the interim's, the referee's, and the parts that others read."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from references.models import Reference, ReferenceLink
from shortlists.asking import address
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    CandidateFactory,
    LoanFactory,
    PastAssignmentFactory,
    RefereeFactory,
    ReferenceFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
SAW = "Deliveries were late for a year. Five months later they were not."


@pytest.fixture
def asked() -> Reference:
    return ReferenceFactory(expires_at=timezone.now() + timedelta(days=1))


def letter(reference: Reference, route: str = "references:referee") -> str:
    return reverse(route, args=[ReferenceLink.make(reference)])


def answer(**facts: str) -> dict[str, str]:
    words = {"verdict": "yes", "saw": SAW, "basis": "I was there.", "is_named": "no"}
    return words | {"name": "Dagmar Lind", "role": "Chief operating officer"} | facts


# The referee


def test_a_referee_reads_who_asks_about_what_and_answers_without_an_account(asked):
    browser, url = Browser(), letter(asked)

    page = browser.get(url).content.decode()
    assert asked.candidate.user.full_name in page
    assert asked.result in page
    assert "Harrow Works Ltd" in page

    assert browser.post(url, answer(role="Head of the site"))["Location"] == url
    asked.refresh_from_db()
    assert (asked.saw, asked.is_named, asked.role) == (SAW, False, "Head of the site")
    page = browser.get(url).content.decode()
    assert "This is what you wrote" in page
    assert browser.post(url, answer(verdict="no"))["Location"] == url
    asked.refresh_from_db()
    assert asked.verdict == "yes"


def test_reading_the_letter_changes_nothing(asked):
    url = letter(asked)

    Browser().get(url)

    assert Reference.objects.get().status == "asked"
    assert "no-store" in Browser().get(url)["Cache-Control"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("verdict", "", "Choose one of the four answers"),
        ("verdict", "maybe", "Choose one of those offered"),
        ("saw", "", "Write what you saw"),
        ("saw", "Fine.", "Say a little more"),
        ("saw", "x" * 2001, "at most 2000"),
        ("basis", "", "Say how you know"),
        ("is_named", "", "Choose how you may be named"),
        ("name", "", "Give your name"),
        ("role", "", "Say what your role was"),
    ],
)
def test_an_incomplete_answer_is_refused_and_nothing_typed_is_lost(asked, field, value, words):
    response = Browser().post(letter(asked), answer(**{field: value}))

    assert response.status_code == 422
    assert words in response.content.decode().replace("2,000", "2000")
    assert (SAW if field != "saw" else "I was there.") in response.content.decode()
    assert Reference.objects.get().is_asked


def test_every_link_that_opens_nothing_leads_to_the_same_page(asked):
    expired = ReferenceFactory(expires_at=timezone.now() - timedelta(seconds=1))
    used = ReferenceFactory(expires_at=asked.expires_at)
    used_url = letter(used)
    Browser().post(used_url + "decline/", {})
    written = ReferenceFactory(written=True)
    deleted_url = letter(written)
    Browser().post(deleted_url + "delete/", {})
    wrong = reverse("references:referee", args=["wrong"])

    pages = [Browser().get(url) for url in (wrong, letter(expired), used_url, deleted_url)]

    assert {page.status_code for page in pages} == {404}
    assert len({page.content.replace(b"\n", b"") for page in pages}) == 1
    posted = [Browser().post(url, answer()) for url in (wrong, letter(expired), used_url)]
    assert {page.status_code for page in posted} == {404}


@pytest.mark.parametrize("never_again", [True, False])
def test_a_referee_says_no_perhaps_for_good(asked, never_again: bool):
    data = {"never_again": "on"} if never_again else {}

    response = Browser().post(letter(asked, "references:decline"), data, follow=True)

    assert "Done" in response.content.decode()
    asked.refresh_from_db()
    assert (asked.status, asked.name) == ("declined", "")
    assert (asked.referee.never_again_at is not None) == never_again


def test_a_referee_deletes_what_they_wrote_by_the_same_link():
    reference = ReferenceFactory(written=True)
    url = letter(reference)
    assert "Delete what I wrote" in Browser().get(url).content.decode()

    Browser().post(url + "delete/", {"never_again": "on"})

    reference.refresh_from_db()
    assert (reference.status, reference.saw, reference.name) == ("erased", "", "")
    assert reference.referee.never_again_at is not None


# The interim


def test_an_interim_asks_and_reads_where_it_stands():
    work = PastAssignmentFactory()
    browser = browser_of(work.candidate.user)
    facts = {
        "result": f"work-{work.ref}",
        "name": "Dagmar Lind",
        "email": "dagmar.lind@example.org",
        "role": "Chief operating officer",
        "relation": "superior",
    }

    response = browser.post(reverse("references:ask"), facts, follow=True)

    reference = Reference.objects.get()
    assert response.redirect_chain[-1][0] == reference.get_absolute_url()
    assert "has our letter" in response.content.decode()
    again = browser.post(reverse("references:ask"), facts | {"role": "Head of supply"})
    assert again.status_code == 422
    assert "asked this person about this result already" in again.content.decode()
    assert 'value="Head of supply"' in again.content.decode()


def test_an_interim_cannot_ask_about_the_work_of_another():
    own, other = PastAssignmentFactory(), PastAssignmentFactory()
    facts = {"result": f"work-{other.ref}", "name": "A", "email": "a@b.org", "role": "B"}

    response = browser_of(own.candidate.user).post(
        reverse("references:ask"), facts | {"relation": "peer"}
    )

    assert response.status_code == 422
    assert "Choose one of the results below" in response.content.decode()
    assert not Reference.objects.exists()


def test_the_empty_list_says_what_to_do_first():
    candidate = CandidateFactory()
    browser = browser_of(candidate.user)

    assert "Nothing to ask about yet" in browser.get(reverse("references")).content.decode()
    PastAssignmentFactory(candidate=candidate)
    page = browser.get(reverse("references")).content.decode()
    assert "No references yet" in page
    assert reverse("references:ask") in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_queries(count: int, django_assert_max_num_queries):
    work = PastAssignmentFactory()
    for _ in range(count):
        ReferenceFactory(assignment=None, candidate=work.candidate, referee=RefereeFactory())
    browser = browser_of(work.candidate.user)

    with django_assert_max_num_queries(14):
        browser.get(reverse("references"))


def test_a_reference_is_lent_taken_back_and_hidden_on_its_pages():
    loan = LoanFactory()
    browser = browser_of(loan.reference.candidate.user)
    page = browser.get(loan.reference.get_absolute_url()).content.decode()
    assert loan.firm.name in page
    arguments = [loan.entry.ref, loan.reference.ref]

    browser.post(reverse("references:take_back", args=arguments))
    assert "Lend it for this brief" in _lend_page(browser, loan.entry)
    browser.post(reverse("references:lend", args=arguments))
    assert "Lent for this brief" in _lend_page(browser, loan.entry)
    browser.post(reverse("references:hide", args=[loan.reference.ref]))
    assert "Nothing to lend yet" in _lend_page(browser, loan.entry)


def _lend_page(browser: Browser, entry: Entry) -> str:
    return browser.get(reverse("lend_references", args=[entry.ref])).content.decode()


# Firm and client


def test_the_firm_and_the_client_read_it_on_their_pages_by_role_only():
    reference = ReferenceFactory(written=True, is_named=False)
    loan = LoanFactory(reference=reference)
    entry = loan.entry
    SubmissionFactory(entry=entry)
    Entry.objects.filter(pk=entry.pk).update(status=Entry.Status.SUBMITTED, submitted_at=NOW)
    firm, client = browser_of(entry.consultant.user), browser_of(entry.brief.manager.user)
    urls = {
        reverse("firm_references", args=[address(entry.firm, entry)]): firm,
        reverse("lent_references", args=[entry.ref]): client,
    }

    for url, browser in urls.items():
        part = browser.get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert SAW in part
        assert "Chief operating officer, Harrow Works" in part
        assert "Dagmar Lind" not in browser.get(url).content.decode()


def test_who_is_lent_nothing_reads_that_it_is_no_fault():
    entry = SubmissionFactory().entry

    page = browser_of(entry.brief.manager.user).get(reverse("lent_references", args=[entry.ref]))

    assert "None for this brief" in page.content.decode()
