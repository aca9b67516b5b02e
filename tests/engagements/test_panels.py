"""Inviting firms, the playback, and the one moment at which a brief opens."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity, Notice, User
from engagements.actions import panels as actions
from engagements.models import Brief, PanelSeat, Playback
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.models import Job
from providers.models import Firm
from tests.factories import (
    NOW,
    BriefFactory,
    ClientFactory,
    ClientMemberFactory,
    ConsultantFactory,
    CriterionFactory,
    FirmFactory,
    PanelSeatFactory,
    PlaybackFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BACKEND = "interimhub.auth.Backend"


def browser_of(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user, backend=BACKEND)
    return browser


def whole_brief(**facts: Any) -> Brief:
    """A brief that an interim would have nothing to ask about of what must be fixed."""
    return BriefFactory(days_per_week=5, **facts)


def test_panel_seats_the_invited_and_names_the_lead():
    brief = BriefFactory()
    specialist, generalist = FirmFactory(), FirmFactory(generalist=True)

    actions.set_panel(
        brief, by=brief.manager.user, firms=[specialist, generalist], lead=specialist, now=NOW
    )

    seats = list(brief.seats.standing().in_order().values_list("firm_id", "is_lead", "opened_at"))
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


def test_panel_without_a_specialist_passes_with_a_recorded_justification_where_allowed():
    brief = BriefFactory(client=ClientFactory(may_waive_specialist=True))
    rpo = FirmFactory(rpo=True)
    why = "Our framework agreement names this firm alone until January."

    actions.set_panel(
        brief, by=brief.manager.user, firms=[rpo], lead=rpo, justification=why, now=NOW
    )

    brief.refresh_from_db()
    assert brief.panel_justification == why
    assert Activity.objects.about(brief).get().reason == why


def test_panel_withdraws_the_seat_of_a_firm_that_is_left_out():
    brief = BriefFactory()
    kept, dropped = FirmFactory(), FirmFactory()
    by = brief.manager.user
    actions.set_panel(brief, by=by, firms=[kept, dropped], lead=dropped, now=NOW)

    actions.set_panel(brief, by=by, firms=[kept], lead=kept, now=NOW)

    assert list(brief.seats.standing().values_list("firm_id", flat=True)) == [kept.pk]


def test_panel_of_an_open_brief_can_only_grow():
    brief = BriefFactory(opened=True)
    lead = PanelSeatFactory(brief=brief, is_lead=True).firm
    late = FirmFactory()
    by = brief.manager.user

    actions.set_panel(brief, by=by, firms=[lead, late], lead=lead, now=NOW)

    assert brief.seats.get(firm=late).opened_at == NOW
    with pytest.raises(actions.PanelStands):
        actions.set_panel(brief, by=by, firms=[lead], lead=lead, now=NOW)


def test_brief_is_not_sent_before_firms_are_invited():
    brief = BriefFactory()

    with pytest.raises(actions.NotReady, match="Invite the firms first"):
        actions.send_for_playback(brief, by=brief.manager.user, now=NOW)


def test_brief_is_not_sent_without_a_criterion():
    brief = BriefFactory(complete=False)
    seat = PanelSeatFactory(brief=brief, is_lead=True, opened_at=None)

    with pytest.raises(actions.NotReady, match="What does success look like"):
        actions.send_for_playback(seat.brief, by=brief.manager.user, now=NOW)


def test_sending_tells_every_firm_of_the_panel():
    brief = BriefFactory()
    lead = ConsultantFactory()
    other = ConsultantFactory(firm=FirmFactory(generalist=True))
    PanelSeatFactory(brief=brief, firm=lead.firm, is_lead=True, opened_at=None)
    PanelSeatFactory(brief=brief, firm=other.firm, opened_at=None)

    actions.send_for_playback(brief, by=brief.manager.user, now=NOW)

    brief.refresh_from_db()
    assert brief.is_played_back
    assert set(Notice.objects.values_list("user_id", flat=True)) == {lead.user_id, other.user_id}


def test_playback_is_kept_as_it_is_written_and_sent_once():
    brief = BriefFactory(played_back=True)
    consultant = ConsultantFactory()
    words = {"hard": "", "person": "", "challenge": "", "is_by_phone": True}

    actions.save_playback(
        brief, by=consultant, situation="Nine observations.", success="", now=NOW, **words
    )
    with pytest.raises(actions.NotReady):
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


def test_playback_with_the_manager_is_not_rewritten_under_their_eyes():
    playback = PlaybackFactory(status=Playback.Status.SENT)

    with pytest.raises(actions.NotReady):
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


def test_playback_of_an_older_version_confirms_nothing():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    Brief.objects.filter(pk=playback.brief_id).update(version=2)

    with pytest.raises(actions.NotReady, match="has changed since"):
        actions.confirm_playback(playback, by=playback.brief.manager.user, now=NOW)


def test_playback_is_not_confirmed_while_a_criterion_has_no_date():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    CriterionFactory(brief=playback.brief, due_on=None)

    with pytest.raises(actions.NotReady, match="By when"):
        actions.confirm_playback(playback, by=playback.brief.manager.user, now=NOW)


def test_a_playback_that_cannot_be_confirmed_yet_says_so_and_leads_to_the_way_out():
    brief = whole_brief(played_back=True)
    PlaybackFactory(status=Playback.Status.SENT, brief=brief)
    CriterionFactory(brief=brief, due_on=None)

    page = browser_of(brief.manager.user).get(reverse("engagements:playback", args=[brief.ref]))

    words = page.content.decode()
    assert page.context["missing"]
    assert reverse("engagements:take_back", args=[brief.ref]) in words
    assert reverse("engagements:confirm", args=[brief.ref]) not in words


def test_a_refused_button_leads_back_to_the_page_it_stood_on():
    brief = whole_brief(played_back=True)
    PlaybackFactory(status=Playback.Status.SENT, brief=brief)
    CriterionFactory(brief=brief, due_on=None)
    manager = browser_of(brief.manager.user)
    path = reverse("engagements:confirm", args=[brief.ref])
    here = reverse("engagements:playback", args=[brief.ref])

    ours = manager.post(path, headers={"Referer": f"http://testserver{here}"})
    foreign = manager.post(path, headers={"Referer": "https://elsewhere.example/"})

    assert (ours.status_code, ours.context["came_from"]) == (409, here)
    assert foreign.context["came_from"] == ""


def test_a_new_playback_begins_with_the_words_of_the_one_before():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    brief = playback.brief
    PanelSeatFactory(brief=brief, firm=playback.firm, is_lead=True)
    actions.take_back(brief, by=brief.manager.user, now=NOW)
    Brief.objects.filter(pk=brief.pk).update(status=Brief.Status.IN_CLARIFICATION)

    page = browser_of(playback.consultant.user).get(
        reverse("engagements:playback", args=[brief.ref])
    )

    assert page.context["form"]["situation"].value() == playback.situation


def test_playback_sent_back_reaches_the_consultant_with_the_comments():
    playback = PlaybackFactory(status=Playback.Status.SENT)

    actions.send_back_playback(
        playback, by=playback.brief.manager.user, comments="The board cares about release.", now=NOW
    )

    playback.refresh_from_db()
    assert playback.is_returned
    notice = Notice.objects.get(user=playback.consultant.user)
    assert "The board cares about release." in notice.body


def test_brief_opens_to_every_kind_of_firm_at_the_same_moment():
    brief = BriefFactory(confirmed=True)
    for kind in Firm.Kind.values:
        PanelSeatFactory(brief=brief, firm=FirmFactory(kind=kind), opened_at=None)

    actions.open_brief(brief, by=brief.manager.user, now=NOW)

    assert set(brief.seats.values_list("opened_at", flat=True)) == {NOW}
    assert Job.objects.filter(key=f"rank:{brief.pk}:1").count() == 1


def test_brief_does_not_open_before_it_is_confirmed():
    brief = BriefFactory(played_back=True)

    with pytest.raises(InvalidMove):
        actions.open_brief(brief, by=brief.manager.user, now=NOW)

    assert not Job.objects.exists()


def test_taking_it_back_makes_a_new_version_that_asks_for_a_new_playback():
    playback = PlaybackFactory(status=Playback.Status.SENT)
    brief = playback.brief

    actions.take_back(brief, by=brief.manager.user, now=NOW)

    brief.refresh_from_db()
    assert (brief.is_draft, brief.version) == (True, 2)
    assert not brief.playbacks.filter(brief_version=2).exists()


@pytest.mark.django_db(transaction=True)
def test_opening_twice_at_once_ranks_once():
    brief = BriefFactory(confirmed=True)
    PanelSeatFactory(brief=brief, opened_at=None)
    barrier = threading.Barrier(4)

    def press() -> None:
        barrier.wait()
        try:
            mine = Brief.objects.get(pk=brief.pk)
            actions.open_brief(mine, by=brief.manager.user, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Job.objects.filter(task="engagements.tasks.rank_candidates").count() == 1
    assert Activity.objects.filter(verb="opened it").count() == 1


# Pages


@pytest.fixture
def brief() -> Brief:
    return BriefFactory()


def test_panel_page_asks_strangers_to_sign_in(brief: Brief):
    response = Browser().get(reverse("engagements:panel", args=[brief.ref]))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_panel_page_does_not_exist_for_another_client(brief: Brief):
    stranger = ClientMemberFactory().user

    response = browser_of(stranger).get(reverse("engagements:panel", args=[brief.ref]))

    assert response.status_code == 404


def test_panel_is_not_changed_by_a_firm_and_says_why():
    seat = PanelSeatFactory()
    consultant = ConsultantFactory(firm=seat.firm)

    response = browser_of(consultant.user).post(
        reverse("engagements:panel", args=[seat.brief.ref]), {}
    )

    assert response.status_code == 403
    assert b"Only the brief&#x27;s hiring manager can do this." in response.content


def test_panel_page_puts_the_reason_beside_the_firms_and_keeps_what_was_ticked(brief: Brief):
    generalist = FirmFactory(generalist=True)

    response = browser_of(brief.manager.user).post(
        reverse("engagements:panel", args=[brief.ref]),
        {"firms": [str(generalist.ref)], "lead": str(generalist.ref)},
    )

    assert response.status_code == 422
    assert "A panel has at least one specialist firm" in response.content.decode()
    assert f'value="{generalist.ref}" checked' in response.content.decode()


@pytest.mark.parametrize("nonsense", ["no-uuid", "\x00", "9" * 5000, ""])
def test_panel_page_answers_nonsense_in_words(brief: Brief, nonsense: str):
    response = browser_of(brief.manager.user).post(
        reverse("engagements:panel", args=[brief.ref]), {"firms": [nonsense], "lead": nonsense}
    )

    assert response.status_code in {400, 422}


def test_panel_page_saves_the_panel(brief: Brief):
    firm = FirmFactory()

    response = browser_of(brief.manager.user).post(
        reverse("engagements:panel", args=[brief.ref]),
        {"firms": [str(firm.ref)], "lead": str(firm.ref)},
    )

    assert response.status_code == 302
    assert brief.seats.standing().get().firm == firm


@pytest.mark.parametrize("firm_count", [1, 3])
def test_panel_page_takes_the_same_queries_however_many_firms(
    brief: Brief, firm_count: int, django_assert_num_queries: Any
):
    for _ in range(firm_count):
        PanelSeatFactory(brief=brief, opened_at=None)
    page = browser_of(brief.manager.user)

    with django_assert_num_queries(12):
        response = page.get(reverse("engagements:panel", args=[brief.ref]))

    assert response.status_code == 200


def test_playback_page_is_read_by_the_other_firms_and_written_by_none_of_them():
    playback = PlaybackFactory(saved_at=NOW)
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)
    other = ConsultantFactory()
    PanelSeatFactory(brief=playback.brief, firm=other.firm)
    url = reverse("engagements:playback", args=[playback.brief.ref])

    reading = browser_of(other.user).get(url)
    writing = browser_of(other.user).post(url, {"situation": "Mine"})

    assert "The site must answer nine observations." in reading.content.decode()
    assert writing.status_code == 403
    assert "Another firm leads the playback" in writing.content.decode()


def test_playback_page_saves_what_the_lead_types_without_a_click():
    playback = PlaybackFactory()
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)

    response = browser_of(playback.consultant.user).post(
        reverse("engagements:playback", args=[playback.brief.ref]), {"situation": "Typed so far"}
    )

    playback.refresh_from_db()
    assert (response.status_code, playback.situation) == (204, "Typed so far")


def test_playback_page_refuses_a_book_and_keeps_it_on_the_page():
    playback = PlaybackFactory()
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)
    book = "word " * 2000

    response = browser_of(playback.consultant.user).post(
        reverse("engagements:playback", args=[playback.brief.ref]),
        {"situation": book, "send": "1"},
    )

    assert response.status_code == 422
    assert book.strip() in response.content.decode()


def test_manager_confirms_the_playback_in_one_tap():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))

    response = browser_of(playback.brief.manager.user).post(
        reverse("engagements:confirm", args=[playback.brief.ref])
    )

    playback.refresh_from_db()
    assert (response.status_code, playback.is_confirmed) == (302, True)


def test_consultant_cannot_confirm_their_own_playback():
    playback = PlaybackFactory(status=Playback.Status.SENT)
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)

    response = browser_of(playback.consultant.user).post(
        reverse("engagements:confirm", args=[playback.brief.ref])
    )

    playback.refresh_from_db()
    assert (response.status_code, playback.is_confirmed) == (403, False)


def test_open_page_refuses_somebody_of_another_role_with_the_reason():
    seat = PanelSeatFactory(brief=BriefFactory(confirmed=True))
    consultant = ConsultantFactory(firm=seat.firm)

    response = browser_of(consultant.user).post(reverse("engagements:open", args=[seat.brief.ref]))

    assert response.status_code == 403


def test_firm_gives_up_its_seat_with_a_reason_the_manager_reads():
    seat = PanelSeatFactory()
    consultant = ConsultantFactory(firm=seat.firm)

    browser_of(consultant.user).post(
        reverse("engagements:decline_seat", args=[seat.brief.ref]),
        {"reason": "We act for a competitor until March."},
    )

    assert not PanelSeat.objects.standing().filter(pk=seat.pk).exists()
    notice = Notice.objects.get(user=seat.brief.manager.user)
    assert "We act for a competitor until March." in notice.body


def test_person_without_a_role_sees_no_brief(brief: Brief):
    response = browser_of(UserFactory()).get(reverse("engagements:playback", args=[brief.ref]))

    assert response.status_code == 404


def test_consultant_who_plays_it_back_is_the_one_who_answers():
    seat = PanelSeatFactory(brief=BriefFactory(played_back=True), is_lead=True, opened_at=None)
    consultant = ConsultantFactory(firm=seat.firm)

    browser_of(consultant.user).post(
        reverse("engagements:playback", args=[seat.brief.ref]), {"situation": "Typed so far"}
    )

    seat.refresh_from_db()
    assert seat.consultant == consultant


def test_colleague_takes_over_who_answers_for_the_firm():
    seat = PanelSeatFactory(consultant=ConsultantFactory())
    colleague = ConsultantFactory(firm=seat.firm)

    response = browser_of(colleague.user).post(
        reverse("engagements:answer_for", args=[seat.brief.ref])
    )

    seat.refresh_from_db()
    assert (response.status_code, seat.consultant) == (302, colleague)


def test_nobody_answers_for_a_firm_that_is_not_theirs():
    seat = PanelSeatFactory()

    response = browser_of(seat.brief.manager.user).post(
        reverse("engagements:answer_for", args=[seat.brief.ref])
    )

    assert response.status_code == 403


def test_playback_sent_without_what_success_means_is_answered_beside_the_field():
    playback = PlaybackFactory()
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)

    response = browser_of(playback.consultant.user).post(
        reverse("engagements:playback", args=[playback.brief.ref]),
        {"situation": "Nine observations.", "success": " ", "send": "1"},
    )

    playback.refresh_from_db()
    assert (response.status_code, playback.is_waiting) == (422, False)
    assert response.context["form"].errors == {
        "success": ["Say what success means to them before you send it."]
    }
    assert "Nine observations." in response.content.decode()
