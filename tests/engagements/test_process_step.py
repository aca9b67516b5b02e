"""The step about travel and the selection: what is stored, refused, fixed and read."""

import html
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.completeness import missing_for_approach, open_for_approach
from engagements.models import Brief, SelectionStage
from engagements.pack import Pack, brief_pack
from engagements.pack_process import PackStage
from tests.browsers import browser_of
from tests.engagements.briefs import draft, path, post, whole_brief
from tests.factories import ClientMemberFactory, SelectionStageFactory

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)
STAGE = {
    "stage1-kind": "meeting",
    "stage1-with_whom": "The site director",
    "stage1-people": "2",
    "stage1-hours": "1.5",
    "stage1-due_on": SOON.isoformat(),
}


def test_travel_sponsor_and_stages_are_stored() -> None:
    brief = draft()

    answer = post(
        brief,
        "process",
        travel="half",
        travel_to="Basel, once a month",
        nights_away="0",
        relocation="none",
        costs_paid=["trips", "room"],
        sponsor_level="board",
        **STAGE,
    )

    brief.refresh_from_db()
    assert answer.url == path(brief, "truth")
    assert (brief.travel, brief.travel_to, brief.nights_away) == ("half", "Basel, once a month", 0)
    assert (brief.costs_paid, brief.sponsor_level) == (["trips", "room"], "board")
    stage = brief.stages.get()
    assert (stage.position, stage.kind, stage.with_whom, stage.people, stage.hours) == (
        *(1, "meeting", "The site director"),
        *(2, Decimal("1.5")),
    )


def test_a_stage_without_a_kind_is_taken_out() -> None:
    brief = draft()
    post(brief, "process", **STAGE)

    post(brief, "process")

    assert not brief.stages.exists()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("travel", "always", "Choose from the list."),
        ("nights_away", "8", "Give a number of nights from 0 to 7."),
        ("relocation", "mars", "Choose from the list."),
        ("costs_paid", "yacht", "Choose from the list."),
        ("costs_paid", ["nothing", "room"], "“None of these” does not go with the others."),
        ("sponsor_level", "king", "Choose from the list."),
        ("stage1-kind", "duel", "Choose from the list."),
        ("stage1-people", "21", "Give a number of people from 1 to 20."),
        ("stage1-hours", "0.2", "Give a number of hours from 0.5 to 24."),
        ("stage1-hours", "30", "Give a number of hours from 0.5 to 24."),
        ("stage1-due_on", "2020-01-01", "Choose today or a later day."),
        ("stage2-with_whom", "The board", "Say what happens in this stage."),
    ],
)
def test_an_error_is_shown_beside_its_field(name: str, value: Any, words: str) -> None:
    answer = post(draft(), "process", **{name: value})

    assert answer.status_code == 422
    assert words in html.unescape(answer.content.decode())


@pytest.mark.parametrize("name", ["travel_to", "costs_words", "stage1-with_whom"])
@pytest.mark.parametrize("words", ["A room for £1,200", "1.500 EUR a month", "80 € per night"])
def test_an_amount_is_refused_and_kept_as_typed(name: str, words: str) -> None:
    brief = draft()

    answer = post(brief, "process", **{**STAGE, name: words})

    brief.refresh_from_db()
    assert answer.status_code == 422
    assert "Leave out the amount: say what is paid for, not how much." in html.unescape(
        answer.content.decode()
    )
    assert (brief.travel_to, brief.costs_words) == ("", "")
    assert not brief.stages.filter(with_whom=words).exists()
    again = browser_of(brief.manager.user).get(path(brief, "process"))
    assert html.escape(words) in again.content.decode()


def test_a_promise_is_fixed_once_firms_rely_on_the_brief() -> None:
    brief = whole_brief(opened=True)
    typed = {**STAGE, "stage1-with_whom": "Somebody else", "stage2-kind": "panel"}

    page = browser_of(brief.manager.user).get(path(brief, "process")).content.decode()
    post(brief, "process", **typed)

    assert "Third stage" not in page
    assert [(row.with_whom, row.kind) for row in brief.stages.all()] == [
        ("The site director", "meeting")
    ]


def test_stages_that_were_not_promised_can_be_answered_while_firms_search() -> None:
    brief = whole_brief(opened=True)
    brief.stages.all().delete()

    post(brief, "process", **STAGE)

    assert brief.stages.get().is_promised


@pytest.mark.parametrize("name", ["with_whom", "people", "hours", "due_on"])
def test_a_stage_that_leaves_something_open_keeps_firms_from_asking(name: str) -> None:
    brief = whole_brief(opened=True)
    empty: Any = "" if name == "with_whom" else None
    brief.stages.update(**{name: empty})

    assert missing_for_approach(brief) == [
        "Which stages does the selection have, with whom, how many hours, by when?"
    ]


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({"place": ""}, "Where is it?"),
        ({"duration_weeks": None}, "How long will it take?"),
        ({"sponsor_level": ""}, "At what level is the sponsor?"),
        ({"travel_to": ""}, "How much travel, and where to?"),
        ({"nights_away": None}, "How many nights away from home a week?"),
        ({"costs_paid": []}, "Should they move, and what do you pay for?"),
        ({"what_happened": ""}, "What happened?"),
    ],
)
def test_every_part_of_the_pack_is_required(facts: dict[str, Any], label: str) -> None:
    assert missing_for_approach(whole_brief(opened=True, **facts)) == [label]


def test_a_brief_without_criteria_or_sector_is_not_approached() -> None:
    brief = whole_brief(opened=True)
    brief.criteria.all().delete()
    brief.client.sector = None

    assert missing_for_approach(brief) == [
        "What does success look like? One criterion with its measure and target",
        "In which sector is the work?",
    ]


def test_what_was_fixed_unanswered_leads_to_a_change_of_the_brief() -> None:
    brief = whole_brief(opened=True, duration_weeks=None)

    page = browser_of(brief.manager.user).get(brief.get_absolute_url()).content.decode()

    assert [question.label for question in open_for_approach(brief)] == ["How long will it take?"]
    assert reverse("engagements:change", args=[brief.ref]) in page


def test_no_travel_and_no_nights_are_answers() -> None:
    brief = whole_brief(travel=Brief.Travel.NONE, travel_to="", nights_away=0)

    facts = dict(brief_pack(brief, named=True).work_facts)

    assert missing_for_approach(brief) == []
    assert (facts["Travel"], facts["Nights away"]) == ("None", "none")


def test_a_confidential_pack_hides_the_people_of_the_client_in_the_stages() -> None:
    brief = whole_brief(is_confidential=True, travel_to="To Hedda Vorberg's office")
    ClientMemberFactory(client=brief.client, user__full_name="Hedda Vorberg")
    brief.stages.update(with_whom="Hedda Vorberg, site director")

    told = str(brief_pack(Brief.objects.get(pk=brief.pk), named=False).as_json())

    assert "Vorberg" not in told
    assert "site director" in told


def test_a_pack_tells_the_hours_of_all_stages() -> None:
    brief = whole_brief()
    SelectionStageFactory(brief=brief, position=2, kind=SelectionStage.Kind.VISIT, hours=4)

    pack = brief_pack(brief, named=True)

    assert pack.selection_hours == "5.5"
    assert [stage.line for stage in pack.stages] == [
        "2 people, 1.5 hours, by 26 February 2027",
        "2 people, 4 hours, by 26 February 2027",
    ]
    assert Pack(stages=(PackStage(hours="1"), PackStage())).selection_hours == ""
