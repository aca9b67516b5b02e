"""What a firm reads does not move when another firm acts: the same pages in two worlds.

Each act of the other firm, and of the interim and the client towards it, is a line of `ACTS`.
"""

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import User
from candidates.models import Candidate
from engagements.actions import panels
from engagements.models import Brief
from interimhub.lib.refused import Refused
from interimhub.lib.undo import WINDOW, TooLate
from providers.models import Consultant
from shortlists import actions, clock
from shortlists.actions import decisions, held_answers, mandates, submitted, withdrawals
from shortlists.models import Approach, Entry, HeldAnswer
from tests.factories import NOW
from tests.frame.access_table import ROWS
from tests.notices import subjects
from tests.shortlists.choices import let_it_be_heard
from tests.shortlists.worlds import case_for, mandated, match_of, open_to, ready_brief, seat_on
from tests.worlds import PRINCIPALS

pytestmark = pytest.mark.django_db
WHY = "You closed eleven observations at a fill-finish site in five months."
TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|/me/notices/)[^"/]+')
QUESTION = re.compile(r"questions/[0-9a-f-]{36}|question-[0-9a-f-]{36}|[0-9a-f-]{36}-text")


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


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Moment]]:
    """Let all pages be read at one moment; a test may move it."""
    monkeypatch.setattr(timezone, "now", lambda: Moment.now)
    yield Moment
    Moment.now = NOW + timedelta(hours=3)


@pytest.fixture
def scene() -> Scene:
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    # Nobody of the other firm was named for this brief before they asked.
    brief.seats.filter(firm=theirs.firm).update(consultant=None)
    person = open_to(ours.firm, headline="Sterile sites, turned round")
    person.stances.create(firm=theirs.firm, stance="trusted")
    seat_on(ready_brief(), ours)  # another brief, so that lists have an order
    match_of(brief, person)
    match_of(brief, open_to(ours.firm, headline="Sterile, too"))
    open_to(ours.firm, headline="Sterile, and not ranked")
    return Scene(brief, ours, theirs, person)


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


def they_put_forward(scene: Scene) -> None:
    they_are_chosen(scene)
    actions.submit(scene.entry, by=scene.theirs.user, now=NOW, **case_for(scene.brief))


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
        actions.submit(entry, by=scene.theirs.user, now=NOW, **case_for(scene.brief))


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
    actions.submit(scene.entry, by=scene.ours.user, now=Moment.now, **case_for(scene.brief))


def nobody_answers_us(scene: Scene) -> None:
    we_wait(scene)
    Moment.now = NOW + timedelta(hours=99)
    for hours in (38, 50, 74, 98):
        clock.send_reminders(NOW + timedelta(hours=hours))


def we_ask_again(scene: Scene) -> None:
    nobody_answers_us(scene)
    ask(scene, scene.ours, hours=98.5)


OURS: list[Act] = [
    we_wait,
    we_are_asked,
    we_are_declined,
    we_are_left,
    we_are_chosen,
    we_put_forward,
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


def pages(client: Client, scene: Scene) -> dict[str, str]:
    """Return every page that our firm can open, without what differs at each request or by name.

    Ids of our own approaches and questions are drawn anew in each world: their order stands for
    them. Nobody else's id may be on a page.
    """
    client.force_login(scene.ours.user)
    ref, read = scene.brief.ref, {}
    lists = {
        "matches": reverse("sourcing:matches", args=[ref]),
        "conversations": reverse("shortlists:conversations"),
        "find": reverse("sourcing:find", args=[ref]) + "?q=sterile",
    }
    for url in lists.values():
        read[url] = client.get(url)
    matches = [line.url for line in read[lists["matches"]].context["lines"]]
    own = list(Approach.objects.filter(firm=scene.ours.firm).first_sent_first())
    urls = [
        *(reverse(name) for name in OF_A_FIRM),
        *(consultant.firm.get_absolute_url() for consultant in (scene.ours, scene.theirs)),
        *(reverse(name, args=[ref]) for name in OF_A_BRIEF),
        *matches,
        *(f"{urlsplit(url).path}approach/" for url in matches),
        *(line.url for line in read[lists["conversations"]].context["lines"]),
        *(hit.url for hit in read[lists["find"]].context["found"]),
        *(f"{hit.url}approach/" for hit in read[lists["find"]].context["found"]),
        *(reverse(name, args=[row.ref]) for row in own for name in OF_A_CONVERSATION),
    ]
    for url in urls:
        if url not in read:
            read[url] = client.get(url)
    found = {}
    for url, response in read.items():
        text = f"{response.status_code} {response.headers.get('Location', '')}\n"
        text += QUESTION.sub("question", TOKEN.sub("", response.content.decode()))
        found[_numbered(url, scene)] = _numbered(text, scene)
    return found


# Lists show how many each of their filters keeps, so only the whole list is read.
OF_A_FIRM = [
    "today",
    "accounts:notices",
    "providers:firms",
    "providers:organisation",
    "providers:leave_organisation",
    "engagements:briefs",
]
OF_A_BRIEF = [
    "brief",
    "engagements:panel",
    "engagements:playback",
    "engagements:decline_seat",
    "ranking:progress",
]
OF_A_CONVERSATION = [
    "shortlists:firm_conversation",
    "shortlists:submit",
    "shortlists:correct",
    "shortlists:withdraw_submission",
]
# Pages that say nothing of a brief: one's account and the words of the vocabulary.
OF_NO_BRIEF = {
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "welcome",
    "accounts:account",
    "skills:search",
}


def test_every_page_that_a_firm_can_open_is_compared(client: Client, scene: Scene):
    lead = PRINCIPALS.index("lead")
    may_open = {row.route for row in ROWS if row.get[lead] == "+"}
    we_put_forward(scene)

    addresses = [urlsplit(url).path for url in pages(client, scene)]
    own = str(Approach.objects.get(firm=scene.ours.firm).ref)
    compared = {resolve(path.replace("own-0", own)).view_name for path in addresses}

    assert may_open - compared - OF_NO_BRIEF == set()


def _numbered(text: str, scene: Scene) -> str:
    """Replace the addresses of our conversations, which are drawn anew in each world."""
    firm = scene.ours.firm
    own = [row.ref for row in Approach.objects.filter(firm=firm).first_sent_first()]
    chosen = Entry.objects.filter(firm=firm, mandated_at__isnull=False).order_by("pk")
    for number, ref in enumerate([*own, *(firm.own_id(row.ref) for row in chosen)]):
        text = text.replace(str(ref), f"own-{number}")
    return text


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return each page that is in one world only, and each line that differs, with its page."""
    found = [f"{url} is there in one world" for url in one.keys() ^ other.keys()]
    for url in one.keys() & other.keys():
        lines = difflib.ndiff(one[url].splitlines(), other[url].splitlines())
        found += [f"{url}: {line}" for line in lines if line[0] in "+-"]
    return found


def read_alone(client: Client, scene: Scene, act: Act) -> dict[str, str]:
    """Return our pages after what came of our own approach, in a world without the other firm."""
    world = transaction.savepoint()
    act(scene)
    alone = pages(client, scene)
    transaction.savepoint_rollback(world)
    Moment.now = NOW + timedelta(hours=3)
    scene.brief.refresh_from_db()
    return alone


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_before_a_firm_asks_nothing_tells_it_of_another(client: Client, scene: Scene, act: Act):
    before = pages(client, scene)

    act(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_nothing_tells_a_firm_of_the_one_that_writes_the_playback(
    client: Client, scene: Scene, act: Act
):
    scene.brief.seats.filter(firm=scene.theirs.firm).update(is_lead=True)
    before = pages(client, scene)

    act(scene)

    assert differences(before, pages(client, scene)) == []


def the_client_saves_the_panel(scene: Scene) -> None:
    firms = [scene.ours.firm, scene.theirs.firm]
    why = "Both of them know such sites."
    invite = {"firms": firms, "lead": scene.ours.firm, "justification": why}
    panels.set_panel(scene.brief, by=scene.brief.manager.user, now=Moment.now, **invite)


def test_a_firm_that_is_invited_again_reads_as_one_that_never_left(client: Client, scene: Scene):
    alone = read_alone(client, scene, the_client_saves_the_panel)

    they_give_up_their_seat(scene)
    the_client_saves_the_panel(scene)

    assert differences(alone, pages(client, scene)) == []


@pytest.mark.parametrize("act", WHILE_WE_WAIT, ids=lambda act: act.__name__)
def test_while_a_firm_waits_nothing_tells_it_of_another(client: Client, scene: Scene, act: Act):
    ask(scene, scene.ours)
    before = pages(client, scene)

    act(scene)

    assert differences(before, pages(client, scene)) == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_asking_after_another_firm_reads_as_asking_first(client: Client, scene: Scene, act: Act):
    alone = read_alone(client, scene, we_wait)

    act(scene)
    we_wait(scene)

    assert differences(alone, pages(client, scene)) == []


@pytest.mark.parametrize("ours", OURS, ids=lambda act: act.__name__)
@pytest.mark.parametrize(
    "act",
    [they_ask, they_answer, they_asked_late, they_fill_the_shortlist],
    ids=lambda act: act.__name__,
)
def test_what_comes_of_an_approach_reads_alike_whoever_else_asked(
    client: Client, scene: Scene, act: Act, ours: Act
):
    alone = read_alone(client, scene, ours)

    act(scene)
    ours(scene)

    assert differences(alone, pages(client, scene)) == []


def test_no_page_of_a_firm_holds_the_address_that_the_interim_has(client: Client, scene: Scene):
    they_ask(scene)
    we_put_forward(scene)
    theirs = Approach.objects.get(firm=scene.theirs.firm)

    found = "".join(pages(client, scene).values())

    assert [ref for ref in (scene.entry.ref, theirs.ref) if str(ref) in found] == []


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
    assert "A question about “Interim site director”" not in told
    assert subjects(scene.ours.user)[-1] == "A question about “Interim site director”"
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
    assert subjects(scene.ours.user) == ["Not available: “Interim site director”"]
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
    assert subjects(scene.theirs.user) == ["A question about “Interim site director”"]
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

    reminders = [line for line in subjects(scene.interim) if line.startswith("Your answer")]
    assert len(reminders) == 2


def test_a_no_of_the_interim_is_passed_on_to_every_firm_that_had_asked(scene: Scene):
    ask(scene, scene.ours)
    ask(scene, scene.theirs, hours=1)

    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)
    clock.pass_on_held_answers(Moment.now + WINDOW)

    assert set(Approach.objects.values_list("status", flat=True)) == {Approach.Status.DECLINED}
    for firm in (scene.ours, scene.theirs):
        assert subjects(firm.user) == ["Declined: “Interim site director”"]


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
    assert subjects(scene.ours.user) == ["Not available: “Interim site director”"]


def test_who_asks_while_a_no_is_held_waits_with_the_others_once_it_is_taken_back(scene: Scene):
    ask(scene, scene.theirs)
    mandates.decline_approach(scene.entry, reason="", by=scene.interim, now=Moment.now)
    ask(scene, scene.ours, hours=3.1)

    held_answers.take_back(scene.entry, HeldAnswer.Kind.INTERIM, by=scene.interim, now=Moment.now)
    choose(scene, scene.ours, hours=4)

    by_firm = dict(Approach.objects.values_list("firm", "status"))
    assert by_firm == {scene.ours.firm.pk: "accepted", scene.theirs.firm.pk: "passed_over"}


CHANGES = ["correct", "withdraw_submission"]


@pytest.mark.parametrize("route", CHANGES)
def test_who_asked_too_late_changes_nothing_of_what_the_other_firm_put_forward(
    client: Client, scene: Scene, route: str
):
    they_put_forward(scene)
    sent = ask(scene, scene.ours, hours=2).approaches.get(firm=scene.ours.firm)
    client.force_login(scene.ours.user)

    answer = client.post(reverse(f"shortlists:{route}", args=[sent.ref]), {"reason": "Ours now."})

    assert answer.status_code == 403
    assert scene.entry.is_in_front_of_client


@pytest.mark.parametrize("act", [we_wait, we_are_asked, we_are_declined], ids=lambda a: a.__name__)
def test_an_old_page_tells_a_firm_what_became_of_its_own_approach(
    client: Client, scene: Scene, act: Act
):
    """The address where somebody is put forward answers 409, in a world with the other firm too."""
    world = transaction.savepoint()
    act(scene)
    alone = old_pages(client, scene)
    transaction.savepoint_rollback(world)
    Moment.now = NOW + timedelta(hours=3)
    scene.brief.refresh_from_db()

    they_answer(scene)
    act(scene)

    assert differences(alone, old_pages(client, scene)) == []


def old_pages(client: Client, scene: Scene) -> dict[str, str]:
    """Return what our firm reads after a press on a page from before it had asked."""
    client.force_login(scene.ours.user)
    own = Approach.objects.filter(firm=scene.ours.firm)
    match = client.get(reverse("sourcing:matches", args=[scene.brief.ref])).context["lines"][0]
    asked = client.get(match.url).context["approach_url"]
    submit = reverse("shortlists:submit", args=[own.get().ref])
    found = {}
    for url, typed in ((asked, {"why_you": WHY}), (submit, {})):
        answer = client.post(url, typed)
        text = f"{answer.status_code}\n{answer.content.decode()}"
        found[_numbered(url, scene)] = _numbered(TOKEN.sub("", text), scene)
    return found
