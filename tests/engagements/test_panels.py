"""The panel of a brief and its playback."""

import pytest

from accounts.models import Activity, Notice
from engagements.actions import panels as actions
from engagements.models import Brief, Playback
from tests.engagements.briefs import whole_brief
from tests.factories import (
    NOW,
    BriefFactory,
    ClientFactory,
    ConsultantFactory,
    CriterionFactory,
    FirmFactory,
    PanelSeatFactory,
    PlaybackFactory,
)
from tests.notices import notice_of, subjects
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


def test_panel_seats_the_invited_and_names_the_lead():
    brief = BriefFactory()
    specialist, generalist = FirmFactory(), FirmFactory(generalist=True)

    actions.set_panel(
        brief, by=brief.manager.user, firms=[specialist, generalist], lead=specialist, now=NOW
    )

    seats = list(brief.seats.active().in_order().values_list("firm_id", "is_lead", "opened_at"))
    assert seats == [(specialist.pk, True, None), (generalist.pk, False, None)]


def test_panel_without_a_specialist_is_refused_with_the_reason():
    brief = BriefFactory()
    generalist = FirmFactory(generalist=True)

    with pytest.raises(actions.NoSpecialist, match="at least one specialist firm"):
        actions.set_panel(
            brief, by=brief.manager.user, firms=[generalist], lead=generalist, now=NOW
        )

    assert not brief.seats.exists()


def test_panel_without_a_specialist_is_refused_even_with_a_reason_where_the_client_forbids_it():
    brief = BriefFactory()
    rpo = FirmFactory(rpo=True)

    with pytest.raises(actions.NoSpecialist):
        actions.set_panel(
            brief,
            by=brief.manager.user,
            firms=[rpo],
            lead=rpo,
            justification="Our framework agreement names this firm alone.",
            now=NOW,
        )


def test_panel_without_a_specialist_is_refused_with_a_justification_of_a_word_or_two():
    brief = BriefFactory(client__may_waive_specialist=True)
    rpo = FirmFactory(rpo=True)

    with pytest.raises(actions.NoSpecialist, match="write down why"):
        actions.set_panel(
            brief,
            by=brief.manager.user,
            firms=[rpo],
            lead=rpo,
            justification=" They are cheap. ",
            now=NOW,
        )


def test_panel_without_a_specialist_is_accepted_with_a_justification_where_allowed():
    brief = BriefFactory(client=ClientFactory(may_waive_specialist=True))
    rpo, another = FirmFactory(rpo=True), BriefFactory()
    why = "Our framework agreement names this firm alone until January."

    actions.set_panel(
        brief, by=brief.manager.user, firms=[rpo], lead=rpo, justification=why, now=NOW
    )

    brief.refresh_from_db()
    assert brief.panel_justification == why
    assert Activity.objects.about(brief).get().written == why
    another.refresh_from_db()
    assert another.panel_justification == ""


def test_panel_withdraws_the_seat_of_a_firm_that_is_left_out():
    brief = BriefFactory()
    kept, dropped = FirmFactory(), FirmFactory()
    by = brief.manager.user
    actions.set_panel(brief, by=by, firms=[kept, dropped], lead=dropped, now=NOW)

    actions.set_panel(brief, by=by, firms=[kept], lead=kept, now=NOW)

    assert list(brief.seats.active().values_list("firm_id", flat=True)) == [kept.pk]


def test_panel_of_an_open_brief_can_only_grow():
    brief = BriefFactory(opened=True)
    lead = PanelSeatFactory(brief=brief, is_lead=True).firm
    late = FirmFactory()
    by = brief.manager.user

    actions.set_panel(brief, by=by, firms=[lead, late], lead=lead, now=NOW)

    assert brief.seats.get(firm=late).opened_at == NOW
    with pytest.raises(actions.PanelFixed):
        actions.set_panel(brief, by=by, firms=[lead], lead=lead, now=NOW)


def test_panel_of_a_confirmed_brief_can_only_grow():
    brief = BriefFactory(confirmed=True)
    lead = PanelSeatFactory(brief=brief, is_lead=True, opened_at=None).firm
    other = PanelSeatFactory(brief=brief, opened_at=None).firm
    late = FirmFactory()
    by = brief.manager.user

    with pytest.raises(actions.PanelFixed, match="keep their seats"):
        actions.set_panel(brief, by=by, firms=[lead], lead=lead, now=NOW)
    assert set(brief.seats.active().values_list("firm", flat=True)) == {lead.pk, other.pk}

    actions.set_panel(brief, by=by, firms=[lead, other, late], lead=lead, now=NOW)
    assert brief.seats.active().count() == 3


def test_the_trail_of_a_brief_until_its_playback_is_confirmed():
    brief = whole_brief(client__may_waive_specialist=True)
    manager = brief.manager.user
    lead = ConsultantFactory(firm=FirmFactory(rpo=True))
    other = ConsultantFactory(firm=FirmFactory(generalist=True))
    why = "Our framework agreement names these firms alone."
    words = {"hard": "", "person": "", "challenge": "", "situation": "Nine.", "success": "None."}

    actions.set_panel(
        brief,
        by=manager,
        firms=[other.firm, lead.firm],
        lead=lead.firm,
        justification=why,
        now=NOW,
    )
    brief.refresh_from_db()
    actions.send_for_playback(brief, by=manager, now=NOW)
    actions.take_back(brief, by=manager, now=NOW)
    actions.send_for_playback(brief, by=manager, now=NOW)
    actions.save_playback(brief, by=lead, is_by_phone=True, now=NOW, **words)
    actions.send_playback(brief, by=lead, now=NOW)
    playback = Playback.objects.get()
    actions.send_back_playback(playback, by=manager, comments="Say more.", now=NOW)
    actions.send_playback(brief, by=lead, now=NOW)
    actions.confirm_playback(Playback.objects.get(), by=manager, now=NOW)
    actions.answer_for(brief.seats.get(firm=other.firm), by=other, now=NOW)
    actions.decline_seat(
        brief.seats.get(firm=other.firm), by=other.user, reason="No time.", now=NOW
    )

    sent = Event("manager", "brief.sent_for_playback", "draft", "in_clarification")
    played_back = Event("consultant", "brief.played_back", facts={"by_phone": True, "version": 2})
    firms = sorted([lead.firm_id, other.firm_id])
    assert trail_of(brief) == [
        Event("manager", "brief.panel_set", facts={"firms": firms, "lead": lead.firm_id}, note=why),
        sent,
        Event("manager", "brief.taken_back", "in_clarification", "draft"),
        sent,
        played_back,
        Event("manager", "brief.playback_returned", note="Say more."),
        played_back,
        Event("manager", "brief.playback_confirmed", "in_clarification", "confirmed"),
        Event("consultant", "brief.consultant_named", facts={"firm": other.firm_id}),
        Event("consultant", "brief.seat_declined", facts={"firm": other.firm_id}, note="No time."),
    ]


def test_brief_is_not_sent_before_firms_are_invited():
    brief = BriefFactory()

    with pytest.raises(actions.BriefNotReady, match="Invite the firms first"):
        actions.send_for_playback(brief, by=brief.manager.user, now=NOW)


def test_brief_is_not_sent_without_a_criterion():
    brief = BriefFactory(complete=False)
    seat = PanelSeatFactory(brief=brief, is_lead=True, opened_at=None)

    with pytest.raises(actions.BriefNotReady, match="What does success look like"):
        actions.send_for_playback(seat.brief, by=brief.manager.user, now=NOW)


def test_sending_notifies_every_firm_of_the_panel():
    brief = BriefFactory()
    lead = ConsultantFactory()
    other = ConsultantFactory(firm=FirmFactory(generalist=True))
    PanelSeatFactory(brief=brief, firm=lead.firm, is_lead=True, opened_at=None)
    PanelSeatFactory(brief=brief, firm=other.firm, opened_at=None)

    actions.send_for_playback(brief, by=brief.manager.user, now=NOW)

    brief.refresh_from_db()
    assert brief.is_played_back
    assert set(Notice.objects.values_list("user_id", flat=True)) == {lead.user_id, other.user_id}


def test_playback_is_saved_while_it_is_written_and_sent_once():
    brief = BriefFactory(played_back=True)
    consultant = ConsultantFactory()
    words = {"hard": "", "person": "", "challenge": "", "is_by_phone": True}

    actions.save_playback(
        brief, by=consultant, situation="Nine observations.", success="", now=NOW, **words
    )
    with pytest.raises(actions.BriefNotReady):
        actions.send_playback(brief, by=consultant, now=NOW)
    actions.save_playback(
        brief,
        by=consultant,
        situation="Nine observations.",
        success="All closed.",
        now=NOW,
        **words,
    )
    actions.send_playback(brief, by=consultant, now=NOW)

    playback = Playback.objects.get(brief=brief)
    assert (playback.success, playback.is_waiting, playback.is_by_phone) == (
        "All closed.",
        True,
        True,
    )
    assert Notice.objects.get().user == brief.manager.user


def test_a_sent_playback_cannot_be_edited():
    playback = PlaybackFactory(status=Playback.Status.SENT)

    with pytest.raises(actions.PlaybackSent):
        actions.save_playback(
            playback.brief,
            by=playback.consultant,
            situation="Other words",
            success="",
            hard="",
            person="",
            challenge="",
            is_by_phone=False,
            now=NOW,
        )


def test_confirming_the_playback_confirms_the_brief():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))

    actions.confirm_playback(playback, by=playback.brief.manager.user, now=NOW)

    brief = Brief.objects.get(pk=playback.brief_id)
    assert (brief.is_confirmed, brief.confirmed_at) == (True, NOW)


def test_confirming_the_playback_notifies_everybody_of_a_firm_until_one_answers_for_it():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    named, unnamed = ConsultantFactory(), ConsultantFactory()
    others = ConsultantFactory(firm=named.firm), ConsultantFactory(firm=unnamed.firm)
    gone = ConsultantFactory(firm=unnamed.firm, left_at=NOW)
    PanelSeatFactory(brief=playback.brief, firm=named.firm, consultant=named)
    PanelSeatFactory(brief=playback.brief, firm=unnamed.firm)

    actions.confirm_playback(playback, by=playback.brief.manager.user, now=NOW)

    told = [len(subjects(one.user)) for one in (named, unnamed, *others, gone)]
    assert told == [1, 1, 0, 1, 0]


def test_playback_of_an_older_version_confirms_nothing():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    Brief.objects.filter(pk=playback.brief_id).update(version=2)

    with pytest.raises(actions.BriefNotReady, match="has changed since"):
        actions.confirm_playback(playback, by=playback.brief.manager.user, now=NOW)


def test_playback_is_not_confirmed_while_a_criterion_has_no_date():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    CriterionFactory(brief=playback.brief, due_on=None)

    with pytest.raises(actions.BriefNotReady, match="By when"):
        actions.confirm_playback(playback, by=playback.brief.manager.user, now=NOW)


def test_playback_sent_back_reaches_the_consultant_with_the_comments():
    playback = PlaybackFactory(status=Playback.Status.SENT)
    PanelSeatFactory(brief=playback.brief, firm=playback.firm)

    actions.send_back_playback(
        playback, by=playback.brief.manager.user, comments="The board cares about release.", now=NOW
    )

    playback.refresh_from_db()
    assert playback.is_returned
    notice = notice_of(playback.consultant.user)
    assert "The board cares about release." in notice.body


def test_taking_a_brief_back_makes_a_new_version_that_needs_a_new_playback():
    playback = PlaybackFactory(status=Playback.Status.SENT)
    brief = playback.brief

    actions.take_back(brief, by=brief.manager.user, now=NOW)

    brief.refresh_from_db()
    assert (brief.is_draft, brief.version) == (True, 2)
    assert not brief.playbacks.filter(brief_version=2).exists()
