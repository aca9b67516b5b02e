"""Several matches at once: set aside with one reason, restored as a whole, two side by side."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Activity
from engagements.models import Brief
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from ranking.models import FitResult
from shortlists.actions.approach import approach
from shortlists.models import Approach, Entry, FirmReview
from sourcing import actions
from tests.factories import NOW, ConsultantFactory, EntryFactory
from tests.shortlists.races import at_once
from tests.shortlists.worlds import evidence, match_of, open_to, own_id, ready_brief, seat_on
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WHY_YOU = "You closed such a case in 2025, in such a plant, with such a team."


@pytest.fixture
def brief() -> Brief:
    return ready_brief()


@pytest.fixture
def ours(brief: Brief) -> Consultant:
    return seat_on(brief)


@pytest.fixture
def three(brief: Brief, ours: Consultant) -> list[FitResult]:
    return [
        match_of(brief, open_to(ours.firm, headline=words), score=score)
        for words, score in (("First", 90), ("Second", 80), ("Third", 70))
    ]


def url(brief: Brief, name: str = "matches") -> str:
    return reverse(f"sourcing:{name}", args=[brief.ref])


def aside(ours: Consultant, brief: Brief) -> set[int]:
    reviews = FirmReview.objects.of(ours.firm, brief).filter(set_aside_at__isnull=False)
    return set(reviews.values_list("candidate_id", flat=True))


def said(response) -> str:
    return str(next(iter(response.context["messages"])))


# Actions


def test_several_are_set_aside_with_one_reason_each_in_the_trail(brief, ours, three):
    first, second, _ = three
    looked_at = EntryFactory(brief=brief, candidate=first.candidate, consultant=ours)

    outcome = actions.set_several_aside(
        [first, second], by=ours.user, reason="context", note="Never abroad", now=NOW
    )

    assert outcome == actions.SetAside(done=[first, second])
    assert aside(ours, brief) == {first.candidate_id, second.candidate_id}
    for row in (first, second):
        review = FirmReview.objects.about(row.candidate).get()
        assert (review.reason, review.note, review.consultant) == ("context", "Never abroad", ours)
        facts = {"reason": "context"}
        assert trail_of(review) == [Event("consultant", "match.set_aside", facts=facts)]
    looked_at.refresh_from_db()
    assert looked_at.status == Entry.Status.DISMISSED


def test_who_was_set_aside_or_asked_meanwhile_is_skipped(brief, ours, three):
    first, second, third = three
    colleague = ConsultantFactory(firm=ours.firm)
    actions.set_aside(first, by=colleague.user, reason="known", now=NOW)
    approach(brief, second.candidate, by=colleague.user, why_you=WHY_YOU, now=NOW)

    outcome = actions.set_several_aside(three, by=ours.user, reason="context", now=LATER)

    known = FirmReview.objects.about(first.candidate).get()
    assert outcome == actions.SetAside(done=[third], were_aside=[(first, known)], asked=[second])
    assert (known.reason, known.consultant) == ("known", colleague)
    assert aside(ours, brief) == {first.candidate_id, third.candidate_id}


def test_somebody_whom_the_firm_has_asked_is_not_set_aside(brief, ours, three):
    approach(brief, three[0].candidate, by=ours.user, why_you=WHY_YOU, now=NOW)

    with pytest.raises(MovedOn, match="in contact"):
        actions.set_aside(three[0], by=ours.user, reason="context", now=LATER)

    assert aside(ours, brief) == set()


def test_somebody_whom_another_firm_has_asked_is_set_aside(brief, ours, three):
    theirs = seat_on(brief)
    three[0].candidate.stances.create(firm=theirs.firm, stance="trusted")
    approach(brief, three[0].candidate, by=theirs.user, why_you=WHY_YOU, now=NOW)

    outcome = actions.set_several_aside(three[:1], by=ours.user, reason="context", now=LATER)

    assert outcome.done == three[:1]


def test_several_are_restored_as_a_whole_except_those_restored_before(brief, ours, three):
    actions.set_several_aside(three, by=ours.user, reason="context", now=NOW)
    actions.restore(three[1], by=ours.user, now=LATER)

    restored = actions.restore_several(three, by=ours.user, now=LATER)

    assert restored == [three[0], three[2]]
    assert aside(ours, brief) == set()
    assert Activity.objects.filter(kind="match.restored").count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_colleague_who_asks_at_the_same_time_wins_or_is_never_overruled(brief, ours, three):
    colleague = ConsultantFactory(firm=ours.firm)

    outcome, sent = at_once(
        lambda: actions.set_several_aside(three, by=ours.user, reason="context", now=NOW),
        lambda: approach(brief, three[1].candidate, by=colleague.user, why_you=WHY_YOU, now=NOW),
    )

    assert isinstance(outcome, actions.SetAside)
    assert isinstance(sent, Entry)
    # Asked first: skipped. Set aside first: the approach takes it up again. Never both.
    assert Approach.objects.count() == 1
    assert aside(ours, brief) == {three[0].candidate_id, three[2].candidate_id}
    assert outcome.asked in ([], [three[1]])


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_set_the_same_people_aside_do_it_once(brief, ours, three):
    colleague = ConsultantFactory(firm=ours.firm)

    ends = at_once(
        lambda: actions.set_several_aside(three, by=ours.user, reason="context", now=NOW),
        lambda: actions.set_several_aside(
            list(reversed(three)), by=colleague.user, reason="known", now=NOW
        ),
    )

    assert sorted(len(end.done) for end in ends) == [0, 3]
    assert sorted(len(end.were_aside) for end in ends) == [0, 3]
    assert Activity.objects.filter(kind="match.set_aside").count() == 3


# Pages


def test_the_list_sets_several_aside_and_one_undo_restores_them(client: Client, brief, ours, three):
    client.force_login(ours.user)
    chosen = [str(own_id(row)) for row in three[:2]]

    answer = client.post(
        url(brief) + "?show=new", {"match": chosen, "reason": "context"}, follow=True
    )

    assert answer.redirect_chain == [(url(brief) + "?show=new", 302)]
    assert said(answer) == "2 people set aside, for your firm only."
    assert aside(ours, brief) == {row.candidate_id for row in three[:2]}
    message = next(iter(answer.context["messages"]))
    undone = client.post(message.extra_tags, follow=True)
    place = f"match-{own_id(three[0])}"
    assert undone.redirect_chain == [(f"{url(brief)}?show=new#{place}", 302)]
    assert f'id="{place}"' in client.get(url(brief)).content.decode()
    assert said(undone) == "Restored to your firm's matches."
    assert aside(ours, brief) == set()
    again = client.post(message.extra_tags, follow=True)
    assert said(again) == "They are among your firm's matches already."


def test_one_sentence_says_who_was_skipped_and_why(client: Client, brief, ours, three):
    colleague = ConsultantFactory(firm=ours.firm)
    actions.set_aside(three[0], by=colleague.user, reason="known", now=NOW)
    approach(brief, three[1].candidate, by=colleague.user, why_you=WHY_YOU, now=NOW)
    client.force_login(ours.user)

    answer = client.post(
        url(brief),
        {"match": [str(own_id(row)) for row in three], "reason": "context"},
        follow=True,
    )

    name = colleague.user.get_full_name()
    assert said(answer) == (
        "Set aside, for your firm only: Third. Skipped: First (set aside before by "
        f"{name}); Second (your firm is in contact with them)."
    )


def test_nobody_is_left_to_set_aside_says_so_without_an_undo(client: Client, brief, ours, three):
    actions.set_aside(three[0], by=ours.user, reason="known", now=NOW)
    client.force_login(ours.user)

    answer = client.post(
        url(brief), {"match": [str(own_id(three[0]))], "reason": "context"}, follow=True
    )

    message = next(iter(answer.context["messages"]))
    assert str(message).startswith("Nobody was set aside. Skipped: First")
    assert (message.level_tag, message.extra_tags) == ("warning", "")


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"reason": "context"}, "Choose at least one person."),
        ({"match": "nonsense", "reason": "context"}, "Choose at least one person."),
        ({"match": [], "compare": "two"}, "Choose two people to compare."),
    ],
)
def test_a_choice_that_is_not_enough_is_refused_beside_its_buttons(
    client: Client, brief, ours, sent, problem
):
    client.force_login(ours.user)

    answer = client.post(url(brief), sent)

    assert answer.status_code == 422
    assert answer.context["problem"] == problem
    assert aside(ours, brief) == set()


def test_something_else_wants_a_sentence_and_keeps_the_choice(client: Client, brief, ours, three):
    client.force_login(ours.user)
    chosen = str(own_id(three[1]))

    answer = client.post(url(brief), {"match": chosen, "reason": "other"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "note": ["Say in a sentence why; your colleagues read it."]
    }
    body = " ".join(answer.content.decode().split())
    assert f'value="{chosen}" form="several" data-choose checked>' in body
    assert body.count("data-choose checked") == 1
    assert aside(ours, brief) == set()
    client.post(url(brief), {"match": chosen, "reason": "other", "note": "Wants to rest."})
    assert FirmReview.objects.get().note == "Wants to rest."


def test_somebody_of_another_brief_or_closed_to_the_firm_is_not_set_aside(
    client: Client, brief, ours, three
):
    elsewhere = match_of(ready_brief(), open_to(ours.firm))
    closed = match_of(brief, open_to(ConsultantFactory().firm))
    client.force_login(ours.user)

    answer = client.post(
        url(brief),
        {"match": [ours.firm.own_id(row.ref) for row in (elsewhere, closed)], "reason": "known"},
    )

    assert answer.status_code == 422
    assert not FirmReview.objects.exists()


def test_the_first_button_of_the_form_sets_nobody_aside(client: Client, brief, ours, three):
    """Enter on a box presses it where no script prevents that."""
    client.force_login(ours.user)

    body = client.get(url(brief)).content.decode()

    form = body[body.index('<form id="several"') :]
    assert form.index('name="compare"') < form.index('name="reason"')


def test_a_part_of_the_page_says_what_was_done(client: Client, brief, ours, three):
    client.force_login(ours.user)
    sent = {"match": str(own_id(three[0])), "reason": "context"}

    answer = client.post(url(brief), sent, headers={"HX-Request": "true"}, follow=True)

    body = answer.content.decode()
    assert "<html" not in body
    assert "Set aside, for your firm only: First." in body


# Two side by side


def compare_url(brief: Brief, rows: list[FitResult]) -> str:
    return url(brief, "compare") + "?" + "&".join(f"match={own_id(row)}" for row in rows)


def test_two_are_compared_without_names(client: Client, brief, ours):
    rows = []
    for name, org, state in (("Anna Berg", "Novartis", "have"), ("Jonas Vogt", "Roche", "missing")):
        person = open_to(ours.firm, headline=f"{name} who led {org}", user__full_name=name)
        rows.append(match_of(brief, person, evidence=[evidence("GMP remediation", state)]))
    client.force_login(ours.user)

    leads = client.post(url(brief), {"match": [str(own_id(row)) for row in rows], "compare": "two"})
    answer = client.get(leads.url)

    assert leads.url == compare_url(brief, rows)
    body = answer.content.decode()
    assert [person.url for person in answer.context["people"]] == [
        reverse("sourcing:match", args=[brief.ref, own_id(row)]) for row in rows
    ]
    labels = [row.label for row in answer.context["rows"]]
    assert labels[0] == "Why they fit"
    assert labels[-4:] == ["Seniority", "Available", "Regions", "Languages"]
    for hidden in ("Anna", "Berg", "Jonas", "Vogt", "day rate"):
        assert hidden not in body


def test_a_comparison_of_one_leads_to_the_list(client: Client, brief, ours, three):
    client.force_login(ours.user)

    answer = client.get(compare_url(brief, three[:1]), follow=True)

    assert answer.redirect_chain == [(url(brief), 302)]
    assert said(answer) == "Choose two people to compare."


def test_a_comparison_takes_a_fixed_number_of_queries(
    client: Client, brief, ours, three, django_assert_max_num_queries
):
    client.force_login(ours.user)
    client.get(compare_url(brief, three[:2]))

    with django_assert_max_num_queries(26):
        client.get(compare_url(brief, three[:2]))


@pytest.mark.parametrize("name", ["compare", "restore_several"])
def test_the_manager_and_strangers_cannot(client: Client, brief, ours, name):
    ask = client.get if name == "compare" else client.post
    client.force_login(brief.manager.user)
    assert ask(url(brief, name)).status_code == 403
    client.force_login(ConsultantFactory().user)
    assert ask(url(brief, name)).status_code == 404
