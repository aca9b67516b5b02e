"""“This is wrong”: the link to the fact, and the effect of the correction."""

import dataclasses
from dataclasses import dataclass

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, User
from candidates.models import Candidate, CandidateSkill, PastAssignment
from engagements.models import Brief, Requirement
from ranking import profile_changes, runs
from ranking.corrections import difference
from ranking.models import FitResult, FitRun
from shortlists.models import Entry
from skills import multilingual
from skills.models import Concept, VocabularyVersion
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    PastAssignmentFactory,
    RequirementFactory,
    SituationFactory,
)
from tests.shortlists.choices import approached, as_person
from tests.shortlists.worlds import VERDICT

pytestmark = pytest.mark.django_db
needs_the_encoder = pytest.mark.skipif(not multilingual.is_available(), reason="no encoder here")
THIS_YEAR = timezone.now().year


@dataclass
class World:
    """An interim who was found by a ranking and approached."""

    entry: Entry
    interim: User
    candidate: Candidate
    brief: Brief
    release: Concept
    audit: Concept
    turnaround: Concept

    @property
    def result(self) -> FitResult:
        assert self.entry.result is not None
        return self.entry.result


@pytest.fixture
def world() -> World:
    """Return an interim with one skill below the required level, without another and a
    situation.
    """
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    release, audit = ConceptFactory(label="batch release"), ConceptFactory(label="audit")
    turnaround = SituationFactory(label="turnaround")
    brief = BriefFactory(opened=True, is_confidential=True, seniority=5)
    RequirementFactory(brief=brief, concept=release, level=4)
    RequirementFactory(
        brief=brief, concept=audit, level=3, importance=Requirement.Importance.SHOULD
    )
    brief.situations.add(turnaround)
    candidate = CandidateFactory(seniority=4)
    CandidateSkillFactory(candidate=candidate, concept=release, level=2, last_used=THIS_YEAR - 9)
    PastAssignmentFactory(candidate=candidate)
    runs.rank_brief(brief)
    run = FitRun.objects.current(brief)
    assert run is not None
    entry = approached(brief=brief, candidate=candidate, result=run.results.get()).entry
    assert candidate.user is not None
    return World(entry, candidate.user, candidate, brief, release, audit, turnaround)


def press(client: Browser, world: World, line: str) -> str:
    """Press "This is wrong" at a line and return the redirect's path."""
    url = reverse("shortlists:wrong", args=[world.entry.ref])
    response = as_person(client, world.interim).post(url, {"line": line})
    assert response.status_code == 302, response.content
    return response.url


def difference_url(world: World) -> str:
    return reverse("shortlists:difference", args=[world.entry.ref])


def test_a_skill_links_to_its_line_with_a_way_back(client: Browser, world: World):
    url = press(client, world, f"requirement:{world.release.code}")
    page = client.get(url).content.decode()

    assert url.startswith(reverse("candidates:skills"))
    assert "You came from the reasons for “Interim site director”: batch release" in page
    assert page.count("<details open>") == 1


def test_a_missing_skill_links_to_adding_it(client: Browser, world: World):
    page = client.get(press(client, world, f"requirement:{world.audit.code}")).content.decode()

    assert f'name="concept" value="{world.audit.code}"' in page
    assert 'name="concept_text" value="audit"' in page


def test_a_situation_links_to_a_new_assignment_and_existing_ones(client: Browser, world: World):
    page = client.get(press(client, world, f"situation:{world.turnaround.code}"))

    work = world.candidate.record.get()
    assert page.context["form"].initial["situations"] == [world.turnaround.code]
    assert reverse("candidates:change_assignment", args=[work.ref]) in page.content.decode()


def test_the_nearest_past_role_links_to_its_assignment(client: Browser, world: World):
    PastAssignment.objects.update(title="Interim site director")
    runs.rank_brief(world.brief)
    Entry.objects.update(result=FitResult.objects.latest("pk"))

    url = press(client, dataclasses.replace(world, entry=Entry.objects.get()), "role:role")

    work = world.candidate.record.get()
    assert url.startswith(reverse("candidates:change_assignment", args=[work.ref]))


def test_words_and_roles_that_are_missing_link_to_a_new_assignment(client: Browser, world: World):
    line = {"state": "missing", "assignment": None, "detail": "none.", "credit": 0.0}
    plain = {"importance": None, "points": 0.0, "points_if": 9.0, "plus": "", "asks": []}
    evidence = [
        {"kind": kind, "code": kind, "label": kind} | line | plain for kind in ("words", "role")
    ]
    parts = world.result.parts | {"other_profession": "a nurse"}
    FitResult.objects.update(evidence=evidence, parts=parts)

    urls = {press(client, world, key) for key in ("words:words", "role:role", "profession")}

    [path] = {url.partition("?")[0] for url in urls}
    assert path == reverse("candidates:add_assignment")


def test_seniority_links_to_its_field(client: Browser, world: World):
    url = press(client, world, "seniority")

    assert url.startswith(reverse("candidates:basics"))
    assert url.endswith("#id_seniority")


def test_disputing_a_reason_changes_only_the_trail(client: Browser, world: World):
    before = Entry.objects.values().get(pk=world.entry.pk)

    press(client, world, "seniority")

    trail = Activity.objects.about(world.entry).get()
    assert (trail.kind, trail.facts) == ("reason.disputed", {"line": "seniority"})
    assert Entry.objects.values().get(pk=world.entry.pk) == before


def test_an_unknown_line_is_refused(client: Browser, world: World):
    url = reverse("shortlists:wrong", args=[world.entry.ref])

    response = as_person(client, world.interim).post(url, {"line": "requirement:none"})

    assert response.status_code == 409
    assert "This line is no longer among your reasons." in response.content.decode()


def test_saving_redirects_to_the_difference_as_promised(client: Browser, world: World):
    promised = next(item for item in world.result.evidence if item["code"] == world.release.code)
    press(client, world, f"requirement:{world.release.code}")
    held = world.candidate.skills.get()
    prefix = f"s{held.ref.hex[:12]}"
    save = reverse("candidates:change_skill", args=[held.ref])

    response = client.post(
        f"{save}?for={world.entry.ref.hex}",
        {f"{prefix}-level": 4, f"{prefix}-last_used": THIS_YEAR},
    )
    page = client.get(response.url)

    assert response.url == f"{difference_url(world)}?since={world.result.ref}"
    change = page.context["change"]
    assert change.points == pytest.approx(promised["points_if"], abs=0.051)
    assert (change.before, change.after) == (
        world.result.score,
        pytest.approx(world.result.score + promised["points_if"], abs=0.051),
    )
    first = change.changes[0]
    assert (first.label, first.before, first.after) == (
        "batch release",
        f"Works with it, last used {THIS_YEAR - 9}; asked: leads others in it.",
        f"Leads others in it, last used {THIS_YEAR}.",
    )
    assert f"{change.points:.1f} points more" in " ".join(page.content.decode().split())


@pytest.mark.parametrize("level", [None, 1])
def test_a_level_that_is_stated_or_raised_counts_as_promised(world: World, level: int | None):
    CandidateSkill.objects.update(level=level, last_used=THIS_YEAR)
    before = runs.evaluate(world.brief, world.candidate)
    assert before is not None
    line = next(item for item in before.evidence if item["code"] == world.release.code)

    CandidateSkill.objects.update(level=4)
    after = runs.evaluate(world.brief, world.candidate)

    points = int(line["points_if"] + 0.5)
    assert line["plus"] == f"plus {points} points if " + (
        "batch release were held at “leads others in it”"
        if level
        else "the level of batch release were stated, as “leads others in it” or above"
    )
    assert after is not None
    assert after.score - before.score == pytest.approx(line["points_if"], abs=0.051)


@pytest.mark.parametrize("kind", ["requirement", "situation"])
def test_every_promised_score_is_reached_by_the_change_it_names(world: World, kind: str):
    line = next(i for i in world.result.evidence if i["kind"] == kind and i["state"] == "missing")
    if kind == "requirement":
        CandidateSkillFactory(
            candidate=world.candidate, concept=world.audit, level=3, last_used=THIS_YEAR
        )
    else:
        work = world.candidate.record.get()
        work.ended_on = None
        work.save(update_fields=["ended_on"])
        work.situations.add(world.turnaround)

    after = runs.evaluate(world.brief, world.candidate)

    assert after is not None
    assert after.score - world.result.score == pytest.approx(line["points_if"], abs=0.051)


def test_a_ranking_of_other_versions_is_not_compared_and_the_page_says_why(
    client: Browser, world: World
):
    run = world.result.run
    FitRun.objects.filter(pk=run.pk).update(versions=run.versions | {"numpy": "1.0"})
    CandidateSkill.objects.update(level=5, last_used=THIS_YEAR)

    page = as_person(client, world.interim).get(difference_url(world))

    assert page.context["change"] is None
    assert page.context["why"] is not None
    words = " ".join(page.content.decode().split())
    assert "was made with numpy 1.0; today&#x27;s would be made with numpy" in words
    assert "not comparable" in words


def test_the_page_says_that_the_verdict_is_another_one(client: Browser, world: World):
    FitResult.objects.of_candidate(world.candidate).update(verdict=VERDICT)
    CandidateSkillFactory(candidate=world.candidate, concept=world.audit, level=3)

    page = as_person(client, world.interim).get(difference_url(world))

    told = " ".join(page.content.decode().split())
    assert "Verdict before: Has done this. Now: <strong>Other work</strong>." in told


def test_the_stored_ranking_is_not_changed(client: Browser, world: World):
    before = list(FitResult.objects.values())
    CandidateSkill.objects.update(level=5, last_used=THIS_YEAR)

    client.force_login(world.interim)
    client.get(difference_url(world))

    assert list(FitResult.objects.values()) == before


def test_a_later_ranking_does_not_hide_the_difference(client: Browser, world: World):
    Entry.objects.update(result=None)  # found without the ranking: its reasons are the latest
    address = f"{difference_url(world)}?since={world.result.ref}"
    CandidateSkill.objects.update(level=4, last_used=THIS_YEAR)

    runs.rank_brief(world.brief)
    page = as_person(client, world.interim).get(address)

    assert FitRun.objects.count() == 2
    assert page.context["change"].before == world.result.score
    assert page.context["change"].is_more


@pytest.mark.parametrize("since", ["nonsense", "6b20f235-2c93-5889-a933-d52274e4eb1a"])
def test_a_result_of_somebody_else_is_not_compared(client: Browser, world: World, since: str):
    page = as_person(client, world.interim).get(difference_url(world), {"since": since})

    assert page.context["result"] == world.result


def test_the_page_says_if_nothing_has_changed(client: Browser, world: World):
    page = as_person(client, world.interim).get(difference_url(world)).content.decode()

    assert "<h1>Nothing has changed</h1>" in page
    assert difference(world.result, world.result).changes == []


def test_a_hidden_interim_reads_that_nothing_is_ranked(client: Browser, world: World):
    Candidate.objects.update(is_discoverable=False)

    page = as_person(client, world.interim).get(difference_url(world)).content.decode()

    assert "No ranking reads your profile" in page


@needs_the_encoder
def test_the_page_waits_for_a_new_outcome_to_be_encoded(client: Browser, world: World):
    client.force_login(world.interim)

    waiting = client.get(difference_url(world), headers={"HX-Request": "true"}).content.decode()
    profile_changes.read_words({world.candidate.pk})
    done = client.get(difference_url(world), headers={"HX-Request": "true"}).content.decode()

    assert ("is being read" in waiting, "hx-get" in waiting) == (True, True)
    assert ("is being read" in done, "hx-get" in done) == (False, False)


def test_a_way_back_from_another_session_is_ignored(client: Browser, world: World):
    page = as_person(client, world.interim).get(
        reverse("candidates:basics"), {"for": world.entry.ref.hex}
    )

    assert page.context["return_to"] is None
    assert "You came from" not in page.content.decode()


@pytest.mark.parametrize("name", ["wrong", "difference"])
def test_access_of_the_correction_pages(client: Browser, world: World, name: str):
    url = reverse(f"shortlists:{name}", args=[world.entry.ref])
    ask = client.post if name == "wrong" else client.get

    assert ask(url).status_code == 302
    as_person(client, CandidateFactory().user)
    assert ask(url).status_code == 404
    client.force_login(world.entry.consultant.user)
    refused = ask(url)
    assert refused.status_code == 403
    assert "Only the interim themselves" in refused.content.decode()
