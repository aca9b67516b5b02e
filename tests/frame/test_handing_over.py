"""A member leaves: who takes over, who is notified, and what ends."""

import pytest
from django.urls import reverse

from accounts.models import Activity, Deadline, Mail, Notice
from accounts.organisations import actions
from accounts.trail import OrganisationEvent
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, Playback
from engagements.trail import BriefEvent
from shortlists.actions import mandates
from shortlists.asking import url_for
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Approach, Entry
from shortlists.trail import EntryEvent
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    ApproachFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FirmInvitationFactory,
    PanelSeatFactory,
    PlaybackFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.frame.organisation_kinds import Kind
from tests.notices import notice_of, subjects
from tests.shortlists.choices import approached, let_it_be_heard, put_forward
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


# A consultant


def test_conversation_passes_to_the_named_successor_with_its_open_question():
    world = approached()
    question = mandates.ask_question(world.entry, text="Who stays?", by=world.interim, now=NOW)
    colleague = ConsultantFactory(firm=world.asking, user__full_name="Tom Ellis")
    ConsultantFactory(firm=world.asking, is_admin=True)

    actions.leave(world.consultant, to=colleague, by=world.consultant.user, now=NOW)

    world.entry.refresh_from_db()
    assert world.entry.speaker() == colleague
    assert Deadline.objects.about(question).get().owner == colleague.user
    assert world.entry.brief.seats.get(firm=world.asking).consultant == colleague
    letter = notice_of(world.interim)
    assert letter.subject == "Tom Ellis answers you now: “Interim site director”"
    assert world.consultant.user.full_name in letter.body
    event = Activity.objects.about(world.entry).get(kind=EntryEvent.HANDED_OVER)
    assert event.facts == {"before": world.consultant.pk, "after": colleague.pk}


def test_approach_of_a_second_firm_passes_to_whom_its_leaver_names():
    world = approached()
    second = ConsultantFactory(firm__name="Broad Street")
    colleague = ConsultantFactory(firm=second.firm, is_admin=True, user__full_name="Ada Lund")
    PanelSeatFactory(brief=world.entry.brief, firm=second.firm, consultant=second)
    sent = ApproachFactory(entry=world.entry, consultant=second)
    asked = {"text": "Who stays?", "firm": second.firm, "by": world.interim, "now": NOW}
    question = mandates.ask_question(world.entry, **asked)

    actions.leave(second, to=colleague, by=second.user, now=NOW)

    world.entry.refresh_from_db()
    assert world.entry.speaker() == world.consultant
    assert (sent.consultant, Approach.objects.get(pk=sent.pk).speaker()) == (second, colleague)
    assert Deadline.objects.about(question).get().owner == colleague.user
    letter = notice_of(world.interim)
    assert letter.subject == "Ada Lund answers you now: “Interim site director”"
    assert "Ada Lund of Broad Street answers you" in letter.body
    mandates.ask_question(world.entry, **asked | {"text": "And who goes?"})
    mandates.decline_approach(world.entry, reason="", by=world.interim, now=NOW)
    let_it_be_heard()
    assert Notice.objects.filter(user=second.user).count() == 1
    assert subjects(colleague.user)[-2:] == [
        "Interim site director: a question",
        "Interim site director: an interim declined",
    ]


def test_leaver_gets_no_e_mail_about_later_events():
    world = approached()
    admin = ConsultantFactory(firm=world.asking, is_admin=True)
    actions.leave(world.consultant, by=world.consultant.user, now=NOW)

    mandates.decline_approach(world.entry, reason="Not for me.", by=world.interim, now=NOW)
    let_it_be_heard()

    assert subjects(world.consultant.user) == []
    assert "Interim site director: an interim declined" in subjects(admin.user)


def test_an_unsent_e_mail_to_a_leaver_is_never_sent():
    world = approached()
    ConsultantFactory(firm=world.asking, is_admin=True)
    mandates.ask_question(world.entry, text="Who stays?", by=world.interim, now=NOW)
    notice = Notice.objects.get(user=world.consultant.user)

    actions.leave(world.consultant, by=world.consultant.user, now=NOW)

    told = notice_of(world.consultant.user)
    assert (told.kind, told.url) == (None, "")
    assert "question" not in told.subject + told.body
    assert Mail.objects.filter(notice=notice).exists()  # `deliver` deletes it: nobody may read it


def test_client_is_notified_who_answers_for_a_person_put_forward():
    entry = put_forward(ready_brief())
    colleague = ConsultantFactory(firm=entry.firm, user__full_name="Tom Ellis", is_admin=True)
    leaver = entry.consultant

    actions.leave(leaver, to=colleague, by=leaver.user, now=NOW)

    manager = entry.brief.manager.user
    assert subjects(manager) == [f"Tom Ellis answers for {entry.firm.name}: {entry.brief.name}"]
    page = browser_of(manager).get(reverse("shortlists:person", args=[entry.ref]))
    assert "Tom Ellis" in page.content.decode()
    assert "has left since" in page.content.decode()


def test_a_manager_is_not_told_who_speaks_for_somebody_whom_they_have_not_been_shown():
    brief = ready_brief()
    ours = seat_on(brief)
    entry, _ = mandated(brief, ours, open_to(ours.firm))
    brief.seats.filter(firm=ours.firm).update(consultant=ConsultantFactory(firm=ours.firm))
    Entry.objects.filter(pk=entry.pk).update(status=Entry.Status.SUBMITTED, submitted_at=NOW)
    SubmissionFactory(entry=entry, mandate=entry.mandates.get(), shown_at=None)
    ConsultantFactory(firm=ours.firm, is_admin=True)

    actions.leave(ours, by=ours.user, now=NOW)

    assert subjects(brief.manager.user) == []
    assert len(subjects(entry.candidate.user)) == 1


def test_interim_reads_the_new_name_beside_their_permission():
    brief = ready_brief()
    leaver = seat_on(brief)
    entry, _ = mandated(brief, leaver)
    colleague = ConsultantFactory(firm=leaver.firm, user__full_name="Tom Ellis", is_admin=True)

    actions.leave(leaver, to=colleague, by=leaver.user, now=NOW)

    page = browser_of(entry.candidate.user).get(entry.get_absolute_url()).content.decode()
    assert colleague.user.email in page
    assert leaver.user.email not in page


def test_waiting_playback_passes_too():
    leaver = seat_on(ready_brief())
    playback = PlaybackFactory(consultant=leaver, status=Playback.Status.SENT)
    admin = ConsultantFactory(firm=leaver.firm, is_admin=True)

    actions.leave(leaver, by=leaver.user, now=NOW)

    playback.refresh_from_db()
    assert playback.consultant == admin


def test_review_of_the_matches_waits_for_the_successor():
    brief = ready_brief()
    leaver = seat_on(brief)
    admin = ConsultantFactory(firm=leaver.firm, is_admin=True)

    actions.leave(leaver, by=leaver.user, now=NOW)

    review = Deadline.objects.of_kind(BriefDeadline.MATCHES_REVIEW).get()
    assert review.owner == admin.user


def test_second_leaver_hands_over_what_the_first_had_handed_over():
    world = approached()
    second = ConsultantFactory(firm=world.asking)
    third = ConsultantFactory(firm=world.asking, is_admin=True)
    actions.leave(world.consultant, to=second, by=world.consultant.user, now=NOW)

    actions.leave(second, to=third, by=second.user, now=NOW)

    world.entry.refresh_from_db()
    world.consultant.refresh_from_db()
    assert world.entry.consultant == third
    assert world.consultant.at_work() == third


def test_a_rival_that_hires_a_leaver_is_not_shown_with_the_old_firms_people():
    entry = put_forward(ready_brief())
    leaver = entry.consultant
    admin = ConsultantFactory(firm=entry.firm, is_admin=True)
    actions.leave(leaver, to=admin, by=leaver.user, now=NOW)
    invitation = FirmInvitationFactory(email=leaver.user.email, firm__name="Rival Search")

    actions.join(invitation, by=leaver.user, title="", now=NOW)

    theirs = browser_of(leaver.user)
    assert theirs.get(url_for(entry.firm, entry)).status_code == 404
    today = theirs.get(reverse("today")).content.decode()
    assert entry.brief.name not in today
    manager = browser_of(entry.brief.manager.user)
    for url in (
        reverse("shortlists:person", args=[entry.ref]),
        reverse("shortlists:compare", args=[entry.brief.ref]),
        entry.brief.get_absolute_url(),
    ):
        page = manager.get(url)
        assert page.status_code == 200
        assert "Rival Search" not in page.content.decode()


# A hiring manager


def test_brief_and_its_deadlines_pass_to_a_colleague():
    entry = put_forward(ready_brief())
    leaver = entry.brief.manager
    colleague = ClientMemberFactory(
        client=leaver.client, user__full_name="Tom Ellis", is_admin=True
    )

    actions.remove(leaver, by=colleague.user, now=NOW)

    brief = Brief.objects.get(pk=entry.brief_id)
    assert brief.manager == colleague
    reading = Deadline.objects.about(entry).of_kind(ConversationDeadline.SUBMISSION_READ).get()
    assert reading.owner == colleague.user
    assert Activity.objects.about(brief).filter(kind=BriefEvent.MANAGER_CHANGED).count() == 1
    assert f"Tom Ellis manages “{brief.name}” now" in subjects(entry.consultant.user)
    assert f"Tom Ellis decides now: “{brief.name}”" in subjects(entry.candidate.user)
    url = reverse("shortlists:person", args=[entry.ref])
    assert browser_of(leaver.user).get(url).status_code == 404


def test_interim_who_does_not_know_the_client_is_not_notified_of_its_new_manager():
    world = approached()
    leaver = world.entry.brief.manager
    colleague = ClientMemberFactory(client=leaver.client, is_admin=True)

    actions.remove(leaver, by=colleague.user, now=NOW)

    assert subjects(world.interim) == []


# An administrator


def test_only_administrator_names_a_successor_who_becomes_one(kind: Kind):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation)

    actions.leave(admin, to=colleague, by=admin.user, now=NOW)

    colleague.refresh_from_db()
    assert colleague.is_admin
    kinds = Activity.objects.values_list("kind", flat=True)
    assert OrganisationEvent.ADMINISTRATOR_ADDED in kinds


def test_successor_who_left_in_the_meantime_is_refused(kind: Kind):
    admin = kind.make_person(is_admin=True)
    gone = kind.person_in(admin.organisation, left_at=NOW)

    with pytest.raises(actions.SuccessorGone):
        actions.leave(admin, to=gone, by=admin.user, now=NOW)


def test_nobody_of_another_organisation_can_take_over(kind: Kind):
    admin = kind.make_person(is_admin=True)

    with pytest.raises(actions.SuccessorGone):
        actions.leave(admin, to=kind.make_person(), by=admin.user, now=NOW)


def test_page_of_leaving_offers_the_colleagues_and_names_what_ends(kind: Kind):
    admin = kind.make_person(is_admin=True)
    colleague = kind.person_in(admin.organisation)
    kind.invitation_to(admin.organisation, email="new@example.com", invited_by=admin.user)
    stranger = kind.make_person()
    browser, url = browser_of(admin.user), kind.url("leave_organisation")

    page = browser.get(url).content.decode()
    refused = browser.post(url, {"to": stranger.ref})
    left = browser.post(url, {"to": colleague.ref})

    assert str(colleague.ref) in page
    assert str(stranger.ref) not in page
    assert "new@example.com" in page
    assert "You are the only administrator. The colleague who takes over becomes one." in page
    assert refused.status_code == 422
    assert "This colleague has left. Choose somebody else." in refused.content.decode()
    assert left.status_code == 302
    admin.refresh_from_db()
    assert admin.successor == colleague


def test_a_removed_administrator_cannot_return_by_their_own_invitation(kind: Kind):
    founder = kind.make_person(is_admin=True)
    attacker = kind.person_in(founder.organisation, is_admin=True)
    second_address = UserFactory(email="second@example.com")
    sent = actions.invite(
        founder.organisation, by=attacker.user, email=second_address.email, is_admin=True, now=NOW
    )

    actions.remove(attacker, by=founder.user, now=NOW)

    with pytest.raises(actions.InvitationOver):
        actions.join(sent, by=second_address, title="", now=NOW)
    assert browser_of(second_address).post(kind.url("join", sent.ref)).status_code == 409
    assert not Mail.objects.filter(to=second_address.email).exists()
    assert kind.person.objects.admins().get() == founder


def test_invitation_of_a_former_administrator_cannot_be_accepted(kind: Kind):
    sender = kind.make_person(is_admin=True)
    invitation = kind.invitation_to(sender.organisation, invited_by=sender.user)
    kind.person.objects.filter(pk=sender.pk).update(is_admin=False)
    user = UserFactory(email=invitation.email)

    with pytest.raises(actions.InvitationOver, match="can no longer invite"):
        actions.join(invitation, by=user, title="", now=NOW)

    assert (
        invitation.organisation.name
        not in browser_of(user).get(reverse("welcome")).content.decode()
    )


def test_address_whose_invitation_ended_with_its_sender_can_be_invited_again(kind: Kind):
    sender = kind.make_person(is_admin=True)
    old = kind.invitation_to(sender.organisation, invited_by=sender.user)
    kind.person.objects.filter(pk=sender.pk).update(is_admin=False)
    admin = kind.person_in(sender.organisation, is_admin=True)

    again = actions.invite(
        admin.organisation, by=admin.user, email=old.email, is_admin=False, now=NOW
    )

    assert actions.join(again, by=UserFactory(email=old.email), title="", now=NOW)
