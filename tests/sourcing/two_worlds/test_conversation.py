"""What becomes of the conversation of an interim whom two firms have asked."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from engagements.models import Brief
from interimhub.lib.refused import Refused
from interimhub.lib.undo import WINDOW, TooLate
from shortlists import actions, clock
from shortlists.actions import held_answers, mandates, withdrawals
from shortlists.models import Approach, Entry, HeldAnswer
from tests.factories import NOW
from tests.notices import subjects
from tests.shortlists.worlds import seat_on
from tests.sourcing.two_worlds.pages import (
    differences,
    pages,
)
from tests.sourcing.two_worlds.scenes import (
    WHY,
    Moment,
    Scene,
    ask,
    choose,
    they_answer,
    they_are_asked,
    they_are_chosen,
    they_ask,
)

pytestmark = pytest.mark.django_db


def test_a_firm_that_was_chosen_without_asking_reads_nothing_of_who_asked(
    client: Client, scene: Scene
):
    they_ask(scene)
    choose(scene, scene.ours, hours=2)
    client.force_login(scene.ours.user)

    (line,) = client.get("/conversations/").context["lines"]
    page = client.get(line.url).content.decode()

    assert scene.person.user.full_name in page
    assert WHY not in page
    assert scene.theirs.user.full_name not in page
    assert "as it was sent" not in page
    assert str(scene.entry.ref) not in page


def test_a_firm_chosen_without_asking_reads_the_same_whoever_asked_and_what_they_wrote(
    client: Client, scene: Scene
):
    """Their pack was written at another hour and before the brief was changed."""
    other = seat_on(scene.brief)
    scene.person.stances.create(firm=other.firm, stance="trusted")
    world = transaction.savepoint()
    actions.approach(scene.brief, scene.person, by=other.user, why_you="Other words.", now=NOW)
    choose(scene, scene.ours, hours=3)
    alone = pages(client, scene)
    transaction.savepoint_rollback(world)
    stored, now_hard = Brief.objects.filter(pk=scene.brief.pk), scene.brief.what_is_hard
    stored.update(what_is_hard="It was harder then.")
    scene.brief.refresh_from_db()
    they_answer(scene)
    stored.update(what_is_hard=now_hard)
    scene.brief.refresh_from_db()

    choose(scene, scene.ours, hours=3)

    assert differences(alone, pages(client, scene)) == []


def test_an_open_question_to_another_firm_closes_and_the_interim_passes_it_on(
    client: Client, scene: Scene
):
    they_are_asked(scene)
    choose(scene, scene.ours, hours=2)
    client.force_login(scene.interim)
    page, ask_url = scene.entry.get_absolute_url(), f"{scene.entry.get_absolute_url()}ask/"
    label = f"Ask {scene.ours.firm.name} instead"

    before = client.get(page).content.decode()
    told = subjects(scene.ours.user)
    client.post(ask_url, {"text": "Who decides?"})
    after = client.get(page).content.decode()

    assert label in before
    assert "Interim site director: a question" not in told
    assert subjects(scene.ours.user)[-1] == "Interim site director: a question"
    assert label not in after
    assert scene.entry.questions.to_firm(scene.ours.firm).unanswered().count() == 1


def test_who_asks_after_the_choice_is_told_in_time_that_the_interim_is_not_available(scene: Scene):
    they_are_chosen(scene)
    letters = len(subjects(scene.interim))

    ask(scene, scene.ours, hours=2)
    clock.send_reminders(NOW + timedelta(hours=37))
    waiting = subjects(scene.ours.user)
    for hours in (38, 50, 74, 98):
        clock.send_reminders(NOW + timedelta(hours=hours))

    sent = Approach.objects.get(firm=scene.ours.firm)
    assert waiting == []
    assert (sent.status, sent.answered_at) == (
        Approach.Status.PASSED_OVER,
        NOW + timedelta(hours=38),
    )
    assert subjects(scene.ours.user) == ["Interim site director: not available"]
    assert len(subjects(scene.interim)) == letters


def test_who_asked_too_late_is_not_told_when_the_interim_leaves_the_other_firm(scene: Scene):
    they_are_chosen(scene)
    ask(scene, scene.ours, hours=2)

    withdrawals.withdraw(scene.entry, by=scene.interim, now=NOW + timedelta(hours=3))

    assert Approach.objects.get(firm=scene.ours.firm).is_waiting
    assert subjects(scene.ours.user) == []


def test_the_interim_finds_both_firms_words_and_gets_one_letter(client: Client, scene: Scene):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)
    client.force_login(scene.interim)

    page = client.get(scene.entry.get_absolute_url()).content.decode()
    choice = client.get(reverse("shortlists:choose", args=[scene.entry.ref])).content.decode()

    assert Entry.objects.count() == 1
    assert len(subjects(scene.interim)) == 1
    assert page.count(WHY) == 2
    for firm in (scene.ours.firm, scene.theirs.firm):
        assert firm.name in page
        assert firm.name in choice
    assert choice.count("Asked you") == 2


def test_a_question_goes_to_the_firm_that_is_asked_and_to_no_other(client: Client, scene: Scene):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)
    client.force_login(scene.interim)
    url = reverse("shortlists:ask", args=[scene.entry.ref])

    missing = client.post(url, {"text": "Is the head of quality staying?"})
    client.post(url, {"text": "Is the head of quality staying?", "to": str(scene.theirs.firm.ref)})

    assert missing.status_code == 422
    assert "Choose whom you ask." in missing.content.decode()
    assert scene.entry.questions.get().firm == scene.theirs.firm
    assert subjects(scene.theirs.user) == ["Interim site director: a question"]
    assert subjects(scene.ours.user) == []


def test_a_question_goes_to_who_still_waits_once_the_first_to_ask_had_no_answer(
    client: Client, scene: Scene
):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=20)
    for hours in (36, 48, 72, 96):
        clock.send_reminders(NOW + timedelta(hours=hours))
    client.force_login(scene.interim)

    url = reverse("shortlists:ask", args=[scene.entry.ref])
    client.post(url, {"text": "Is the head of quality staying?"})

    assert scene.entry.questions.get().firm == scene.theirs.firm


def test_a_firm_that_no_longer_waits_is_asked_nothing(scene: Scene):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)
    choose(scene, scene.ours, hours=2)

    with pytest.raises(Refused, match="no longer waits for you here"):
        mandates.ask_question(
            scene.entry, text="Who decides?", firm=scene.theirs.firm, by=scene.interim, now=NOW
        )


def test_an_approach_that_lapses_leaves_the_conversation_to_the_others(scene: Scene):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=20)
    for hours in (36, 48, 72, 96):
        clock.send_reminders(NOW + timedelta(hours=hours))

    by_firm = dict(Approach.objects.values_list("firm", "status"))
    assert by_firm == {scene.ours.firm.pk: "lapsed", scene.theirs.firm.pk: "waiting"}
    assert scene.entry.awaits_interim
    assert ask(scene, scene.ours, hours=97) == scene.entry


def test_the_interim_is_reminded_once_of_two_approaches_whose_answers_are_due_together(
    scene: Scene,
):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)
    for hours in (36, 37, 48, 49):
        clock.send_reminders(NOW + timedelta(hours=hours))

    reminders = [line for line in subjects(scene.interim) if line.endswith(": your answer, please")]
    assert len(reminders) == 2


def test_a_no_of_the_interim_is_passed_on_to_every_firm_that_had_asked(scene: Scene):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)

    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)
    clock.pass_on_held_answers(Moment.now + WINDOW)

    assert set(Approach.objects.values_list("status", flat=True)) == {Approach.Status.DECLINED}
    for firm in (scene.ours, scene.theirs):
        assert subjects(firm.user) == ["Interim site director: an interim declined"]


def test_the_interim_reads_who_hears_of_their_no_and_later_who_has_heard_it(
    client: Client, scene: Scene
):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)
    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)
    firms = (scene.ours.firm, scene.theirs.firm)
    client.force_login(scene.interim)

    held = client.get(scene.entry.get_absolute_url()).content.decode()
    clock.pass_on_held_answers(Moment.now + WINDOW)

    assert f"{firms[0].name} and {firms[1].name} hear of it at" in held
    said = f"{scene.ours.user.full_name} of {firms[0].name} and {scene.theirs.user.full_name}"
    with pytest.raises(TooLate, match=said):
        held_answers.take_back(
            scene.entry, HeldAnswer.Kind.INTERIM, by=scene.interim, now=Moment.now
        )


def test_who_asks_while_a_no_is_held_is_not_refused_by_it(client: Client, scene: Scene):
    ask(scene, scene.theirs)
    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)
    ask(scene, scene.ours, hours=3.1)
    ours = Approach.objects.filter(firm=scene.ours.firm)

    clock.pass_on_held_answers(Moment.now + WINDOW)
    waited = ours.get().is_waiting
    client.force_login(scene.interim)
    page = client.get(scene.entry.get_absolute_url()).content.decode()
    for hours in (39, 51, 75, 99):
        clock.send_reminders(NOW + timedelta(hours=hours))

    assert waited
    assert "They wrote after you had answered." in page
    assert ours.get().status == Approach.Status.PASSED_OVER
    assert subjects(scene.ours.user) == ["Interim site director: not available"]


def test_who_asks_while_a_no_is_held_waits_with_the_others_once_it_is_taken_back(scene: Scene):
    ask(scene, scene.theirs)
    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)
    ask(scene, scene.ours, hours=3.1)

    held_answers.take_back(scene.entry, HeldAnswer.Kind.INTERIM, by=scene.interim, now=Moment.now)
    choose(scene, scene.ours, hours=4)

    by_firm = dict(Approach.objects.values_list("firm", "status"))
    assert by_firm == {scene.ours.firm.pk: "accepted", scene.theirs.firm.pk: "passed_over"}
