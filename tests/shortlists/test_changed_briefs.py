"""A confirmed change of a brief: what it does to the brief and its ranking."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import Deadline
from engagements.actions.amendments import BriefMovedOn
from engagements.answers import CriterionFacts, RequirementFacts
from engagements.models import Amendment, Brief, Criterion, FormerBrief
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.models import Job
from shortlists.actions import amendments, briefs
from tests.engagements.changes import answers_of, propose
from tests.factories import NOW, ConceptFactory
from tests.notices import notices_of, subjects
from tests.shortlists.changes import change, led
from tests.shortlists.worlds import ready_brief, seat_on
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


def test_a_confirmed_change_is_a_new_version_and_the_former_one_is_kept():
    brief = ready_brief()
    lead = led(brief)

    changed = change(brief, lead)

    assert (changed.place, changed.version, changed.status) == ("Leeds", 2, "open")
    assert FormerBrief.objects.get(brief=brief, version=1).pack["place"] == "Reading"
    assert Amendment.objects.get().answered_by == lead.user
    assert trail_of(brief)[-1] == Event(
        "consultant",
        "brief.change_confirmed",
        facts={"amendment": Amendment.objects.get().pk, "version": 2},
    )


def test_people_are_ranked_again_for_the_new_version():
    brief = ready_brief()

    changed = change(brief, led(brief))

    assert not changed.is_ranked
    assert Job.objects.under(f"rank:{brief.pk}:2").count() == 1


def test_a_brief_that_is_not_open_yet_is_not_ranked():
    brief = ready_brief()
    Brief.objects.filter(pk=brief.pk).update(status="confirmed")
    brief.refresh_from_db()

    changed = change(brief, led(brief))

    assert (changed.version, changed.status) == (2, "confirmed")
    assert not Job.objects.under(changed.ranking_key).exists()


def test_skills_criteria_and_dates_are_stored():
    brief = ready_brief()
    lead, concept = led(brief), ConceptFactory(label="aseptic filling")
    former = brief.criteria.get()
    answers = answers_of(brief)
    facts = dict(answers.criteria[0].changes)  # type: ignore[index]
    changed = change(
        brief,
        lead,
        replace(
            answers,
            columns={**answers.columns, "duration_weeks": 40},
            criteria=[CriterionFacts(None, 0, {**facts, "measure": "Batches released"})],
            requirements=[RequirementFacts(concept.code, 1, 4)],
        ),
    )

    assert changed.duration_weeks == 40
    assert [row.measure for row in changed.criteria.in_order()] == ["Batches released"]
    assert [row.concept for row in changed.requirements.all()] == [concept]
    dropped = Criterion._base_manager.get(pk=former.pk)
    assert (dropped.measure, dropped.dropped_at) == ("Overdue deviations", NOW)


def test_the_manager_and_every_firm_read_what_changed():
    brief = ready_brief()
    lead, second = led(brief), seat_on(brief)

    change(brief, lead)

    for user in (brief.manager.user, lead.user, second.user):
        last = notices_of(user)[-1]
        assert last.subject == "Interim site director: the brief has changed"
        assert "Place: was “Reading" in last.body


def test_a_change_is_confirmed_once():
    brief = ready_brief()
    lead = led(brief)
    amendment = propose(brief)

    amendments.confirm_change(amendment, by=lead, now=NOW)
    amendments.confirm_change(Amendment.objects.get(), by=lead, now=NOW)

    assert Brief.objects.get(pk=brief.pk).version == 2
    assert Deadline.objects.about(amendment).open().count() == 0


def test_a_withdrawn_change_cannot_be_confirmed():
    brief = ready_brief()
    lead = led(brief)
    amendment = propose(brief)
    Amendment.objects.update(status="withdrawn")

    with pytest.raises(InvalidMove):
        amendments.confirm_change(amendment, by=lead, now=NOW)

    assert Brief.objects.get(pk=brief.pk).version == 1


def test_a_change_written_for_another_version_does_not_come_into_force():
    brief = ready_brief()
    lead = led(brief)
    amendment = propose(brief)
    Brief.objects.filter(pk=brief.pk).update(version=5)

    with pytest.raises(BriefMovedOn):
        amendments.confirm_change(amendment, by=lead, now=NOW)

    assert Amendment.objects.get().is_waiting


@pytest.mark.parametrize("end", ["hold", "cancel"])
def test_a_hold_and_a_cancellation_end_the_proposal_with_a_sentence(end: str):
    brief = ready_brief()
    lead = led(brief)
    propose(brief)
    by = brief.manager.user

    if end == "hold":
        review = NOW.date() + timedelta(days=20)
        briefs.hold_brief(brief, reason="The board decides.", review_on=review, by=by, now=NOW)
    else:
        briefs.cancel_brief(brief, end_reason="plans", reason="No plant.", by=by, now=NOW)

    amendment = Amendment.objects.get()
    assert amendment.status == "ended"
    assert amendment.answer.startswith("The client has")
    for user in (lead.user, by):
        assert "Interim site director: the proposed change has ended" in subjects(user)
    assert Deadline.objects.about(amendment).open().count() == 0
