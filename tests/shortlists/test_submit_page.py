"""Pages for putting an interim forward."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate
from engagements.models import Criterion
from shortlists.asking import address, url_for
from shortlists.models import Entry, Mandate, Submission, SubmissionDraft
from tests.factories import ConsultantFactory, EntryFactory, PastAssignmentFactory
from tests.notices import notice_of
from tests.shortlists.showing import agreed
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
PAGES = ["submit", "save_draft", "ask_for_availability"]


def url(entry: Entry, name: str = "submit") -> str:
    return reverse(f"shortlists:{name}", args=[address(entry.firm, entry)])


def freshen() -> None:
    """Set the confirmation of every availability to today."""
    today = timezone.localdate()
    Candidate.objects.update(availability_confirmed_on=today)
    Mandate.objects.update(availability_confirmed_on=today, ends_on=today + timedelta(days=30))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("anonymous", 302), ("stranger", 404), ("interim", 404), ("manager", 404)]
)
def test_only_the_firm_with_the_mandate_has_access(
    client: Client, name: str, who: str, status: int
):
    brief = ready_brief()
    entry, _ = mandated(brief, seat_on(brief))
    people = {
        "stranger": ConsultantFactory().user,
        "interim": entry.candidate.user,
        "manager": brief.manager.user,
    }
    if who in people:
        client.force_login(people[who])

    response = client.post(url(entry, name), {})

    assert response.status_code == status


def test_the_page_says_if_there_is_no_mandate(client: Client):
    entry = EntryFactory(approached=True)
    client.force_login(entry.consultant.user)

    response = client.get(url(entry))

    assert response.status_code == 403
    assert "has not given your firm permission" in response.content.decode()


def test_the_form_creates_the_submission(client: Client):
    brief = ready_brief()
    second_criterion(brief)
    ours = seat_on(brief)
    person = open_to(ours.firm)
    work = PastAssignmentFactory(candidate=person)
    entry, _ = mandated(brief, ours, person)
    freshen()
    case = case_for(brief)
    for said in case["rationales"].values():
        said["evidence"] = str(work.ref)
    client.force_login(ours.user)
    agreed(entry, **case)

    response = client.post(url(entry), as_posted(case))

    submission = Submission.objects.get()
    assert response.url == url_for(entry.firm, entry)
    assert submission.introduction == case["introduction"]
    assert [row.evidence for row in submission.rationales.all()] == [work, work]


def test_a_missing_rationale_shows_an_error_at_its_field_and_keeps_the_input(client: Client):
    brief = ready_brief()
    second_criterion(brief)
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    freshen()
    posted = as_posted(case_for(brief))
    empty = Criterion.objects.get(position=1)
    posted[f"text_{empty.ref}"] = ""
    client.force_login(ours.user)

    response = client.post(url(entry), posted)

    form = response.context["form"]
    body = response.content.decode()
    assert response.status_code == 422
    assert form.has_error(f"text_{empty.ref}", "required")
    assert list(form.errors) == [f"text_{empty.ref}"]
    assert "Say why this person would reach “Batch release”." in body
    assert posted["introduction"] in body
    assert not Submission.objects.exists()


def test_a_rationale_of_a_few_words_is_refused(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    freshen()
    posted = as_posted(case_for(brief))
    name = f"text_{brief.criteria.get().ref}"
    client.force_login(ours.user)

    response = client.post(url(entry), {**posted, name: "She can do it."})

    assert response.status_code == 422
    assert response.context["form"].has_error(name, "short")
    assert "She can do it." in response.content.decode()


def test_evidence_outside_the_profile_is_refused(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    freshen()
    foreign = PastAssignmentFactory()
    posted = as_posted(case_for(brief))
    name = f"evidence_{brief.criteria.get().ref}"
    client.force_login(ours.user)

    response = client.post(url(entry), {**posted, name: str(foreign.ref)})

    assert response.context["form"].has_error(name, "invalid_choice")


def test_typed_text_is_saved_and_restored(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    name = f"text_{brief.criteria.get().ref}"
    client.force_login(ours.user)

    response = client.post(url(entry, "save_draft"), {name: "She clo", "introduction": ""})

    assert response.status_code == 200
    assert SubmissionDraft.objects.get().consultant == ours
    assert client.get(url(entry)).context["form"][name].value() == "She clo"
    entry.refresh_from_db()
    assert entry.is_mandated


def test_an_old_availability_blocks_and_may_be_asked_for(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    freshen()
    old = timezone.localdate() - timedelta(days=8)
    Candidate.objects.update(availability_confirmed_on=old)
    Mandate.objects.update(availability_confirmed_on=old)
    client.force_login(ours.user)

    shown = client.get(url(entry)).content.decode()
    refused = client.post(url(entry), as_posted(case_for(brief)))
    asked = client.post(url(entry, "ask_for_availability"))

    assert "Availability is too old" in shown
    assert refused.status_code == 422
    assert "last confirmed 8 days ago" in refused.content.decode()
    assert asked.url == url(entry)
    assert "are you still available?" in notice_of(entry.candidate.user).subject
    assert "Asked just now" in client.get(url(entry)).content.decode()


def test_a_full_shortlist_explains_how_to_raise_the_cap(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    freshen()
    for _ in range(3):
        EntryFactory(submitted=True, brief=brief, consultant=ours)
    client.force_login(ours.user)

    body = client.get(url(entry)).content.decode()
    response = client.post(url(entry), as_posted(case_for(brief)))

    assert "The shortlist is full" in body
    assert "can raise this to 5 with a reason" in body
    assert f"mailto:{brief.manager.user.email}" in body
    assert response.status_code == 422
    assert not Submission.objects.exists()


def test_the_page_is_closed_after_the_submission(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    freshen()
    client.force_login(ours.user)
    agreed(entry, **case_for(brief))
    client.post(url(entry), as_posted(case_for(brief)))

    response = client.get(url(entry))

    assert response.status_code == 409
    assert "has been put forward already" in response.content.decode()
