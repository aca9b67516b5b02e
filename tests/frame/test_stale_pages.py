"""A button of an old page is answered with how things stand now, by whom and since when."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity
from readings.models import TextReading
from shortlists.asking import address
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.factories import ConsultantFactory, PanelSeatFactory, QuestionFactory
from tests.frame.organisation_kinds import Kind
from tests.frame.stale import CLOCK, Press, effects, press, told_in
from tests.frame.stale_scenes import (
    BY_CLOCK,
    BY_READING,
    LIFECYCLES,
    NOT_BUILT,
    REASON,
    SAID_ELSEWHERE,
    SCENES,
    Scene,
    _brief_in,
    _open,
    _submit,
)
from tests.shortlists.choices import colleague

pytestmark = pytest.mark.django_db


def test_every_arrow_of_every_life_cycle_has_its_scene_or_nobody_presses_it():
    drawn = {
        f"{model.__name__}:{source}>{target}"
        for model in [*LIFECYCLES, TextReading]
        for source, targets in model.MOVES.items()
        for target in targets
    }
    pressed = {arrow for scene in SCENES for arrow in scene.arrows}

    others = BY_CLOCK | BY_READING | NOT_BUILT | SAID_ELSEWHERE
    assert drawn == pressed | others
    assert pressed & others == set()


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_a_second_press_from_an_old_page_says_who_and_when_and_does_nothing(scene: Scene):
    one = scene.build()
    first = press(one)
    assert first.status_code == 302, first.content.decode()[:3000]
    after_first = effects()

    second = press(one)

    told = told_in(second)
    assert second.status_code == 409
    assert re.search(rf"\bYou [a-z][^.]* {CLOCK}\.", told), told
    assert effects() == after_first
    # It leads to the thing as it is now, which is there.
    page = second.content.decode().partition("<h1>")[2]
    link = re.search(r'class="btn btn-primary" href="([^"]+)"', page)
    assert link is not None
    assert link[1] != reverse("today")
    assert browser_of(one.by).get(link[1], follow=True).status_code == 200


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_what_was_typed_on_an_old_page_is_shown_for_copying(scene: Scene):
    one = scene.build()
    press(one)

    told = told_in(press(one))

    sentences = [text for text in one.typed.values() if " " in str(text)]
    assert [text for text in sentences if text not in told] == []
    assert "Profile version" not in told


def test_a_part_of_a_page_is_told_the_same_beside_its_button():
    one = _submit()
    press(one)

    answer = browser_of(one.by).post(one.url + "draft/", one.typed, headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "data-error-notice" in text
    assert re.search(rf"You put the interim forward {CLOCK}", text)


def test_a_colleague_reads_the_name_of_who_was_first():
    one = _open()
    brief = Press(one.by, one.url, {})
    press(brief)
    from engagements.models import Brief

    row = Brief.objects.get()
    second = press(Press(colleague(row, is_admin=True), one.url, {}))

    assert f"{one.by.full_name} opened it today at " in told_in(second)
    assert second.status_code == 409


def test_the_moment_is_said_in_the_time_zone_of_the_reader():
    one = _open()
    press(one)
    Activity.objects.none()
    opened = Activity.objects.get(kind="brief.opened").at
    one.by.time_zone = "Asia/Tokyo"
    one.by.save()

    told = told_in(press(one))

    from zoneinfo import ZoneInfo

    assert f"{opened.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" in told


def test_a_firm_does_not_read_that_another_firm_put_somebody_forward():
    brief = _brief_in("shortlisting")
    ours = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=ours.firm, consultant=ours, is_lead=True)
    url = reverse("engagements:playback", args=[brief.ref])

    answer = press(Press(ours.user, url, {"situation": "What happened there."}))

    assert answer.status_code == 409
    assert "people have been put forward" not in told_in(answer)
    assert "This brief is open" in told_in(answer)


def test_a_question_that_a_colleague_has_answered_names_them_and_keeps_the_words():
    question = QuestionFactory()
    entry = question.entry
    other = ConsultantFactory(firm=entry.firm)
    url = reverse("shortlists:answer", args=[address(entry.firm, entry), question.ref])
    words = "The supervisory board, in June."
    press(Press(other.user, url, {f"{question.ref}-text": "The board."}))
    before = effects()

    answer = press(Press(entry.consultant.user, url, {f"{question.ref}-text": words}))

    told = told_in(answer)
    assert answer.status_code == 409
    assert re.search(rf"{other.user.full_name} answered a question {CLOCK}", told)
    assert words in told
    assert effects() == before


def test_a_seat_that_a_colleague_has_given_up_is_said_and_a_stranger_still_reads_nothing():
    brief = _brief_in("open")
    ours, mate, stranger = ConsultantFactory(), None, ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=ours.firm, consultant=ours)
    mate = ConsultantFactory(firm=ours.firm)
    url = reverse("engagements:decline_seat", args=[brief.ref])
    typed = {"reason": "We have nobody who has done this."}
    assert press(Press(mate.user, url, typed)).status_code == 302
    before = effects()

    second = press(Press(ours.user, url, typed))
    hidden = press(Press(stranger.user, url, typed))

    told = told_in(second)
    assert second.status_code == 409
    assert re.search(rf"{mate.user.full_name} gave up the seat {CLOCK}", told)
    assert typed["reason"] in told
    assert brief.get_absolute_url() not in second.content.decode().partition("<h1>")[2]
    assert hidden.status_code == 404
    assert effects() == before


def test_a_colleague_who_was_removed_is_said_with_who_and_when(kind: Kind):
    admin = kind.make_person(is_admin=True)
    second_admin = kind.person_in(admin.organisation, is_admin=True)
    gone = kind.person_in(admin.organisation)
    url = kind.url("remove_colleague", gone.ref)
    assert press(Press(admin.user, url, {"to": str(admin.ref)})).status_code == 302
    before = effects()

    for button in (url, kind.url("make_admin", gone.ref)):
        answer = press(Press(second_admin.user, button, {"to": str(admin.ref)}))
        told = told_in(answer)
        assert answer.status_code == 409
        assert re.search(rf"{admin.user.full_name} removed {gone.user.full_name} {CLOCK}", told), (
            told
        )
    assert effects() == before


def test_leaving_a_second_time_says_that_one_has_left(kind: Kind):
    admin = kind.make_person(is_admin=True)
    own = kind.person_in(admin.organisation)
    one = Press(own.user, kind.url("leave_organisation"), {"to": str(admin.ref)})
    assert press(one).status_code == 302
    before = effects()

    second = press(one)

    assert second.status_code == 409
    assert re.search(rf"You left the organisation {CLOCK}", told_in(second))
    assert effects() == before


def test_an_invitation_that_was_withdrawn_or_accepted_is_said_with_who_and_when(kind: Kind):
    from tests.factories import UserFactory

    admin = kind.make_person(is_admin=True)
    again = kind.person_in(admin.organisation, is_admin=True)
    withdrawn = kind.invitation_to(admin.organisation, invited_by=admin.user)
    taken = kind.invitation_to(admin.organisation, invited_by=admin.user)
    newcomer = UserFactory(email=taken.email)
    press(Press(admin.user, kind.url("withdraw_invitation", withdrawn.ref), {}))
    press(Press(newcomer, kind.url("join", taken.ref), {"title": "Head"}))
    before = effects()

    told = [
        told_in(press(Press(again.user, kind.url(name, row.ref), {})))
        for row in (withdrawn, taken)
        for name in ("withdraw_invitation", "send_invitation_again")
    ]

    for words in told[:2]:
        assert re.search(rf"{admin.user.full_name} withdrew an invitation {CLOCK}", words), words
    for words in told[2:]:
        assert re.search(rf"{newcomer.full_name} joined the organisation {CLOCK}", words), words
    assert effects() == before


def test_whoever_was_invited_reads_that_it_was_withdrawn_and_no_name_of_the_organisation(
    kind: Kind,
):
    from tests.factories import UserFactory

    admin = kind.make_person(is_admin=True)
    sent = kind.invitation_to(admin.organisation, invited_by=admin.user)
    invited = UserFactory(email=sent.email)
    press(Press(admin.user, kind.url("withdraw_invitation", sent.ref), {}))

    answer = press(Press(invited, kind.url("join", sent.ref), {"title": ""}))

    told = told_in(answer)
    assert answer.status_code == 409
    assert re.search(rf"withdrew an invitation {CLOCK}", told)
    assert admin.user.full_name not in told


def test_an_interim_reads_no_name_of_a_confidential_client(monkeypatch: pytest.MonkeyPatch):
    from shortlists.actions import briefs
    from tests.shortlists.choices import approached

    world = approached()
    brief = world.entry.brief
    now = timezone.now()
    briefs.hold_brief(
        brief,
        reason=f"{brief.client.name} waits for its buyer.",
        review_on=timezone.localdate() + timedelta(days=9),
        by=brief.manager.user,
        now=now,
    )

    answer = press(Press(world.interim, reverse("shortlists:choose", args=[world.entry.ref]), {}))

    told = told_in(answer)
    assert answer.status_code == 409
    assert re.search(rf"Somebody at the client put it on hold {CLOCK}", told)
    assert brief.client.name not in told
    assert brief.manager.user.full_name not in told
    assert Entry.objects.get().status == "approached"
    assert REASON not in told
