"""The client's pages: the comparison, one person, and the deadline after opening."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity
from engagements.models import Brief
from shortlists.actions import decisions
from shortlists.comparison import rows_of, with_everything
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry
from tests.deadlines import due_at
from tests.factories import (
    NOW,
    CandidateFactory,
    ConceptFactory,
    ConsultantFactory,
    CriterionFactory,
    RequirementFactory,
)
from tests.shortlists.choices import as_person, colleague, put_forward, shortlist
from tests.shortlists.worlds import match_of

pytestmark = pytest.mark.django_db


def compare_url(brief: Brief) -> str:
    return reverse("shortlists:compare", args=[brief.ref])


def person_url(entry: Entry, verb: str = "person") -> str:
    return reverse(f"shortlists:{verb}", args=[entry.ref])


def test_the_first_opening_starts_two_working_days():
    entry = put_forward(shortlist())

    was_first = decisions.read_person(entry, by=entry.brief.manager.user, now=NOW)

    entry.refresh_from_db()
    assert was_first
    assert (entry.status, entry.first_read_at) == (Entry.Status.CLIENT_REVIEW, NOW)
    due = due_at(entry, ConversationDeadline.SUBMISSION_DECIDE)
    assert due == NOW + timedelta(days=4)  # Thursday to Monday


def test_a_second_opening_changes_nothing():
    entry = put_forward(shortlist())
    decisions.read_person(entry, by=entry.brief.manager.user, now=NOW)

    again = decisions.read_person(entry, by=colleague(entry.brief), now=NOW + timedelta(hours=1))

    entry.refresh_from_db()
    assert not again
    assert entry.first_read_at == NOW


def test_a_get_request_changes_no_row(client: Browser):
    entry = put_forward(shortlist())
    before = Entry.objects.values().get(pk=entry.pk)

    as_person(client, entry.brief.manager.user).get(person_url(entry))
    client.get(compare_url(entry.brief))

    assert Entry.objects.values().get(pk=entry.pk) == before
    assert not Activity.objects.exists()


def test_the_page_posts_the_opening_and_then_offers_the_decision(client: Browser):
    entry = put_forward(shortlist())
    as_person(client, entry.brief.manager.user)

    assert 'hx-trigger="load, submit"' in client.get(person_url(entry)).content.decode()
    part = client.post(person_url(entry, "read"), headers={"HX-Request": "true"})

    entry.refresh_from_db()
    assert entry.status == Entry.Status.CLIENT_REVIEW
    assert "Invite to an interview" in part.content.decode()


def test_cells_show_the_rationale_and_the_profiles_must_haves():
    brief = shortlist()
    concept = ConceptFactory(label="GMP remediation")
    brief.requirements.update(concept=concept)
    entry = put_forward(brief)
    mandate = entry.mandates.get()
    mandate.profile["skills"] = [
        {"code": concept.code, "level_label": "Leads others in it", "years": 6, "last_used": 2025}
    ]
    mandate.save(update_fields=["profile"])

    rows = rows_of(brief, list(with_everything(Entry.objects.filter(pk=entry.pk))))

    assert rows[0].cells[0].text == "Closed eleven observations in five months."
    (held,) = rows[1].cells
    assert (rows[1].label, held.text, held.tone, held.state) == (
        "GMP remediation",
        "Leads others in it, 6 years, last used 2025",
        "met",
        "Shown",
    )


@pytest.mark.parametrize("page", ["compare", "person"])
def test_access_of_the_clients_pages(client: Browser, page: str):
    entry = put_forward(shortlist())
    url = compare_url(entry.brief) if page == "compare" else person_url(entry)

    assert client.get(url).status_code == 302
    assert as_person(client, CandidateFactory().user).get(url).status_code == 404
    wrong = as_person(client, entry.consultant.user).get(url)
    assert wrong.status_code == 403
    right = as_person(client, entry.brief.manager.user).get(url)
    assert right.status_code == 200
    assert entry.candidate.user.full_name in right.content.decode()


def test_another_firm_on_the_panel_never_sees_the_person(client: Browser):
    entry = put_forward(shortlist())
    other = put_forward(entry.brief).consultant

    assert as_person(client, other.user).get(person_url(entry)).status_code == 404
    assert as_person(client, ConsultantFactory().user).get(person_url(entry)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_comparing_one_and_three_takes_the_same_queries(
    client: Browser, count: int, django_assert_num_queries
):
    brief = shortlist()
    CriterionFactory(brief=brief, position=1)
    RequirementFactory(brief=brief)
    for _ in range(count):
        match_of(brief, put_forward(brief).candidate)
    as_person(client, brief.manager.user)

    with django_assert_num_queries(COMPARE_QUERIES):
        response = client.get(compare_url(brief))

    assert response.content.decode().count('class="compare-person"') == count


COMPARE_QUERIES = 13


def test_a_withdrawn_interim_is_listed_below_and_not_compared(client: Browser):
    brief = shortlist()
    gone = put_forward(brief, status="in_review")
    gone.end(Entry.Status.WITHDRAWN, now=NOW, by=None, text="")

    page = as_person(client, brief.manager.user).get(compare_url(brief)).content.decode()

    assert "Nobody is in front of you just now" in page
    assert "No longer in front of you" in page
