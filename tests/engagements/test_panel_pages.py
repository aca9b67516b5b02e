"""The pages of the panel, of the playback and of opening a brief."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django.asserts import assertContains

from engagements.actions import panels as actions
from engagements.models import Brief, PanelSeat, Playback
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import (
    NOW,
    BriefFactory,
    ClientMemberFactory,
    ConsultantFactory,
    CriterionFactory,
    FirmFactory,
    PanelSeatFactory,
    PlaybackFactory,
    UserFactory,
)
from tests.notices import notice_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return BriefFactory()


def test_a_playback_that_cannot_be_confirmed_says_why_and_what_to_do():
    brief = whole_brief(played_back=True)
    PlaybackFactory(status=Playback.Status.SENT, brief=brief)
    CriterionFactory(brief=brief, due_on=None)

    page = browser_of(brief.manager.user).get(reverse("engagements:playback", args=[brief.ref]))

    words = page.content.decode()
    assert page.context["missing"]
    assert reverse("engagements:edit", args=[brief.ref, "success"]) in words
    assert reverse("engagements:confirm", args=[brief.ref]) not in words


def test_a_refusal_links_back_to_the_page_of_the_button():
    brief = whole_brief(played_back=True)
    PlaybackFactory(status=Playback.Status.SENT, brief=brief)
    CriterionFactory(brief=brief, due_on=None)
    manager = browser_of(brief.manager.user)
    path = reverse("engagements:confirm", args=[brief.ref])
    here = reverse("engagements:playback", args=[brief.ref])

    ours = manager.post(path, headers={"Referer": f"http://testserver{here}"})
    foreign = manager.post(path, headers={"Referer": "https://elsewhere.example/"})

    ways = [way.url for way in ours.context["ways_back"].all]
    assert (ours.status_code, ways[:2]) == (409, [here, brief.get_absolute_url()])
    assert foreign.context["ways_back"].page is None


def test_a_new_playback_starts_with_the_text_of_the_one_before():
    playback = PlaybackFactory(status=Playback.Status.SENT, brief=whole_brief(played_back=True))
    brief = playback.brief
    PanelSeatFactory(brief=brief, firm=playback.firm, is_lead=True)
    actions.take_back(brief, by=brief.manager.user, now=NOW)
    actions.send_for_playback(brief, by=brief.manager.user, now=NOW)

    page = browser_of(playback.consultant.user).get(
        reverse("engagements:playback", args=[brief.ref])
    )

    assert page.context["form"]["situation"].value() == playback.situation


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
    assert "A panel needs at least one specialist firm" in response.content.decode()
    assert f'value="{generalist.ref}" checked' in response.content.decode()


@pytest.mark.parametrize("nonsense", ["no-uuid", "\x00", "9" * 5000, ""])
def test_panel_page_refuses_invalid_input_with_a_message(brief: Brief, nonsense: str):
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
    assert brief.seats.active().get().firm == firm


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
    assert "Another firm writes the playback" in writing.content.decode()


def test_panel_and_playback_pages_say_what_a_playback_is():
    playback = PlaybackFactory()
    brief = playback.brief
    PanelSeatFactory(brief=brief, firm=playback.firm, is_lead=True)
    other = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=other.firm)
    panel = reverse("engagements:panel", args=[brief.ref])
    url = reverse("engagements:playback", args=[brief.ref])

    choosing = browser_of(brief.manager.user).get(panel)
    reading = browser_of(brief.manager.user).get(url)
    writing = browser_of(playback.consultant.user).get(url)
    reading_along = browser_of(other.user).get(url)

    assertContains(choosing, "a playback: your brief in the firm's own words")
    assertContains(reading, "A playback is your brief in the firm's own words")
    assertContains(writing, "A playback is the brief in your own words")
    assertContains(reading_along, "A playback is the brief in a firm's own words")


def test_the_next_step_of_a_brief_says_what_a_playback_is():
    brief = whole_brief()
    PanelSeatFactory(brief=brief, is_lead=True)
    browser = browser_of(brief.manager.user)

    asking = browser.get(brief.get_absolute_url())
    browser.post(reverse("engagements:send", args=[brief.ref]))
    waiting = browser.get(brief.get_absolute_url())

    assertContains(asking, "Ask for the playback: your brief in a firm&#x27;s own words")
    assertContains(waiting, "The leading firm restates your brief in its own words")


def test_playback_page_autosaves():
    playback = PlaybackFactory()
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)

    response = browser_of(playback.consultant.user).post(
        reverse("engagements:playback", args=[playback.brief.ref]), {"situation": "Typed so far"}
    )

    playback.refresh_from_db()
    assert (response.status_code, playback.situation) == (200, "Typed so far")


def test_playback_page_refuses_a_text_that_is_too_long_and_keeps_it():
    playback = PlaybackFactory()
    PanelSeatFactory(brief=playback.brief, firm=playback.firm, is_lead=True)
    book = "word " * 2000

    response = browser_of(playback.consultant.user).post(
        reverse("engagements:playback", args=[playback.brief.ref]),
        {"situation": book, "send": "1"},
    )

    assert response.status_code == 422
    assert book.strip() in response.content.decode()


def test_manager_confirms_the_playback_with_one_button():
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

    response = browser_of(consultant.user).post(reverse("open_brief", args=[seat.brief.ref]))

    assert response.status_code == 403


def test_firm_gives_up_its_seat_with_a_reason_the_manager_reads():
    seat = PanelSeatFactory()
    consultant = ConsultantFactory(firm=seat.firm)

    browser_of(consultant.user).post(
        reverse("engagements:decline_seat", args=[seat.brief.ref]),
        {"reason": "We act for a competitor until March."},
    )

    assert not PanelSeat.objects.active().filter(pk=seat.pk).exists()
    notice = notice_of(seat.brief.manager.user)
    assert "We act for a competitor until March." in notice.body


def test_person_without_a_role_sees_no_brief(brief: Brief):
    response = browser_of(UserFactory()).get(reverse("engagements:playback", args=[brief.ref]))

    assert response.status_code == 404


def test_the_author_of_the_playback_answers_for_the_firm():
    seat = PanelSeatFactory(brief=BriefFactory(played_back=True), is_lead=True, opened_at=None)
    consultant = ConsultantFactory(firm=seat.firm)

    browser_of(consultant.user).post(
        reverse("engagements:playback", args=[seat.brief.ref]), {"situation": "Typed so far"}
    )

    seat.refresh_from_db()
    assert seat.consultant == consultant


def test_a_colleague_becomes_the_consultant_who_answers_for_the_firm():
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


def test_a_missing_field_of_a_sent_playback_is_shown_beside_the_field():
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
