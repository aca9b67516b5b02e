"""Two firms and an interim, and what each of them can do: each act is a line of `ACTS`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import User
from candidates.models import Candidate
from engagements.actions import panels
from engagements.models import Brief
from interimhub.lib.undo import WINDOW
from providers.models import Consultant
from shortlists import actions, clock
from shortlists.actions import decisions, held_answers, mandates, submitted, withdrawals
from shortlists.models import Approach, Entry, HeldAnswer
from tests.factories import NOW
from tests.shortlists.choices import let_it_be_heard
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, open_to

WHY = "You closed eleven observations at a fill-finish site in five months."


@dataclass
class Scene:
    """A brief with two firms, an interim open to both, and whoever decides."""

    brief: Brief
    ours: Consultant
    theirs: Consultant
    person: Candidate

    @property
    def interim(self) -> User:
        assert self.person.user is not None
        return self.person.user

    @property
    def entry(self) -> Entry:
        return Entry.objects.select_related("candidate__user", "brief", "firm").latest("pk")


class Moment:
    """The moment at which all pages are read."""

    now: datetime = NOW + timedelta(hours=3)


def ask(scene: Scene, by: Consultant, hours: float = 0) -> Entry:
    moment = NOW + timedelta(hours=hours)
    return actions.approach(scene.brief, scene.person, by=by.user, why_you=WHY, now=moment)


def they_ask(scene: Scene) -> None:
    ask(scene, scene.theirs, hours=1)


def they_are_asked(scene: Scene) -> None:
    they_ask(scene)
    mandates.ask_question(
        scene.entry, text="Who decides?", firm=scene.theirs.firm, by=scene.interim, now=NOW
    )


def they_answer(scene: Scene) -> None:
    they_are_asked(scene)
    question = scene.entry.questions.get(firm=scene.theirs.firm)
    actions.answer(question, by=scene.theirs.user, text="The board does.", now=NOW)


def they_are_declined(scene: Scene) -> None:
    they_ask(scene)
    mandates.decline_approach(scene.entry, reason="Not now.", by=scene.interim, now=NOW)

    let_it_be_heard()


def they_are_left(scene: Scene) -> None:
    they_ask(scene)
    withdrawals.withdraw(scene.entry, by=scene.interim, now=NOW)


def choose(scene: Scene, who: Consultant, hours: float = 1) -> None:
    mandates.grant_mandate(
        scene.entry,
        firm=who.firm,
        profile_version=scene.person.version,
        can_start_on=date(2027, 2, 1),
        by=scene.interim,
        now=NOW + timedelta(hours=hours),
    )


def they_are_declined_for_ten_minutes(scene: Scene) -> None:
    they_ask(scene)
    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)


def they_are_declined_and_asked_again(scene: Scene) -> None:
    they_are_declined_for_ten_minutes(scene)
    held_answers.take_back(scene.entry, HeldAnswer.Kind.INTERIM, by=scene.interim, now=Moment.now)


def they_are_chosen(scene: Scene) -> None:
    they_ask(scene)
    choose(scene, scene.theirs)


def they_show_their_words(scene: Scene) -> None:
    they_are_chosen(scene)
    actions.show_words(scene.entry, by=scene.theirs.user, now=NOW, **case_for(scene.brief))


def they_are_objected_to(scene: Scene) -> None:
    they_show_their_words(scene)
    seen = scene.entry.shown_words.get().ref
    text = "I advised the head of that site, I did not lead it."
    actions.object_to_words(scene.entry, seen=seen, text=text, by=scene.interim, now=NOW)


def they_put_forward(scene: Scene) -> None:
    they_are_chosen(scene)
    submit_shown(scene.entry, by=scene.theirs.user, now=NOW, **case_for(scene.brief))


def they_correct_it(scene: Scene) -> None:
    they_put_forward(scene)
    case = case_for(scene.brief) | {"introduction": "She has closed two such cases, not one."}
    submitted.correct_submission(scene.entry, by=scene.theirs.user, version=1, now=NOW, **case)


def they_withdraw_it(scene: Scene) -> None:
    they_put_forward(scene)
    submitted.withdraw_submission(
        scene.entry, by=scene.theirs.user, reason="She has to stay where she is.", now=NOW
    )


def the_client_declines_theirs(scene: Scene) -> None:
    they_put_forward(scene)
    decisions.read_person(scene.entry, by=scene.brief.manager.user, now=NOW)
    decisions.decline(
        scene.entry,
        reason=Entry.DeclineReason.CONTEXT,
        criterion=scene.brief.criteria.first(),
        text="Another has done this in a plant of this size.",
        by=scene.brief.manager.user,
        now=NOW,
    )
    let_it_be_heard()


def they_fill_the_shortlist(scene: Scene) -> None:
    for _ in range(scene.brief.cap):
        person = open_to(scene.theirs.firm, availability_confirmed_on=NOW.date())
        entry, _ = mandated(scene.brief, scene.theirs, person)
        submit_shown(entry, by=scene.theirs.user, now=NOW, **case_for(scene.brief))


def they_name_somebody(scene: Scene) -> None:
    seat = scene.brief.seats.select_related("brief").get(firm=scene.theirs.firm)
    panels.answer_for(seat, by=scene.theirs, now=NOW)


def they_give_up_their_seat(scene: Scene) -> None:
    seat = scene.brief.seats.select_related("brief").get(firm=scene.theirs.firm)
    panels.decline_seat(seat, by=scene.theirs.user, reason="We have nobody.", now=NOW)


def they_ask_and_give_up_their_seat(scene: Scene) -> None:
    they_ask(scene)
    they_give_up_their_seat(scene)


def they_are_chosen_and_give_up_their_seat(scene: Scene) -> None:
    they_are_chosen(scene)
    they_give_up_their_seat(scene)


Act = Callable[[Scene], None]
WHILE_WE_WAIT: list[Act] = [
    they_ask,
    they_are_asked,
    they_answer,
    they_name_somebody,
    they_fill_the_shortlist,
    they_give_up_their_seat,
    they_ask_and_give_up_their_seat,
    they_are_declined_for_ten_minutes,
    they_are_declined_and_asked_again,
]
ACTS: list[Act] = [
    *WHILE_WE_WAIT,
    they_are_declined,
    they_are_left,
    they_are_chosen,
    they_are_chosen_and_give_up_their_seat,
    they_show_their_words,
    they_are_objected_to,
    they_put_forward,
    they_correct_it,
    they_withdraw_it,
    the_client_declines_theirs,
]


# What comes of our own approach, with or without another firm's


def we_wait(scene: Scene) -> None:
    ask(scene, scene.ours, hours=2)


def we_are_asked(scene: Scene) -> None:
    we_wait(scene)
    asked = {"text": "Is she staying?", "firm": scene.ours.firm}
    mandates.ask_question(scene.entry, by=scene.interim, now=NOW + timedelta(hours=2), **asked)


def we_are_declined(scene: Scene) -> None:
    we_wait(scene)
    mandates.decline_approach(scene.entry, reason="Not now.", by=scene.interim, now=Moment.now)
    Moment.now += WINDOW
    clock.pass_on_held_answers(Moment.now)


def we_are_left(scene: Scene) -> None:
    we_wait(scene)
    withdrawals.withdraw(scene.entry, by=scene.interim, now=Moment.now)


def we_are_chosen(scene: Scene) -> None:
    we_are_asked(scene)
    choose(scene, scene.ours, hours=3)


def we_put_forward(scene: Scene) -> None:
    we_are_chosen(scene)
    submit_shown(scene.entry, by=scene.ours.user, now=Moment.now, **case_for(scene.brief))


def we_show_our_words(scene: Scene) -> None:
    we_are_chosen(scene)
    actions.show_words(scene.entry, by=scene.ours.user, now=Moment.now, **case_for(scene.brief))


def nobody_answers_us(scene: Scene) -> None:
    we_wait(scene)
    Moment.now = NOW + timedelta(hours=99)
    for hours in (38, 50, 74, 98):
        clock.send_reminders(NOW + timedelta(hours=hours))


def we_ask_again(scene: Scene) -> None:
    nobody_answers_us(scene)
    ask(scene, scene.ours, hours=98.5)


def nobody_reads_ours(scene: Scene) -> None:
    we_put_forward(scene)
    for hours in range(0, 15 * 24, 12):
        clock.send_reminders(Moment.now + timedelta(hours=hours))
    Moment.now += timedelta(days=15)


OURS: list[Act] = [
    we_wait,
    we_are_asked,
    we_are_declined,
    we_are_left,
    we_are_chosen,
    we_show_our_words,
    we_put_forward,
    nobody_reads_ours,
    nobody_answers_us,
    we_ask_again,
]


def they_asked_late(scene: Scene) -> None:
    """Their own clock ends after ours: the conversation is still open when ours has lapsed."""
    ask(scene, scene.theirs, hours=1)
    sent = Approach.objects.get(firm=scene.theirs.firm)
    mandates.ask_question(
        scene.entry, text="Who decides?", firm=scene.theirs.firm, by=scene.interim, now=sent.sent_at
    )
