"""Missing answers: who is stopped by them, who reads so, and how they are answered in time."""

from datetime import date

import pytest

from engagements.actions import panels
from engagements.models import Brief, Playback, Requirement, TruthItem
from engagements.turns import turn_of
from shortlists.actions.approach import NotReadyToApproach, approach
from tests.browsers import browser_of
from tests.deadlines import today
from tests.engagements.briefs import path, post, rows, whole_brief
from tests.factories import (
    NOW,
    BriefFactory,
    ConceptFactory,
    ConsultantFactory,
    CriterionFactory,
    PanelSeatFactory,
    PlaybackFactory,
    RequirementFactory,
)
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def needed_only(**facts: object) -> Brief:
    """Return a brief with no more than what a firm needs to start."""
    empty = {
        **dict.fromkeys(("title", "why_now", "what_is_hard", "value_kind", "value_shown_by"), ""),
        **dict.fromkeys(("duration_weeks", "seniority", "days_on_site")),
    }
    brief: Brief = BriefFactory(**{**empty, **facts})
    return brief


def played_back(brief: Brief) -> Playback:
    lead = ConsultantFactory()
    seat = PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, opened_at=None)
    seat.is_lead = True
    seat.save()
    playback: Playback = PlaybackFactory(
        brief=brief, consultant=lead, status=Playback.Status.SENT, sent_at=NOW
    )
    return playback


# Before anyone is asked


def test_an_open_brief_on_which_nobody_may_be_asked_stands_first_on_today() -> None:
    brief = ready_brief(why_now="", title="Frozen")
    whole_brief(client=brief.client, manager=brief.manager, confirmed=True, title="Later")
    seat_on(brief)
    playback = played_back(whole_brief(client=brief.client, manager=brief.manager))
    panels.send_back_playback(playback, by=brief.manager.user, comments="More.", now=NOW)

    lines = today(brief.manager.user)

    assert (lines[0].what, lines[0].about) == (
        "1 answer keeps firms from asking anyone",
        "Frozen",
    )
    assert lines[0].url == path(brief, "situation")
    assert lines[0].stops_others


def test_the_line_goes_away_with_the_last_answer_and_then_an_interim_is_asked() -> None:
    brief = ready_brief(why_now="")
    consultant = seat_on(brief)
    interim = open_to(consultant.firm)
    with pytest.raises(NotReadyToApproach, match="Why now"):
        approach(brief, interim, by=consultant.user, why_you="You.", now=NOW)

    post(brief, "situation", why_now="Stock lasts to March.")

    assert "firms from asking" not in str(today(brief.manager.user))
    entry = approach(brief, interim, by=consultant.user, why_you="You.", now=NOW)
    assert entry.is_live


def test_the_page_and_the_list_say_that_nobody_can_be_asked() -> None:
    brief = ready_brief(why_now="")
    TruthItem.objects.filter(brief=brief, kind="risks").delete()
    consultant = seat_on(brief)

    words = "2 answers keep firms from asking anyone"
    pages = [
        browser_of(brief.manager.user).get(url).content.decode()
        for url in (brief.get_absolute_url(), "/briefs/")
    ]

    assert [words in page for page in pages] == [True, True]
    whole = Brief.objects.with_turn().get(pk=brief.pk)
    name = brief.manager.user.full_name
    assert turn_of(whole, brief.manager.user).is_mine
    assert turn_of(whole, consultant.user).text == f"Waiting for {name}: {words}"


def test_what_is_asked_before_anyone_is_put_forward_is_asked_before_anyone_is_asked() -> None:
    brief = ready_brief()
    Brief.objects.filter(pk=brief.pk).update(tried_before="")
    consultant = seat_on(brief)

    with pytest.raises(NotReadyToApproach, match="What has been tried before"):
        approach(brief, open_to(consultant.firm), by=consultant.user, why_you="You.", now=NOW)


def test_before_it_is_opened_the_manager_reads_how_many_answers_will_stop_the_firms() -> None:
    brief = needed_only(confirmed=True, value_kind="cash", duration_weeks=9)

    page = browser_of(brief.manager.user).get(brief.get_absolute_url()).content.decode()

    assert "11 answers keep firms from asking anyone; you can answer before or after." in page


# Before the playback is confirmed


def test_a_brief_without_a_must_have_is_not_confirmed() -> None:
    brief = BriefFactory(played_back=True)
    RequirementFactory(brief=brief, importance=Requirement.Importance.SHOULD)

    with pytest.raises(panels.BriefNotReady, match="must-have"):
        panels.confirm_playback(played_back(brief), by=brief.manager.user, now=NOW)


def test_what_stops_the_confirmation_is_answered_and_the_same_playback_is_confirmed() -> None:
    brief = needed_only(played_back=True)
    CriterionFactory(brief=brief, position=1, due_on=None, baseline="", evidence="")
    playback = played_back(brief)
    manager = browser_of(brief.manager.user)
    page = manager.get(f"/briefs/{brief.ref}/playback/").content.decode()
    assert "Needed before you confirm" in page
    assert path(brief, "success") in page
    skill = ConceptFactory()

    when = {"due_on": "2027-03-31", "baseline": "41", "evidence": "records"}
    post(brief, "success", **rows("criteria", {}, when))
    post(
        brief,
        "person",
        seniority="5",
        duration_weeks="26",
        days_on_site="0",
        **rows("skills", {"code": skill.code, "importance": "1", "level": "4"}),
    )
    manager.post(f"/briefs/{brief.ref}/playback/confirm/")

    brief.refresh_from_db()
    playback.refresh_from_db()
    assert (brief.status, brief.version) == ("confirmed", 1)
    assert playback.is_confirmed
    assert (brief.seniority, brief.duration_weeks, brief.days_on_site) == (5, 26, 0)
    stored = brief.criteria.in_order().values_list("measure", "baseline", "due_on", "evidence")
    assert list(stored) == [
        ("Overdue deviations", "186", date(2027, 3, 31), "the quality system's weekly report"),
        ("Overdue deviations", "41", date(2027, 3, 31), "records"),
    ]


def test_while_it_is_played_back_no_answer_is_changed_or_removed() -> None:
    brief = whole_brief(played_back=True, region="uk-london")
    sector, skill = ConceptFactory(kind="sector"), ConceptFactory()
    brief.sectors.add(sector)
    code = brief.requirements.get().concept.code

    post(brief, "success", **rows("criteria", {"measure": "Another", "DELETE": "on"}))
    post(brief, "success")
    post(
        brief,
        "person",
        place="Basel",
        region="",
        seniority="1",
        **rows(
            "skills",
            {"code": code, "importance": "2", "level": "1", "DELETE": "on"},
            {"code": skill.code, "importance": "1", "level": "4"},
        ),
    )

    brief.refresh_from_db()
    assert (brief.place, brief.region, brief.seniority) == ("Reading", "uk-london", 5)
    assert brief.criteria.get().measure == "Overdue deviations"
    assert list(brief.sectors.all()) == [sector]
    kept = brief.requirements.get()
    assert (kept.concept.code, kept.importance, kept.level) == (code, 1, 4)


def test_a_skill_is_raised_to_the_must_have_that_is_missing_and_keeps_its_level() -> None:
    brief = BriefFactory(played_back=True)
    raised = RequirementFactory(brief=brief, importance=Requirement.Importance.SHOULD, level=3)
    left = RequirementFactory(brief=brief, importance=Requirement.Importance.SHOULD, level=2)

    post(
        brief,
        "person",
        **rows("skills", {"code": raised.concept.code, "importance": "1", "level": "1"}),
    )

    raised.refresh_from_db()
    left.refresh_from_db()
    assert (raised.is_must, raised.level) == (True, 3)
    assert (left.is_must, left.level) == (False, 2)


def test_today_says_what_is_needed_before_the_playback_can_be_confirmed() -> None:
    brief = needed_only(played_back=True)

    lines = {line.what: line for line in today(brief.manager.user)}

    line = lines["4 answers are needed before you confirm"]
    assert (line.url, line.stops_others) == (path(brief, "person"), False)


# Half an answer


@pytest.mark.parametrize("status", ["played_back", "opened"])
def test_half_an_answer_is_not_fixed_while_it_is_typed(status: str) -> None:
    brief = BriefFactory(why_now="", **{status: True})

    half = post(brief, "situation", autosave=True, why_now="The win")
    post(brief, "situation", why_now="The winter.")

    brief.refresh_from_db()
    assert half.status_code == 204
    assert brief.why_now == "The winter."
    page = browser_of(brief.manager.user).get(path(brief, "situation")).content.decode()
    assert "data-autosave" not in page
    assert "An answer is fixed" in page
