"""An interim tells one firm first that a brief fits; that firm alone learns it and answers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Deadline, User
from candidates.models import FirmStance
from engagements.models import Brief
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from shortlists import actions, clock
from shortlists.actions.interests import (
    FirmCannotHear,
    decline_interest,
    express_interest,
    take_interest_back,
)
from shortlists.locking import BriefOnHold
from shortlists.models import Approach, Entry, Interest
from tests.browsers import browser_of
from tests.factories import NOW, CandidateFactory
from tests.notices import subjects
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on
from tests.trail import trail_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REASON = "We already speak for three people on this brief."
LETTER = "You closed such a case in 2025, in such a plant, with such a team."


class World:
    """A brief with two firms, both of which an interim trusts."""

    def __init__(self, **facts: Any) -> None:
        self.brief = ready_brief(**facts)
        self.ours, self.theirs = seat_on(self.brief), seat_on(self.brief)
        self.person = open_to(self.ours.firm)
        FirmStance.objects.create(candidate=self.person, firm=self.theirs.firm, stance="trusted")
        match_of(self.brief, self.person)

    @property
    def user(self) -> User:
        assert self.person.user is not None
        return self.person.user

    def tell(self, to: Consultant, words: str = "") -> Interest:
        facts = {"firm": to.firm, "words": words, "by": self.user, "now": NOW}
        return express_interest(self.brief, self.person, **facts)

    def page(self) -> str:
        url = reverse("shortlists:fitting_brief", args=[self.brief.ref])
        return browser_of(self.user).get(url, follow=True).content.decode()


def test_the_chosen_firm_alone_learns_of_it():
    world = World()

    interest = world.tell(world.ours, words="I closed two such sites.")

    assert interest.entry.status == Entry.Status.UNDER_REVIEW
    assert subjects(world.ours.user) == [f"{world.brief.name}: an interim would like to hear you"]
    assert subjects(world.theirs.user) == []
    mine = browser_of(world.ours.user).get(interest.get_absolute_url())
    other = browser_of(world.theirs.user).get(interest.get_absolute_url())
    assert (mine.status_code, other.status_code) == (200, 404)
    assert "I closed two such sites." in mine.content.decode()
    assert world.user.full_name not in mine.content.decode()
    assert "alone knows that this interests you" in world.page()


def test_a_name_in_the_interims_own_sentence_is_hidden_from_the_firm():
    world = World()
    interest = world.tell(world.ours, words=f"{world.user.full_name} closed two such sites.")
    browser = browser_of(world.ours.user)

    for url in (interest.get_absolute_url(), reverse("accounts:notices")):
        text = browser.get(url).content.decode()
        assert "closed two such sites." in text or "notices" in url
        assert world.user.full_name not in text


def test_the_same_word_twice_is_one_and_another_firm_waits_for_the_first_answer():
    world = World()
    first = world.tell(world.ours)

    assert world.tell(world.ours) == first
    with pytest.raises(MovedOn):
        world.tell(world.theirs)

    assert subjects(world.theirs.user) == []
    assert len(subjects(world.ours.user)) == 1


def test_a_letter_answers_it_and_begins_the_conversation():
    world = World()
    interest = world.tell(world.ours)

    browser_of(world.ours.user).post(
        reverse("shortlists:write_to_interested", args=[interest.ref]), {"why_you": LETTER}
    )

    interest.refresh_from_db()
    sent = Approach.objects.get()
    assert (interest.status, sent.entry_id) == (Interest.Status.ANSWERED, interest.entry_id)
    assert not Deadline.objects.about(interest).open().exists()
    assert LETTER in world.page()


def test_a_second_firm_that_asks_joins_the_conversation_and_sends_no_second_letter():
    world = World()
    interest = world.tell(world.ours)

    facts = {"why_you": LETTER, "now": NOW}
    actions.approach(world.brief, world.person, by=world.theirs.user, **facts)
    mails = len(subjects(world.user))
    actions.approach(world.brief, world.person, by=world.ours.user, **facts)

    interest.refresh_from_db()
    assert interest.status == Interest.Status.ANSWERED
    assert Entry.objects.get().approaches.count() == 2
    assert len(subjects(world.user)) == mails


def test_nothing_that_another_firm_does_changes_the_page_of_the_firm_that_was_told():
    world = World()
    interest = world.tell(world.ours)
    browser = browser_of(world.ours.user)

    def read() -> str:
        page = browser.get(interest.get_absolute_url()).content.decode()
        return re.sub(r'value="\w{64}"|csrf\w*[^>]*|nonce="[^"]*"', "", page.partition("<main")[2])

    before = read()
    actions.approach(world.brief, world.person, by=world.theirs.user, why_you=LETTER, now=NOW)

    assert read() == before


def test_a_no_has_a_reason_that_the_interim_reads_and_another_firm_may_be_told():
    world = World()
    interest = world.tell(world.ours)

    decline_interest(interest, reason=REASON, by=world.ours.user, now=NOW)

    assert REASON in world.page()
    assert subjects(world.user) == [f"{world.brief.name}: {world.ours.firm.name} says no"]
    assert Entry.objects.get().status == Entry.Status.DISMISSED
    with pytest.raises(FirmCannotHear):
        world.tell(world.ours)
    assert world.tell(world.theirs).is_waiting


def test_a_no_without_a_reason_stays_on_the_page():
    world = World()
    interest = world.tell(world.ours)
    url = reverse("shortlists:decline_interest", args=[interest.ref])

    answer = browser_of(world.ours.user).post(url, {"reason": "No."})

    assert answer.status_code == 422
    assert b"Say it in a sentence: the interim reads it." in answer.content


def test_a_no_does_not_name_a_confidential_client():
    world = World(is_confidential=True)
    interest = world.tell(world.ours)
    url = reverse("shortlists:decline_interest", args=[interest.ref])
    named = f"{world.brief.client.name} wants somebody who has led a larger site."

    answer = browser_of(world.ours.user).post(url, {"reason": named})

    assert answer.status_code == 422


def test_the_interim_takes_it_back_and_may_tell_another_firm():
    world = World()
    interest = world.tell(world.ours)

    browser_of(world.user).post(reverse("shortlists:take_interest_back", args=[interest.ref]))

    assert Entry.objects.get().status == Entry.Status.WITHDRAWN
    assert not Deadline.objects.about(interest).open().exists()
    assert subjects(world.ours.user)[-1].endswith("took their interest back")
    assert world.tell(world.theirs).is_waiting
    assert world.tell(world.theirs).entry_id != interest.entry_id


def test_a_firm_that_asks_after_it_was_taken_back_begins_a_new_conversation():
    world = World()
    take_interest_back(world.tell(world.ours), by=world.user, now=NOW)

    entry = actions.approach(world.brief, world.person, by=world.ours.user, why_you=LETTER, now=NOW)

    assert entry.status == Entry.Status.APPROACHED


def test_a_firm_that_does_not_answer_is_reminded_escalated_and_named():
    world = World()
    world.ours.is_admin = True
    world.ours.save(update_fields=["is_admin"])
    interest = world.tell(world.ours)

    for day in range(20):
        clock.send_reminders(NOW + day * DAY)

    interest.refresh_from_db()
    assert (interest.status, interest.entry.status) == ("lapsed", "expired")
    assert subjects(world.user) == [
        f"{world.brief.name}: {world.ours.firm.name} has not answered you"
    ]
    assert subjects(world.ours.user)[1:] == [
        f"{world.brief.name}: an interim waits for your answer",
        f"{world.brief.name}: an interim waits for your answer",
        f"{world.brief.name}: no answer to an interim who chose you",
        f"{world.brief.name}: an interim was not answered in time",
    ]


def test_only_a_firm_that_may_find_the_interim_and_is_on_the_brief_can_be_told():
    world = World()
    stranger = seat_on(ready_brief())
    closed = seat_on(world.brief)

    for firm in (stranger, closed):
        with pytest.raises(FirmCannotHear):
            world.tell(firm)

    assert not Entry.objects.exists()


def test_a_firm_blocked_after_it_was_told_reads_nothing_more():
    world = World()
    interest = world.tell(world.ours)
    world.person.stances.filter(firm=world.ours.firm).update(stance="blocked")

    answer = browser_of(world.ours.user).get(interest.get_absolute_url())

    assert answer.status_code == 404


def test_a_brief_on_hold_takes_no_word():
    world = World()
    held = {"status": Brief.Status.ON_HOLD, "status_before_hold": "open"}
    Brief.objects.filter(pk=world.brief.pk).update(**held)

    with pytest.raises(BriefOnHold):
        world.tell(world.ours)


def test_whoever_was_asked_by_a_firm_answers_there():
    world = World()
    actions.approach(world.brief, world.person, by=world.theirs.user, why_you=LETTER, now=NOW)

    with pytest.raises(MovedOn):
        world.tell(world.ours)


def test_the_trail_says_who_told_whom_without_words():
    world = World()
    interest = world.tell(world.ours, words="I closed two such sites.")

    decline_interest(interest, reason=REASON, by=world.ours.user, now=NOW)

    kinds = [event.kind for event in trail_of(interest.entry)]
    assert kinds == ["interest.expressed", "interest.declined"]


def test_today_asks_the_firm_to_answer():
    world = World()
    interest = world.tell(world.ours)

    text = browser_of(world.ours.user).get(reverse("today")).content.decode()

    assert interest.get_absolute_url() in text
    assert world.user.full_name not in text


def test_who_is_not_in_the_ranking_cannot_tell_anybody():
    world = World()
    other = CandidateFactory()
    url = reverse("shortlists:express_interest", args=[world.brief.ref])

    answer = browser_of(other.user).post(url, {"firm": str(world.ours.firm.ref)})

    assert answer.status_code == 404


@pytest.mark.parametrize("firm", ["", "nonsense"])
def test_no_firm_chosen_is_said_beside_the_choice_and_the_words_stay(firm: str):
    world = World()
    url = reverse("shortlists:express_interest", args=[world.brief.ref])

    answer = browser_of(world.user).post(url, {"firm": firm, "words": "I know this site."})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose one of these firms." in text
    assert "I know this site." in text
