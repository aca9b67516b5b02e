"""The page on which a manager changes a brief that firms rely on."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.models import Amendment, Brief, Criterion, Requirement
from providers.models import Consultant
from skills.models import Label
from tests.browsers import browser_of
from tests.engagements.changes import REASON, in_place, propose
from tests.factories import ConceptFactory, ConsultantFactory, PanelSeatFactory, PlaybackFactory
from tests.shortlists.worlds import ready_brief

pytestmark = pytest.mark.django_db

START = timezone.localdate() + timedelta(days=40)
DUE = timezone.localdate() + timedelta(days=120)


@pytest.fixture
def lead() -> Consultant:
    return ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")


@pytest.fixture
def brief(lead: Consultant) -> Brief:
    brief = ready_brief(starts_on=START)
    Criterion.objects.update(due_on=DUE)
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True)
    return Brief.objects.select_related("manager__user").get(pk=brief.pk)


def url_of(brief: Brief) -> str:
    return reverse("engagements:change", args=[brief.ref])


def typed(brief: Brief, **changes: Any) -> dict[str, Any]:
    """Return what the page posts if nothing but these fields is changed."""
    criterion, requirement = brief.criteria.get(), brief.requirements.get()
    facts: dict[str, Any] = {
        "version": str(brief.version),
        "then": "check",
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "1",
        "criteria-0-ref": str(criterion.ref),
        "criteria-0-measure": criterion.measure,
        "criteria-0-baseline": criterion.baseline,
        "criteria-0-target": criterion.target,
        "criteria-0-due_on": criterion.due_on.isoformat() if criterion.due_on else "",
        "criteria-0-evidence": criterion.evidence,
        "criteria-0-weight": str(criterion.weight),
        "skills-0-code": requirement.concept.code,
        "skills-0-label": requirement.concept.label,
        "skills-0-importance": str(requirement.importance),
        "skills-0-level": str(requirement.level),
        "seniority": str(brief.seniority),
        "starts_on": brief.starts_on.isoformat() if brief.starts_on else "",
        "duration_weeks": str(brief.duration_weeks),
        "place": brief.place,
        "region": brief.region,
        "days_per_week": str(brief.days_per_week),
        "days_on_site": str(brief.days_on_site),
        "right_to_work": brief.right_to_work,
        "reason": REASON,
    }
    return facts | changes


def post(brief: Brief, facts: dict[str, Any]) -> Any:
    return browser_of(brief.manager.user).post(url_of(brief), facts)


def read_code(answer: Any) -> str:
    found = re.search(r'name="read" value="([0-9a-f]{32})"', answer.content.decode())
    assert found is not None
    return found[1]


def errors_of(answer: Any) -> str:
    assert answer.status_code == 422, answer.content.decode()[:2000]
    page: str = answer.content.decode().partition("<form")[2]
    return page


def test_the_page_shows_the_brief_as_it_reads(brief: Brief):
    page = browser_of(brief.manager.user).get(url_of(brief)).content.decode()

    for words in ("Overdue deviations", "Reading", brief.requirements.get().concept.label):
        assert words in page
    assert "Larkspur" in page
    assert "This is what you would send" not in page


def test_the_difference_is_shown_before_it_is_sent(brief: Brief):
    answer = post(brief, typed(brief, place="Leeds"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This is what you would send" in page
    assert re.search(r"<del>.*Reading.*</del>", page.replace("\n", " "))
    assert "Send it to Larkspur" in " ".join(page.split())
    assert not Amendment.objects.exists()
    assert Brief.objects.get(pk=brief.pk).place == "Reading"


def test_a_difference_that_was_read_is_sent(brief: Brief):
    facts = typed(brief, place="Leeds")
    code = read_code(post(brief, facts))

    answer = post(brief, facts | {"then": "send", "read": code})

    assert answer.status_code == 302
    amendment = Amendment.objects.get()
    assert amendment.reason == REASON
    assert amendment.proposed["columns"]["place"] == "Leeds"


def test_a_change_made_after_reading_is_shown_again_first(brief: Brief):
    code = read_code(post(brief, typed(brief, place="Leeds")))

    answer = post(brief, typed(brief, place="Hull", then="send", read=code))

    assert answer.status_code == 200
    assert "This is what you would send" in answer.content.decode()
    assert not Amendment.objects.exists()


def test_nothing_new_is_said_to_be_nothing(brief: Brief):
    answer = post(brief, typed(brief))

    assert "Nothing would change" in answer.content.decode()
    assert "Send it to" not in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": ""}, "Give the first day."),
        ({"starts_on": "2020-01-01"}, "Choose today or a later day."),
        ({"starts_on": "soon"}, "Give a day, as in 31/03/2027."),
        ({"duration_weeks": ""}, "Give the number of weeks."),
        ({"duration_weeks": "0"}, "Give a number of weeks from 1 to 156."),
        ({"days_on_site": ""}, "Give the days on site; 0 is fully remote."),
        ({"days_on_site": "9"}, "Give a number of days from 0 to 7."),
        ({"place": ""}, "Say where the work is."),
        ({"place": "x\x00"}, "The text contains a character that cannot be stored."),
        ({"seniority": ""}, "Say how senior the role is."),
        ({"seniority": "99"}, "Choose from the list."),
        ({"region": "atlantis"}, "Choose a region from the list."),
        ({"situations": "no:such"}, "One of these is not in our list."),
        ({"criteria-0-due_on": ""}, "Give the day by when."),
        ({"criteria-0-target": ""}, "Say what it should be."),
        ({"criteria-0-baseline": ""}, "Say where it stands today."),
        ({"criteria-0-evidence": ""}, "Say what will show it."),
        ({"criteria-0-measure": ""}, "Say what is measured."),
        ({"criteria-0-measure": "x" * 400}, "at most 200"),
        ({"criteria-0-DELETE": "on"}, "Keep one success criterion at least."),
        ({"skills-0-DELETE": "on"}, "Keep one must-have at least"),
        ({"skills-0-importance": "2"}, "Keep one must-have at least"),
        ({"skills-0-code": "no:such"}, "We do not know the skill"),
        ({"reason": ""}, "Say why, so that the firms can follow."),
        ({"new_skill_text": "zzzz"}, "We do not know a skill"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_lost(
    brief: Brief, changes: dict[str, str], words: str
):
    page = errors_of(post(brief, typed(brief, **{"place": "Leeds", **changes})))

    assert words in page or words in page.replace("&#x27;", "'")
    if "place" not in changes:
        assert 'value="Leeds"' in page
    assert not Amendment.objects.exists()


def test_days_that_have_passed_may_stay_as_they_are(brief: Brief):
    past = date(2026, 1, 5)
    Brief.objects.update(starts_on=past)
    Criterion.objects.update(due_on=past)
    brief.refresh_from_db()

    answer = post(brief, typed(brief, place="Leeds"))

    assert answer.status_code == 200
    assert "This is what you would send" in answer.content.decode()


@pytest.mark.parametrize("version", ["", "0", "2", "x", "²", "99999999999"])
def test_a_page_of_another_version_is_answered_by_how_things_stand(brief: Brief, version: str):
    answer = post(brief, typed(brief, place="Leeds", version=version))

    assert answer.status_code == 409
    assert not Amendment.objects.exists()


def test_while_a_change_waits_the_page_says_so(brief: Brief):
    propose(brief, in_place(brief))

    answer = browser_of(brief.manager.user).get(url_of(brief))

    assert answer.status_code == 409
    assert "already waits for its firm" in answer.content.decode()


def test_a_skill_typed_without_the_type_ahead_is_added(brief: Brief):
    concept = ConceptFactory(label="aseptic filling")
    Label.objects.create(concept=concept, text="aseptic filling", key="aseptic filling")

    answer = post(brief, typed(brief, new_skill_text="Aseptic filling"))

    assert "Skill: aseptic filling" in answer.content.decode()
    assert f'value="{concept.code}"' in answer.content.decode()


def test_a_criterion_is_added_without_javascript(brief: Brief):
    page = post(brief, typed(brief, then="add", place="Leeds")).content.decode()

    assert 'name="criteria-1-measure"' in page
    assert 'value="Leeds"' in page


def test_a_suggested_must_have_is_filled_in(brief: Brief):
    concept = ConceptFactory(label="aseptic filling")

    page = browser_of(brief.manager.user).get(f"{url_of(brief)}?must={concept.code}")

    shown = page.content.decode()
    assert f'value="{concept.code}"' in shown
    assert shown.count("<fieldset") > 2
    assert Requirement.objects.count() == 1


@pytest.mark.parametrize("must", ["", "no:such", "é" * 400])
def test_a_suggestion_that_is_no_skill_is_left_out(brief: Brief, must: str):
    page = browser_of(brief.manager.user).get(url_of(brief), {"must": must})

    assert page.status_code == 200


# The brief's page


def test_the_brief_shows_the_change_to_each_side(brief: Brief, lead: Consultant):
    second = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=second.firm, consultant=second)
    amendment = propose(brief, in_place(brief))
    confirm = reverse("shortlists:confirm_change", args=[amendment.ref])
    withdraw = reverse("engagements:withdraw_change", args=[amendment.ref])

    def page(user: Any) -> str:
        shown: str = browser_of(user).get(brief.get_absolute_url()).content.decode()
        assert "Leeds" in shown
        return shown

    assert withdraw in page(brief.manager.user)
    assert confirm not in page(brief.manager.user)
    assert confirm in page(lead.user)
    assert withdraw not in page(lead.user)
    assert confirm not in page(second.user)


def test_today_of_the_firm_that_answers_leads_to_the_change(brief: Brief, lead: Consultant):
    amendment = propose(brief, in_place(brief), now=timezone.now())

    shown = browser_of(lead.user).get(reverse("today")).content.decode()

    assert "Confirm the change of the brief, or object" in shown
    assert f"{brief.get_absolute_url()}#change" in shown
    browser_of(lead.user).post(reverse("shortlists:confirm_change", args=[amendment.ref]))
    shown = browser_of(lead.user).get(reverse("today")).content.decode()
    assert "Confirm the change of the brief" not in shown


def test_an_objection_is_asked_for_a_sentence_and_read_by_the_manager(
    brief: Brief, lead: Consultant
):
    amendment = propose(brief, in_place(brief))
    url = reverse("engagements:object_to_change", args=[amendment.ref])

    empty = browser_of(lead.user).post(url, {"answer": " "})
    assert empty.status_code == 422
    assert "Say what speaks against it." in empty.content.decode()

    browser_of(lead.user).post(url, {"answer": "Nobody good would move to Leeds for that."})

    shown = browser_of(brief.manager.user).get(brief.get_absolute_url()).content.decode()
    assert "Larkspur objects to the change" in shown
    assert "Nobody good would move to Leeds" in shown
    assert url_of(brief) in shown


def test_the_playback_stays_readable_after_a_change(brief: Brief, lead: Consultant):
    PlaybackFactory(brief=brief, consultant=lead, status="confirmed", saved_at=timezone.now())
    amendment = propose(brief, in_place(brief))
    browser_of(lead.user).post(reverse("shortlists:confirm_change", args=[amendment.ref]))

    page = browser_of(lead.user).get(reverse("engagements:playback", args=[brief.ref]))

    assert "The site must answer nine observations." in page.content.decode()
