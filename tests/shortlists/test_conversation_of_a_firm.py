"""A firm's page of one conversation, and its answers to questions."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Activity
from providers.models import Consultant
from shortlists import actions
from shortlists.actions import mandates
from shortlists.asking import address, url_for
from shortlists.models import Entry, Question
from tests.factories import (
    NOW,
    ClientFactory,
    ConsultantFactory,
    EntryFactory,
    QuestionFactory,
    UserFactory,
)
from tests.notices import notice_of
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
WHY = "You closed eleven observations at a fill-finish site in five months."


def asked(entry: Entry, text: str = "Is the head of quality staying?") -> Question:
    question: Question = QuestionFactory(entry=entry, text=text)
    return question


def answer_url(question: Question) -> str:
    entry = question.entry
    return reverse("shortlists:answer", args=[address(entry.firm, entry), question.ref])


# One conversation


def test_a_conversation_is_not_found_for_a_stranger(client: Client):
    entry = EntryFactory(approached=True)
    client.force_login(ConsultantFactory().user)

    assert client.get(url_for(entry.firm, entry)).status_code == 404


def test_the_address_of_the_interim_leads_no_firm_anywhere(client: Client):
    entry = EntryFactory(approached=True)
    client.force_login(entry.consultant.user)

    assert client.get(entry.get_absolute_url()).status_code == 404
    assert client.get(url_for(entry.firm, entry)).status_code == 200


def test_a_conversation_is_not_found_for_a_client_before_the_submission(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours)
    client.force_login(brief.manager.user)

    assert client.get(entry.get_absolute_url()).status_code == 404
    submit_shown(entry, by=ours.user, now=NOW, **case_for(brief))
    response = client.get(entry.get_absolute_url())

    assert response.url == reverse("shortlists:person", args=[entry.ref])


def test_before_the_mandate_the_interim_is_not_named(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(
        ours.firm,
        headline="Releases sites",
        user=UserFactory(full_name="Ruth Hollis", email="ruth@hollis.example", phone="+44 1632"),
    )
    entry = actions.approach(brief, person, by=ours.user, why_you=WHY, now=NOW)
    client.force_login(ours.user)

    body = client.get(url_for(entry.firm, entry)).content.decode()

    assert "Releases sites" in body
    assert WHY in body
    for canary in ["Hollis", "ruth@", "+44 1632"]:
        assert canary not in body, canary


def test_after_the_mandate_the_interim_is_named_with_contact_details(client: Client):
    brief = ready_brief()
    ours = seat_on(brief)
    person = open_to(
        ours.firm, user=UserFactory(full_name="Ruth Hollis", email="ruth@hollis.example")
    )
    entry, _ = mandated(brief, ours, person)
    client.force_login(ours.user)

    body = client.get(url_for(entry.firm, entry)).content.decode()

    assert "Ruth Hollis" in body
    assert "mailto:ruth@hollis.example" in body
    assert reverse("shortlists:submit", args=[address(entry.firm, entry)]) in body


def test_the_reason_of_a_withdrawal_is_not_shown(client: Client):
    entry = EntryFactory(approached=True)
    entry.approaches.get().close(now=NOW)
    entry.end(Entry.Status.WITHDRAWN, now=NOW, by=None, text="My mother is ill.")
    client.force_login(entry.consultant.user)

    body = client.get(url_for(entry.firm, entry)).content.decode()

    assert "Withdrawn" in body
    assert "My mother is ill." not in body


# Answers


def test_the_interim_is_notified_of_an_answer(client: Client):
    entry = EntryFactory(approached=True)
    question = asked(entry)
    client.force_login(entry.consultant.user)

    response = client.post(answer_url(question), {f"{question.ref}-text": "She leaves in May."})

    question.refresh_from_db()
    assert response.url == url_for(entry.firm, entry)
    assert (question.answer, question.answered_by) == ("She leaves in May.", entry.consultant.user)
    assert "She leaves in May." in notice_of(entry.candidate.user).body
    assert Activity.objects.about(entry).get().kind == "question.answered"


def test_an_empty_answer_shows_the_error_at_its_question(client: Client):
    entry = EntryFactory(approached=True)
    first, second = asked(entry), asked(entry, "And the budget of the team?")
    client.force_login(entry.consultant.user)

    response = client.post(answer_url(second), {f"{second.ref}-text": " "})

    forms = dict(response.context["questions"])
    assert response.status_code == 422
    assert forms[second].has_error("text", "required")
    assert not forms[first].errors


@pytest.mark.parametrize("state", ["approached", "mandated"])
def test_an_answer_may_name_a_confidential_client_only_after_the_mandate(
    client: Client, state: str
):
    brief = ready_brief(client=ClientFactory(name="Kestrelmount Pharma"), is_confidential=True)
    entry = EntryFactory(brief=brief, **{state: True})
    question = asked(entry)
    client.force_login(entry.consultant.user)

    response = client.post(answer_url(question), {f"{question.ref}-text": "At Kestrelmount, yes."})

    question.refresh_from_db()
    told = "At Kestrelmount, yes." if state == "mandated" else ""
    assert (response.status_code, question.answer) == (302 if told else 422, told)


def test_a_second_answer_is_refused(client: Client):
    entry = EntryFactory(approached=True)
    question = asked(entry)
    user = entry.consultant.user
    actions.answer(question, by=user, text="She stays.", now=NOW)

    with pytest.raises(actions.AnsweredAlready):
        actions.answer(question, by=user, text="She leaves.", now=NOW)

    question.refresh_from_db()
    assert question.answer == "She stays."


@pytest.mark.parametrize("who", ["stranger", "interim", "manager"])
def test_only_the_firm_may_answer(client: Client, who: str):
    entry = EntryFactory(submitted=True)
    question = asked(entry)
    people = {
        "stranger": (ConsultantFactory().user, 404),
        "interim": (entry.candidate.user, 404),
        "manager": (entry.brief.manager.user, 404),
    }
    user, status = people[who]
    client.force_login(user)

    response = client.post(answer_url(question), {f"{question.ref}-text": "She stays."})

    assert response.status_code == status
    question.refresh_from_db()
    assert not question.is_answered


def test_a_question_of_another_conversation_is_not_found(client: Client):
    entry = EntryFactory(approached=True)
    elsewhere = asked(EntryFactory(approached=True, consultant=entry.consultant))
    client.force_login(entry.consultant.user)

    url = reverse("shortlists:answer", args=[address(entry.firm, entry), elsewhere.ref])

    assert client.post(url, {f"{elsewhere.ref}-text": "Hm."}).status_code == 404


# After the interim chose another firm


@pytest.fixture
def passed_over(db: None) -> tuple[Entry, Consultant, Consultant]:
    """A conversation, the consultant who began it, and the one whom the interim then chose."""
    brief = ready_brief()
    asking, chosen = seat_on(brief), seat_on(brief)
    entry = actions.approach(brief, open_to(asking.firm), by=asking.user, why_you=WHY, now=NOW)
    mandates.ask_question(entry, text="Is she staying?", by=entry.candidate.user, now=NOW)
    mandates.grant_mandate(
        entry,
        firm=chosen.firm,
        profile_version=entry.candidate.version,
        can_start_on=NOW.date(),
        by=entry.candidate.user,
        now=NOW,
    )
    return entry, asking, chosen


def test_every_notice_of_a_passed_over_firm_has_a_working_link(client, passed_over):
    entry, asking, _ = passed_over
    client.force_login(asking.user)

    for notice in asking.user.notices.all():
        response = client.post(reverse("accounts:open_notice", args=[notice.ref]), follow=True)

        page = response.content.decode()
        assert response.status_code == 200
        assert response.request["PATH_INFO"] == entry.brief.get_absolute_url()
        assert entry.candidate.user.full_name not in page
        assert "has chosen" not in page
    assert asking.user.notices.count() == 2


def test_a_passed_over_consultant_reads_that_the_interim_is_not_available(client, passed_over):
    entry, asking, _ = passed_over
    client.force_login(asking.user)

    response = client.get(url_for(entry.firm, entry), follow=True)

    assert "Not available for this brief." in response.content.decode()


def test_a_conversation_is_not_found_for_a_firm_that_never_asked(client, passed_over):
    entry, asking, _ = passed_over
    bystander = seat_on(entry.brief)
    for person in (bystander, ConsultantFactory()):
        client.force_login(person.user)
        assert client.get(url_for(entry.firm, entry)).status_code == 404

    entry.brief.seats.filter(firm=asking.firm).update(withdrawn_at=NOW)
    client.force_login(asking.user)
    assert client.get(url_for(entry.firm, entry)).status_code == 404
