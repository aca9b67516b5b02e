"""What changed in a brief between two of its versions."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from engagements.actions import panels
from engagements.brief_changes import brief_changes, changes_since
from engagements.models import Brief, FormerBrief, Requirement
from engagements.pack import Pack, PackCriterion, PackRequirement, brief_pack
from interimhub.lib.changed_words import PartChange
from providers.models import Consultant
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import NOW, ConceptFactory, ConsultantFactory, PanelSeatFactory

CRITERION = PackCriterion(
    ref="a",
    measure="Overdue deviations",
    baseline="186",
    target="20",
    due_on=date(2027, 3, 31),
    evidence="the weekly report",
    weight=5,
)
BEFORE = Pack(
    place="Reading",
    duration_weeks=26,
    criteria=(CRITERION,),
    requirements=(PackRequirement("GMP", "Must have", "Expert"),),
)


def told(changes: list[PartChange]) -> list[str]:
    return [change.in_words for change in changes]


def test_the_same_pack_has_no_changes():
    assert brief_changes(BEFORE, BEFORE) == []


def test_a_criterion_that_moves_keeps_its_place_in_the_difference():
    after = replace(BEFORE, criteria=(replace(CRITERION, target="10"),))

    (change,) = brief_changes(BEFORE, after)
    said = "Overdue deviations, from 186, to {}, by 31 March 2027, shown by the weekly report"
    weight = ", weight 5 of 5 (decides)"
    assert change.label == "Success criterion: Overdue deviations"
    assert (change.was, change.now) == (said.format(20) + weight, said.format(10) + weight)


def test_skills_are_added_removed_and_changed():
    after = replace(
        BEFORE,
        requirements=(
            PackRequirement("GMP", "Should have", ""),
            PackRequirement("Aseptic filling", "Must have", "Advanced"),
        ),
    )

    assert [(part.label, part.kind) for part in brief_changes(BEFORE, after)] == [
        ("Skill: GMP", "Changed"),
        ("Skill: Aseptic filling", "Added"),
    ]
    assert told(brief_changes(after, BEFORE)) == [
        "Skill: GMP: was “Should have, any level”, is now “Must have, expert”",
        "Skill: Aseptic filling: removed; it said: Must have, advanced",
    ]


def test_dates_and_place_are_told_in_words():
    after = replace(BEFORE, place="Leeds", duration_weeks=1, starts_on=date(2027, 1, 4))

    assert told(brief_changes(BEFORE, after)) == [
        "Start: added: 4 January 2027",
        "Duration: was “26 weeks”, is now “1 week”",
        "Place: was “Reading”, is now “Leeds”",
    ]


@pytest.fixture
def lead(db: None) -> Consultant:
    return ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")


@pytest.fixture
def taken_back(lead: Consultant) -> Brief:
    brief = whole_brief(played_back=True)
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True, sent_at=NOW)
    panels.take_back(brief, by=brief.manager.user, now=NOW)
    brief.refresh_from_db()
    return brief


def sent_again(brief: Brief) -> Brief:
    panels.send_for_playback(brief, by=brief.manager.user, now=NOW)
    return Brief.objects.get(pk=brief.pk)


def changes_on_the_page(brief: Brief, reader: Any) -> str:
    page = browser_of(reader).get(reverse("engagements:playback", args=[brief.ref]))
    return page.content.decode().partition('id="brief-changes"')[2].partition("</section>")[0]


def test_a_brief_that_was_taken_back_shows_both_sides_what_changed(
    taken_back: Brief, lead: Consultant
):
    concept = ConceptFactory(label="aseptic filling")
    Requirement.objects.create(brief=taken_back, concept=concept, importance=1, level=4)
    Brief.objects.filter(pk=taken_back.pk).update(place="Leeds")
    taken_back.refresh_from_db()

    brief = sent_again(taken_back)

    region = "London and South East England"
    assert told(changes_since(brief, 1)) == [
        "Skill: aseptic filling: added: Must have, leads others in it",
        f"Place: was “Reading, {region}”, is now “Leeds, {region}”",
    ]
    for reader in (brief.manager.user, lead.user):
        shown = changes_on_the_page(brief, reader)
        assert "Skill: aseptic filling" in shown
        assert "Leeds" in shown
        assert "GMP" not in shown


def test_a_former_version_is_kept_as_it_read(taken_back: Brief):
    former = FormerBrief.objects.get(brief=taken_back)

    assert (former.version, taken_back.version) == (1, 2)
    assert replace(Pack.from_json(former.pack), brief_version=2) == brief_pack(
        taken_back, named=True
    )


def test_a_first_version_has_nothing_to_compare(lead: Consultant):
    brief = whole_brief(played_back=True)
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True, sent_at=NOW)

    assert changes_on_the_page(brief, brief.manager.user) == ""
    assert changes_since(brief, 0) == []


def test_a_brief_sent_again_without_a_change_says_nothing(taken_back: Brief):
    brief = sent_again(taken_back)

    assert changes_on_the_page(brief, brief.manager.user) == ""
