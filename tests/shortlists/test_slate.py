"""The slate: sealed until its hour, in an order that speed does not change."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import Deadline
from candidates.models import Candidate
from engagements.models import Brief, PanelSeat
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from shortlists import clock, slate
from shortlists.actions import briefs, slates
from shortlists.models import Entry
from tests.browsers import browser_of
from tests.deadlines import today
from tests.factories import NOW, TODAY
from tests.notices import subjects
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
HOUR = NOW + timedelta(days=1)
LATER = NOW + timedelta(hours=4)
REFS = [UUID(int=number) for number in (11, 22, 33)]


def sealed(**facts: object) -> Brief:
    """Return an open brief whose manager wants three people in a day."""
    return ready_brief(**{"slate_opened_at": None, "slate_due_at": HOUR} | facts)


def put_forward(brief: Brief, by: Consultant, *, hours: int = 0) -> Entry:
    person = open_to(by.firm, availability_confirmed_on=TODAY)
    entry, _ = mandated(brief, by, person)
    moment = NOW + timedelta(hours=hours)
    submit_shown(entry, by=by.user, now=moment, **case_for(brief))
    return Entry.objects.select_related("brief", "candidate__user").get(pk=entry.pk)


def page_of(brief: Brief) -> str:
    browser = browser_of(brief.manager.user)
    page = browser.get(reverse("shortlists:compare", args=[brief.ref])).content.decode()
    return " ".join(page.split())


def test_until_the_hour_the_client_reads_how_many_are_ready_and_not_who():
    brief = sealed()
    by = seat_on(brief)
    entry = put_forward(brief, by)
    manager = brief.manager.user

    page = page_of(brief)

    assert "One person is ready" in page
    assert "One of the 3 places is kept for somebody of a specialist firm until that hour" in page
    for words in (entry.candidate.user.full_name, by.firm.name, entry.firm.name):
        assert words not in page
    assert not Entry.objects.visible_to(manager).exists()
    assert (
        browser_of(manager).get(reverse("shortlists:person", args=[entry.ref])).status_code == 404
    )
    assert (subjects(manager), today(manager)) == ([], [])
    assert Brief.objects.get().status == Brief.Status.OPEN


def test_at_the_hour_everybody_is_shown_at_once_and_the_clients_clock_begins():
    brief = sealed()
    people = [put_forward(brief, seat_on(brief), hours=hours) for hours in (0, 5)]

    clock.open_slates(HOUR - timedelta(minutes=1))
    assert not Entry.objects.visible_to(brief.manager.user).exists()
    clock.open_slates(HOUR)

    found = Entry.objects.visible_to(brief.manager.user)
    assert {row.pk for row in found} == {row.pk for row in people}
    assert {row.submission.shown_at for row in found} == {HOUR}
    deadlines = Deadline.objects.about(*people).open()
    assert {row.started_at for row in deadlines} == {HOUR}
    assert len({row.due_at for row in deadlines}) == 1
    assert Brief.objects.get().status == Brief.Status.SHORTLISTING


def test_a_brief_without_an_hour_opens_two_working_days_after_its_opening():
    brief = sealed(slate_due_at=None)
    put_forward(brief, seat_on(brief))
    due = brief.calendar.after_workdays(NOW, 2)

    clock.open_slates(due - timedelta(minutes=1))
    assert slate.is_sealed(Brief.objects.get())
    clock.open_slates(due)

    assert Brief.objects.get().slate_opened_at == due


def test_nothing_opens_while_the_brief_is_on_hold():
    brief = sealed()
    put_forward(brief, seat_on(brief))
    by = brief.manager.user
    briefs.hold_brief(brief, reason="The board meets.", review_on=TODAY, by=by, now=LATER)

    clock.open_slates(HOUR)

    assert slate.is_sealed(Brief.objects.get())


def test_it_opens_earlier_only_when_all_firms_and_the_manager_say_so():
    brief = sealed()
    first, second = seat_on(brief), seat_on(brief)
    put_forward(brief, first)
    manager = brief.manager.user
    slates.say_done(brief, by=first.user, now=LATER)

    with pytest.raises(slates.StillSealed):
        slates.open_early(brief, by=manager, now=LATER)
    assert "1 of 2 firms is still at work" in page_of(brief)
    slates.say_done(brief, by=second.user, now=LATER)
    slates.say_done(brief, by=second.user, now=LATER)
    assert slate.is_sealed(Brief.objects.get())
    answer = browser_of(manager).post(reverse("shortlists:open_slate", args=[brief.ref]))

    assert answer.status_code == 302
    assert Entry.objects.visible_to(manager).count() == 1
    with pytest.raises(MovedOn):
        slates.say_done(brief, by=first.user, now=LATER)


def test_no_firm_reads_whether_another_is_done():
    brief = sealed()
    first, second = seat_on(brief), seat_on(brief)
    page = browser_of(second.user).get(brief.get_absolute_url()).content.decode()

    slates.say_done(brief, by=first.user, now=LATER)

    after = browser_of(second.user).get(brief.get_absolute_url()).content.decode()
    assert "We put nobody more forward" in page
    assert "We put nobody more forward" in after
    own = browser_of(first.user).get(brief.get_absolute_url()).content.decode()
    assert "Your firm has said that it is done." in own


def read_in_order(brief: Brief, people: list[tuple[Entry, Consultant]]) -> tuple[list[str], str]:
    """Put people forward in an order; return the names and the page that the client reads then."""
    world = transaction.savepoint()
    for place, (entry, by) in enumerate(people):
        moment = NOW + timedelta(hours=place)
        submit_shown(entry, by=by.user, now=moment, **case_for(brief))
    clock.open_slates(HOUR)
    browser = browser_of(brief.manager.user)
    page = browser.get(reverse("shortlists:compare", args=[brief.ref]))
    names = [one.name for one in page.context["people"]]
    notices = "|".join(sorted(subjects(brief.manager.user)))
    transaction.savepoint_rollback(world)
    return names, notices


def test_whoever_is_put_forward_first_nothing_that_the_client_reads_moves():
    brief = sealed()
    Brief.objects.filter(pk=brief.pk).update(ref=UUID(int=7))
    brief.refresh_from_db()
    people = []
    for ref in REFS:
        by = seat_on(brief)
        person = open_to(by.firm, availability_confirmed_on=TODAY)
        Candidate.objects.filter(pk=person.pk).update(ref=ref)
        person.refresh_from_db()
        people.append((mandated(brief, by, person)[0], by))

    found = [read_in_order(brief, list(order)) for order in permutations(people)]

    assert len(found[0][0]) == 3
    assert [one for one in found if one != found[0]] == []


def test_the_interim_and_the_firm_are_told_what_they_wait_for():
    brief = sealed()
    by = seat_on(brief)
    entry = put_forward(brief, by)
    person = entry.candidate.user
    assert person is not None

    page = " ".join(browser_of(person).get(entry.get_absolute_url()).content.decode().split())

    assert "reads about everybody at the same moment" in page
    assert "drawn by lot" in page
    running = browser_of(by.user).get(reverse("today")).content.decode()
    assert "Lies sealed until" in running


# More people than places


def crowded() -> tuple[Brief, list[Entry], Entry]:
    """A sealed brief with three people of a generalist firm and one of a specialist firm."""
    brief = sealed()
    generalist, specialist = seat_on(brief), seat_on(brief)
    generalist.firm.kind = "generalist"
    generalist.firm.save(update_fields=["kind"])
    many = [put_forward(brief, generalist, hours=hours) for hours in range(3)]
    return brief, many, put_forward(brief, specialist, hours=4)


def choose(brief: Brief, *people: Entry) -> None:
    keys = [slate.drawn(row) for row in people]
    slates.choose_people(brief, chosen=keys, by=brief.manager.user, now=HOUR)


def test_where_more_wait_than_places_are_free_the_manager_chooses_without_names():
    brief, many, last = crowded()
    clock.open_slates(HOUR)
    manager = brief.manager.user
    assert not Entry.objects.visible_to(manager).exists()
    assert subjects(manager) == [f"{brief.name}: choose whom to meet"]

    page = browser_of(manager).get(reverse("shortlists:choose_people", args=[brief.ref]))

    text = page.content.decode()
    assert [one.letter for one in page.context["people"]] == ["A", "B", "C", "D"]
    for entry in (*many, last):
        assert entry.candidate.user.full_name not in text
        assert entry.firm.name not in text
        assert entry.consultant.user.full_name not in text
        assert str(entry.ref) not in text
    assert text.count("Closed eleven observations in five months") == 4


@pytest.mark.parametrize("count", [4, 6])
def test_the_blind_page_takes_the_same_queries_however_many_wait(
    count: int, django_assert_max_num_queries
):
    brief, _, last = crowded()
    for _ in range(count - 4):
        put_forward(brief, last.consultant, hours=5)
    clock.open_slates(HOUR)
    browser = browser_of(brief.manager.user)
    url = reverse("shortlists:choose_people", args=[brief.ref])
    browser.get(url)

    with django_assert_max_num_queries(20):
        page = browser.get(url)

    assert len(page.context["people"]) == count


def test_who_is_chosen_is_shown_and_the_others_wait():
    brief, many, last = crowded()
    clock.open_slates(HOUR)

    choose(brief, many[0], last)

    found = Entry.objects.visible_to(brief.manager.user)
    assert {row.pk for row in found} == {many[0].pk, last.pk}
    assert [row.status for row in Entry.objects.order_by("pk")] == [Entry.Status.SUBMITTED] * 4


def test_one_place_is_kept_for_somebody_of_a_specialist_firm():
    brief, many, last = crowded()
    clock.open_slates(HOUR)

    with pytest.raises(slates.PlaceIsKept):
        choose(brief, *many)
    choose(brief, *many[:2], last)

    assert Entry.objects.visible_to(brief.manager.user).count() == 3


def test_no_more_are_chosen_than_places_are_free_and_nobody_twice():
    brief, many, last = crowded()
    clock.open_slates(HOUR)

    for people in ((), (*many, last)):
        with pytest.raises(slates.TooMany):
            choose(brief, *people)
    choose(brief, many[0], last)
    with pytest.raises(MovedOn):
        choose(brief, many[0])


def test_a_choice_that_is_not_possible_keeps_what_was_ticked():
    brief, many, _ = crowded()
    clock.open_slates(HOUR)
    url = reverse("shortlists:choose_people", args=[brief.ref])

    page = browser_of(brief.manager.user).post(url, {"person": [slate.drawn(row) for row in many]})

    assert page.status_code == 422
    text = page.content.decode()
    assert "One place is kept for somebody of a specialist firm" in text
    assert text.count(" checked") == 3


def test_each_firm_orders_its_own_people_and_the_client_reads_it_where_it_chooses():
    brief, many, last = crowded()
    third = many[2]
    assert [row.submission.choice for row in (*many, last)] == [1, 2, 3, 1]

    slates.prefer(third, by=third.consultant.user, now=LATER)

    numbers = [Entry.objects.get(pk=row.pk).submission.choice for row in (*many, last)]
    assert numbers == [1, 3, 2, 1]
    clock.open_slates(HOUR)
    page = browser_of(brief.manager.user).get(reverse("shortlists:choose_people", args=[brief.ref]))
    assert sorted(one.choice for one in page.context["people"]) == [0, 1, 2, 3]


def test_every_firm_on_the_panel_has_one_word():
    brief = sealed()
    first = seat_on(brief)
    PanelSeat.objects.update(sent_at=NOW)
    slates.say_done(brief, by=first.user, now=NOW)

    assert slate.firms_at_work(brief) == []
