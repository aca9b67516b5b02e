"""What shows that a brief is real, for everybody who reads it."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import Activity, Deadline, User
from engagements import clock
from engagements.actions import approvals, domains, panels, people, sponsors
from engagements.mail_domains import domain_of, is_at
from engagements.models import (
    Brief,
    BriefApproval,
    BriefPerson,
    Client,
    ClientMember,
    SponsorAnswer,
)
from engagements.proof import ProofItem, proof_of
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import (
    NOW,
    BriefApprovalFactory,
    BriefFactory,
    ClientFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    SponsorAnswerFactory,
    ValueConversationFactory,
    ValueParticipantFactory,
)
from tests.notices import codes_of, notices_of
from tests.shortlists.choices import approached

pytestmark = pytest.mark.django_db
WORDS = "Approved in the October board, for six months."


def played_back(**facts: Any) -> Brief:
    brief = whole_brief(played_back=True, **facts)
    PanelSeatFactory(brief=brief, is_lead=True, opened_at=None)
    return Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)


def items(brief: Brief, *, named: bool = True) -> dict[str, ProofItem]:
    brief = Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)
    return {item.label: item for item in proof_of(brief, named=named).items}


def verified(user: User, address: str) -> None:
    EmailAddress.objects.create(user=user, email=address, verified=True)


# The mail domain


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("avonmere.example", "avonmere.example"),
        (" Ann@Avonmere.Example ", "avonmere.example"),
        ("https://www.avonmere.example/jobs", "avonmere.example"),
        ("mail.avonmere.co.uk", "mail.avonmere.co.uk"),
        ("avonmere", ""),
        ("avon mere.example", ""),
        ("", ""),
    ],
)
def test_the_domain_is_read_from_what_was_typed(typed: str, domain: str):
    assert domain_of(typed) == domain


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("ann@avonmere.example", True),
        ("ann@mail.avonmere.example", True),
        ("ann@notavonmere.example", False),
        ("avonmere.example@gmail.com", False),
    ],
)
def test_an_address_is_at_a_domain_or_below_it(address: str, is_there: bool):
    assert is_at(address, "avonmere.example") is is_there


def test_a_domain_is_checked_by_a_member_with_a_confirmed_address_there():
    member = ClientMemberFactory(is_admin=True)
    verified(member.user, "ann@avonmere.example")

    domains.check_domain(member.client, domain="avonmere.example", by=member.user, now=NOW)

    client = Client.objects.get(pk=member.client_id)
    told = (client.mail_domain, client.mail_domain_checked_at, client.mail_domain_checked_by)
    assert told == ("avonmere.example", NOW, member.user)
    assert Activity.objects.about(client).get().kind == "client.domain_checked"


def test_an_unconfirmed_address_another_domain_and_a_freemail_domain_prove_nothing():
    member = ClientMemberFactory(is_admin=True)
    EmailAddress.objects.create(user=member.user, email="ann@avonmere.example", verified=False)
    verified(member.user, "ann@gmail.com")

    for domain in ("avonmere.example", "gmail.com"):
        with pytest.raises(domains.DomainNotProven):
            domains.check_domain(member.client, domain=domain, by=member.user, now=NOW)


def test_the_page_of_the_domain_says_what_is_wrong_beside_the_field():
    member = ClientMemberFactory(is_admin=True)
    browser, url = browser_of(member.user), reverse("engagements:domain")

    for typed, told in (
        ("gmail.com", "Anybody can have an address there"),
        ("nothing", "This is no domain"),
        ("avonmere.example", "no confirmed e-mail address at this domain"),
    ):
        answer = browser.post(url, {"domain": typed})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    verified(member.user, "ann@avonmere.example")
    assert browser.post(url, {"domain": "ann@avonmere.example"}).status_code == 302
    assert browser_of(ClientMemberFactory(client=member.client).user).get(url).status_code == 403


def test_the_domain_counts_for_a_brief_whose_manager_has_an_address_there():
    brief = played_back()
    assert items(brief)["Mail domain of the client"].answer == "Not checked"
    Client.objects.update(
        mail_domain="avonmere.example",
        mail_domain_checked_at=NOW,
        mail_domain_checked_by=brief.manager.user,
    )
    assert items(brief)["Mail domain of the client"].answer == "Not the manager’s"

    verified(brief.manager.user, "ann@avonmere.example")

    item = items(brief)["Mail domain of the client"]
    assert (item.answer, item.tone) == ("Checked", "met")
    assert item.words.startswith("avonmere.example, checked on 19 November 2026.")


# The sponsor


def sponsor_of(brief: Brief, **facts: Any) -> ClientMember:
    member: ClientMember = ClientMemberFactory(client=brief.client, **facts)
    role = BriefPerson.Role.SPONSOR
    people.add_person(brief, member=member, role=role, by=brief.manager.user, now=NOW)
    return member


def test_a_sponsor_is_asked_when_named_and_answers_for_themselves():
    brief = played_back()
    member = sponsor_of(brief, user__full_name="Jonas Roe", title="COO")
    answer = SponsorAnswer.objects.get()
    assert Deadline.objects.about(answer).open().get().owner == member.user
    assert "sponsor.asked" in codes_of(member.user)
    assert "no answer so far" in items(brief)["Sponsor"].words

    sponsors.confirm_sponsor(answer, by=member.user, now=NOW)

    item = items(brief)["Sponsor"]
    assert (item.answer, item.tone) == ("Confirmed", "met")
    assert item.words.startswith("Jonas Roe, COO, said on 19 November 2026")
    assert not Deadline.objects.about(answer).open().exists()
    assert "sponsor.answered" in codes_of(brief.manager.user)


def test_sponsors_of_a_draft_are_asked_when_it_is_sent():
    brief = whole_brief()
    PanelSeatFactory(brief=brief, is_lead=True, sent_at=None, opened_at=None)
    member = sponsor_of(brief)
    assert not SponsorAnswer.objects.exists()

    panels.send_for_playback(brief, by=brief.manager.user, now=NOW)

    assert SponsorAnswer.objects.get().member == member


def test_a_no_has_a_reason_that_stays_within_the_client():
    brief = played_back()
    member = sponsor_of(brief)
    answer = SponsorAnswer.objects.get()
    url = reverse("engagements:refuse_sponsor", args=[answer.ref])
    browser = browser_of(member.user)

    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "I left the board in May."}).status_code == 302

    assert "I left the board in May." in notices_of(brief.manager.user)[-1].body
    item = items(brief)["Sponsor"]
    assert (item.answer, item.words) == (
        "Not confirmed",
        "Who was named as the sponsor says that they are not.",
    )
    firm = brief.seats.get().firm
    page = browser_of(ConsultantFactory(firm=firm).user).get(brief.get_absolute_url())
    assert "I left the board in May." not in page.content.decode()


def test_only_the_sponsor_answers():
    brief = played_back()
    sponsor_of(brief)
    answer = SponsorAnswer.objects.get()

    url = reverse("engagements:confirm_sponsor", args=[answer.ref])

    assert browser_of(brief.manager.user).post(url).status_code == 403


def test_a_sponsor_who_does_not_answer_is_reminded_and_can_answer_later():
    brief = played_back()
    member = sponsor_of(brief)

    for days in range(14):
        clock.send_reminders(NOW + timedelta(days=days))

    answer = SponsorAnswer.objects.get()
    assert answer.status == SponsorAnswer.Status.LAPSED
    assert codes_of(member.user).count("sponsor.asked") == 3
    assert codes_of(brief.manager.user).count("sponsor.silent") == 2
    sponsors.confirm_sponsor(answer, by=member.user, now=NOW)
    assert items(brief)["Sponsor"].answer == "Confirmed"


def test_the_answer_ends_with_the_role():
    brief = played_back()
    member = sponsor_of(brief)
    answer = SponsorAnswer.objects.get()
    sponsors.confirm_sponsor(answer, by=member.user, now=NOW)

    person = brief.people.get()
    people.remove_person(person, by=brief.manager.user, now=NOW)

    assert items(brief)["Sponsor"].answer == "Not confirmed"
    assert not Deadline.objects.about(answer).open().exists()


# Approval


def test_a_colleague_approves_a_brief_and_its_manager_cannot():
    brief = played_back()
    colleague = ClientMemberFactory(client=brief.client, user__full_name="Mara Lind", title="CFO")
    url = reverse("engagements:approve", args=[brief.ref])

    own = browser_of(brief.manager.user).post(url, {"words": WORDS, "version": "1"})
    assert own.status_code == 403
    assert browser_of(colleague.user).post(url, {"words": "", "version": "1"}).status_code == 422
    assert browser_of(colleague.user).post(url, {"words": WORDS, "version": "1"}).status_code == 302

    approval = BriefApproval.objects.get()
    assert (approval.approver, approval.brief_version, approval.is_own) == (colleague, 1, False)
    item = items(brief)["Approval"]
    assert item.answer == "Given"
    assert "Mara Lind, CFO, approved it on" in item.words
    assert WORDS in item.words
    assert "brief.approved" in codes_of(brief.manager.user)


def test_the_only_person_of_an_organisation_approves_their_own_and_it_says_so():
    brief = played_back()

    approvals.approve_brief(brief, approver=brief.manager, seen_version=1, words=WORDS, now=NOW)

    assert BriefApproval.objects.get().is_own
    assert "the only person of the organisation here" in items(brief)["Approval"].words


def test_the_action_refuses_what_the_page_would_not_offer():
    brief = played_back()
    colleague = ClientMemberFactory(client=brief.client)
    said = {"words": WORDS, "now": NOW}

    with pytest.raises(approvals.OwnApproval):
        approvals.approve_brief(brief, approver=brief.manager, seen_version=1, **said)
    with pytest.raises(approvals.NothingToApprove, match="moved on"):
        approvals.approve_brief(brief, approver=colleague, seen_version=2, **said)


def test_an_approval_of_a_former_version_says_so_and_is_never_changed():
    brief = played_back()
    BriefApprovalFactory(brief=brief)
    Brief.objects.filter(pk=brief.pk).update(version=2)

    item = items(brief)["Approval"]

    assert item.answer == "For a former version"
    assert "That was version 1; it has changed since." in item.words
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        BriefApproval.objects.update(words="Something else.")


# Contract form and cancelled briefs


def test_the_contract_form_is_said_or_not():
    brief = played_back()
    assert items(brief)["Form of contract"].answer == "Not said"

    form, label = Brief._meta.get_field("contract_form").flatchoices[0]
    Brief.objects.filter(pk=brief.pk).update(contract_form=form)

    assert items(brief)["Form of contract"].words == f"{label}."


@pytest.mark.parametrize(("ended", "answer"), [(4, "Too few to say"), (5, "2 of 5")])
def test_the_share_of_cancelled_briefs_is_told_of_five_that_were_opened(ended: int, answer: str):
    brief = played_back()
    facts = {"client": brief.client, "manager": brief.manager, "complete": False}
    for number in range(ended):
        status = Brief.Status.CANCELLED if number < 2 else Brief.Status.FILLED
        BriefFactory(**facts, status=status, confirmed_at=NOW, opened_at=NOW)
    BriefFactory(**facts, status=Brief.Status.CANCELLED)  # was never opened
    BriefFactory(status=Brief.Status.CANCELLED, confirmed_at=NOW, opened_at=NOW)  # of another

    assert items(brief)["Briefs that this client cancelled"].answer == answer


# Who reads it


def test_a_confidential_client_is_not_told_by_its_proof():
    client = ClientFactory(name="Avonmere Sterile", mail_domain="")
    brief = played_back(client=client, is_confidential=True)
    verified(brief.manager.user, "ann@avonmere.example")
    Client.objects.filter(pk=client.pk).update(
        mail_domain="avonmere.example",
        mail_domain_checked_at=NOW,
        mail_domain_checked_by=brief.manager.user,
    )
    member = ClientMemberFactory(client=client, user__full_name="Mara Lind", title="CFO")
    words = "Mara Lind of Avonmere Sterile approved it in the board."
    BriefApprovalFactory(brief=brief, approver=member, words=words)
    SponsorAnswerFactory(
        brief=brief, member=member, status="confirmed", answered_at=NOW, answered_version=1
    )

    told = items(brief, named=False)

    assert [item.tone for item in told.values()][:3] == ["met", "met", "met"]
    for secret in ("Avonmere", "avonmere", "Mara", "Lind", brief.manager.user.full_name):
        assert secret not in str(told)


def test_an_interim_reads_the_proof_before_they_answer():
    world = approached()

    page = browser_of(world.interim).get(world.entry.get_absolute_url()).content.decode()

    assert "Is this brief real?" in page
    assert "Not checked" in page
    assert "No conversation on the value is recorded." in page


def test_proof_costs_three_queries_however_much_there_is(django_assert_num_queries: Any):
    brief = played_back()
    for _ in range(3):
        row = ValueConversationFactory(brief=brief)
        ValueParticipantFactory(conversation=row)
        SponsorAnswerFactory(brief=brief)

    with django_assert_num_queries(3):
        proof_of(brief, named=True)
