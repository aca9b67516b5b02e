"""What a playback says leads to a change of the brief, which both sides see."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Deadline
from engagements.actions import amendments, panels
from engagements.answers import Answers, RequirementFacts
from engagements.brief_changes import changes_since
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, FormerBrief, Playback
from engagements.said_skills import said_musts
from providers.models import Consultant
from skills.models import Concept, Label
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.engagements.changes import REASON, answers_of, in_place
from tests.factories import NOW, ConceptFactory, ConsultantFactory, PanelSeatFactory
from tests.notices import notices_of
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


def skill(*names: str) -> Concept:
    concept: Concept = ConceptFactory(label=names[0])
    for name in names:
        Label.objects.create(
            concept=concept, text=name, key=name.lower(), is_preferred=name == names[0]
        )
    return concept


@pytest.fixture
def lead() -> Consultant:
    return ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")


@pytest.fixture
def brief(lead: Consultant) -> Brief:
    brief = whole_brief(played_back=True)
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True, opened_at=None)
    return Brief.objects.select_related("manager__user").get(pk=brief.pk)


def played_back(brief: Brief, lead: Consultant, challenge: str = "") -> Playback:
    words = {"situation": "Two stand still.", "success": "Both run.", "hard": "", "person": ""}
    panels.save_playback(brief, by=lead, is_by_phone=False, now=NOW, challenge=challenge, **words)
    panels.send_playback(brief, by=lead, now=NOW)
    return Playback.objects.get(brief=brief)


def change(brief: Brief, answers: Answers | None = None, **facts: Any) -> Brief:
    given = {"seen_version": brief.version, "reason": REASON, "by": brief.manager.user, "now": NOW}
    answers = answers or in_place(brief)
    amendments.change_in_playback(brief, answers=answers, **{**given, **facts})
    return Brief.objects.get(pk=brief.pk)


# What is said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aseptic filling must be a must-have.", ["aseptic filling"]),
        ("They must have led GMP remediation, and SAP.", ["GMP remediation", "SAP"]),
        ("Sterile filling is needed from day one.", ["aseptic filling"]),
        ("He knows aseptic filling well.", []),
        ("SAP is not needed here.", []),
        ("There is no need for SAP; aseptic filling is essential.", ["aseptic filling"]),
        ("They must like people.", []),
        ("Sterile filling muss von Anfang an dabei sein.", ["aseptic filling"]),
        ("SAP ist zwingend erforderlich, sagt der Betriebsrat.", ["SAP"]),
        ("Il faut absolument SAP.", ["SAP"]),
        ("La maîtrise de SAP est indispensable.", ["SAP"]),
        ("Kennis van SAP is vereist.", ["SAP"]),
        ("SAP ist nicht unbedingt nötig.", []),
        ("SAP muss man nicht können.", []),
        ("Kenntnisse in SAP sind keine Voraussetzung.", []),
        ("SAP n'est pas nécessaire.", []),
        ("SAP is niet nodig.", []),
        ("Er kennt SAP gut.", []),
        ("must " * 3000, []),
        ("", []),
    ],
)
def test_skills_said_to_be_needed_are_found_by_their_names(text: str, found: list[str]):
    skill("aseptic filling", "sterile filling")
    skill("GMP remediation")
    skill("GMP")
    skill("SAP")

    assert [concept.label for concept in said_musts([text], known=[])] == found


def test_what_the_brief_has_already_is_left_out():
    sap = skill("SAP")

    assert said_musts(["They must know SAP."], known=[sap.code]) == []


def test_text_that_asks_for_nothing_costs_no_query(django_assert_num_queries: Any):
    with django_assert_num_queries(0):
        assert said_musts(["All is well."], known=[]) == []


def test_both_sides_see_what_is_said_and_the_manager_is_led_to_the_change(
    brief: Brief, lead: Consultant
):
    concept = skill("aseptic filling")
    played_back(brief, lead, challenge="Aseptic filling must be in it; without it nobody answers.")
    url = reverse("engagements:playback", args=[brief.ref])
    to_change = f"{reverse('engagements:change', args=[brief.ref])}?said=1&amp;must="

    manager = browser_of(brief.manager.user).get(url).content.decode()
    firm = browser_of(lead.user).get(url).content.decode()

    for page in (manager, firm):
        assert "Said to be needed, and no must-have of the brief yet" in page
        assert "Aseptic filling" in page
    assert to_change in manager
    assert "to the brief</a>" not in firm

    page = browser_of(brief.manager.user).get(
        reverse("engagements:change", args=[brief.ref]), {"said": "1", "must": concept.code}
    )
    shown = page.content.decode()
    assert f'value="{concept.code}"' in shown
    assert "Larkspur said in its playback: “Aseptic filling must be in it" in shown


# The change


def test_the_change_is_a_new_version_that_the_firm_plays_back_again(brief: Brief, lead: Consultant):
    playback = played_back(brief, lead)
    concept = skill("aseptic filling")
    answers = answers_of(brief)
    rows = [*(answers.requirements or []), RequirementFacts(concept.code, 1, 4)]

    changed = change(brief, replace(answers, requirements=rows))

    assert (changed.status, changed.version) == ("in_clarification", 2)
    assert [one.label for one in changes_since(changed, 1)] == ["Skill: aseptic filling"]
    assert not Deadline.objects.about(playback).open().exists()
    (deadline,) = Deadline.objects.of_kind(BriefDeadline.PLAYBACK_WRITE).open()
    assert deadline.organisation == f"providers.firm:{lead.firm_id}"
    assert "Skill: aseptic filling: added" in notices_of(lead.user)[-1].body
    assert trail_of(brief)[-1] == Event(
        "manager", "brief.changed", facts={"version": 2}, note=REASON
    )
    url = reverse("engagements:playback", args=[brief.ref])
    assert "Two stand still." in browser_of(lead.user).get(url).content.decode()


def test_the_playback_of_the_former_version_cannot_be_confirmed(brief: Brief, lead: Consultant):
    playback = played_back(brief, lead)
    change(brief)

    with pytest.raises(panels.BriefNotReady):
        panels.confirm_playback(playback, by=brief.manager.user, now=NOW)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"answers": Answers(columns={"place": "Reading"})}, amendments.ChangeNotPossible),
        ({"answers": Answers(columns={"starts_on": None})}, amendments.ChangeNotPossible),
        ({"seen_version": 7}, amendments.BriefMovedOn),
    ],
)
def test_a_change_without_effect_or_of_another_version_is_refused(
    brief: Brief, facts: dict[str, Any], refused: type[Exception]
):
    with pytest.raises(refused):
        change(brief, **facts)

    assert Brief.objects.get(pk=brief.pk).version == 1
    assert not FormerBrief.objects.exists()


def test_a_confirmed_brief_is_not_changed_without_its_firm(brief: Brief):
    Brief.objects.filter(pk=brief.pk).update(status="confirmed")

    with pytest.raises(amendments.BriefMovedOn):
        change(brief)
