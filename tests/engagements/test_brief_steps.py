"""The steps of a brief: what is stored, what is kept as typed, and the errors."""

import html
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity
from engagements.models import BriefDraft
from engagements.timeline import timeline_of
from tests.browsers import browser_of
from tests.engagements.briefs import draft, path, post, rows

pytestmark = pytest.mark.django_db

SOON = timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("GMC", "“GMC” is a registration: choose it under “Registrations and licences”."),
        ("CFO", "“CFO” is a role: choose it under “How senior?”."),
        ("PMI", "“PMI” is a situation: choose it under “Which situations should they have"),
        ("zzz", "We do not know a skill “zzz”. Try another word for it."),
    ],
)
def test_what_is_typed_as_a_skill_and_is_none_is_told_its_field(typed: str, words: str) -> None:
    brief = draft()

    answer = post(brief, "person", new_skill_text=typed, **rows("skills"))

    assert answer.status_code == 422
    assert words in html.unescape(answer.content.decode())
    assert f'value="{typed}"' in answer.content.decode()


# Saving


def test_a_saved_step_opens_the_next() -> None:
    brief = draft()

    answer = post(brief, "situation", title="Release the site", what_happened="Nine observations.")

    brief.refresh_from_db()
    assert answer.url == path(brief, "success")
    assert (brief.title, brief.what_happened) == ("Release the site", "Nine observations.")
    saved = Activity.objects.about(brief).newest_first()[0]
    assert (saved.kind, saved.facts) == ("brief.step_saved", {"step": "situation"})
    assert timeline_of(brief, brief.manager.user, interims={})[0].what == "wrote the situation"


def test_the_last_step_opens_the_preview_and_leaving_opens_the_brief() -> None:
    brief = draft()

    last = post(brief, "truth")
    left = post(brief, "situation", then="leave")

    assert last.url == reverse("engagements:preview", args=[brief.ref])
    assert left.url == brief.get_absolute_url()


def test_autosave_stores_what_can_be_stored_and_keeps_what_cannot() -> None:
    brief = draft(place="")

    answer = post(
        brief, "person", autosave=True, place="Basel", starts_on="2020-01-01", **rows("skills")
    )

    brief.refresh_from_db()
    assert answer.status_code == 200
    assert b"Choose today or a later day." in answer.content
    assert (brief.place, brief.starts_on) == ("Basel", None)
    resumed = browser_of(brief.manager.user).get(path(brief, "person"))
    assert b'value="2020-01-01"' in resumed.content
    assert b"Choose today or a later day." in resumed.content


@pytest.mark.parametrize("count", ["", "abc", "-1", "999999", "0"])
@pytest.mark.parametrize("step", ["success", "person"])
def test_a_wrong_count_of_rows_never_locks_the_step(step: str, count: str) -> None:
    brief = draft(place="")
    prefix = {"success": "criteria", "person": "skills"}[step]

    post(brief, step, autosave=True, **{f"{prefix}-TOTAL_FORMS": count}, place="x" * 500)

    brief.refresh_from_db()
    again = browser_of(brief.manager.user).get(path(brief, step)).content.decode()
    assert "ManagementForm" not in again
    assert f'name="{prefix}-TOTAL_FORMS"' in again


def test_success_opens_with_a_row_to_fill_in() -> None:
    brief = draft()
    brief.criteria.all().delete()

    page = browser_of(brief.manager.user).get(path(brief, "success")).content.decode()

    assert 'name="criteria-0-measure"' in page.split("<template data-row-template>")[0]


def test_the_list_of_errors_names_the_criterion_and_the_truth() -> None:
    brief = draft()
    good, past = {"measure": "Deviations"}, {"measure": "Release", "due_on": "2020-01-01"}

    success = post(brief, "success", **rows("criteria", good, past)).content.decode()
    truth = post(brief, "truth", **{"authority-is_unknown": "on"}).content.decode()

    assert "Criterion 2: By when: Choose today or a later day." in " ".join(success.split())
    assert "Decision authority: Who finds out? Say who finds out." in " ".join(truth.split())


def test_kept_input_is_removed_once_it_can_be_stored() -> None:
    brief = draft()
    post(brief, "person", autosave=True, starts_on="nonsense", **rows("skills"))
    brief.refresh_from_db()

    post(brief, "person", starts_on=SOON.isoformat(), **rows("skills"))

    brief.refresh_from_db()
    assert brief.starts_on == SOON
    assert not BriefDraft.objects.of(brief, "person").unstored


def test_autosave_records_no_event_and_requires_nothing() -> None:
    brief = draft()

    answer = post(brief, "situation", autosave=True, title="")

    assert answer.status_code == 200
    assert not Activity.objects.about(brief).exists()


def test_an_invalid_step_is_shown_again_with_all_input() -> None:
    brief = draft()
    words = "x" * 10_000

    answer = post(brief, "situation", title="Good", what_happened=words)

    brief.refresh_from_db()
    assert answer.status_code == 422
    assert words.encode() in answer.content
    assert b"This is too long: at most 6000 characters, and there are 10000." in answer.content
    assert brief.title == "Good"


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("situation", "what_happened"),
        ("situation", "title"),
        ("value", "harm"),
        ("value", "value_kind"),
        ("person", "place"),
        ("person", "situations"),
        ("person", "seniority"),
        ("person", "starts_on"),
        ("truth", "sponsor-answer"),
    ],
)
def test_a_nul_byte_is_refused_with_a_message(step: str, name: str) -> None:
    brief = draft()

    answer = post(brief, step, **{name: "a\x00b"}, **rows("skills"))

    assert answer.status_code == 422
    assert browser_of(brief.manager.user).get(path(brief, step)).status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("seniority", "8", "Choose from the list."),
        ("seniority", "x", "Choose from the list."),
        ("days_per_week", "9", "Give a number of days from 1 to 7."),
        ("duration_weeks", "99999999999999999999", "Give a number of weeks from 1 to 156."),
        ("duration_weeks", "-1", "Give a number of weeks from 1 to 156."),
        ("starts_on", "9999-12-31", "Is the year right? This is far ahead."),
        ("starts_on", "31.31.2027", "Give a day, as in 31/03/2027."),
        ("region", "atlantis", "Choose a region from the list."),
        ("right_to_work", "mars", "Choose a country from the list."),
        ("contract_form", "handshake", "Choose a form from the list."),
        ("languages", "xx", "One of these is not in our list. Choose again."),
        ("sectors", "no-such-code", "One of these is not in our list. Choose again."),
        ("situations", "' or 1=1", "One of these is not in our list. Choose again."),
        ("registrations", "ih:skill:sop", "One of these is not in our list. Choose again."),
        ("slate_on", "2020-01-01", "Choose today or a later day."),
        ("slate_at", "25:99", "Give a time, as in 17:00."),
        ("slate_at", "17:00", "Give the day as well."),
    ],
)
def test_an_error_of_the_person_is_shown_beside_its_field(
    name: str, value: str, words: str
) -> None:
    answer = post(draft(), "person", **{name: value}, **rows("skills"))

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_days_on_site_cannot_exceed_days_per_week() -> None:
    answer = post(draft(), "person", days_per_week="3", days_on_site="4", **rows("skills"))

    assert answer.status_code == 422
    assert "There are more days on site than days a week: 4 of 3." in answer.content.decode()


def test_the_slate_time_is_in_the_time_zone_of_the_brief() -> None:
    brief = draft(time_zone="Europe/Berlin")

    post(brief, "person", slate_on=SOON.isoformat(), slate_at="17:00", **rows("skills"))

    brief.refresh_from_db()
    assert brief.slate_due_at is not None
    local = brief.slate_due_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (local.date(), f"{local:%H:%M}") == (SOON, "17:00")


# Concurrent windows


def test_a_save_of_another_window_is_not_overwritten_without_warning() -> None:
    brief = draft(value_range="")
    post(brief, "value", window="first", value_range="theirs")

    answer = post(brief, "value", window="second", seen=0, value_range="mine")

    brief.refresh_from_db()
    assert answer.status_code == 409
    assert b"A colleague, or another window of yours, saved this page" in answer.content
    assert b'value="mine"' in answer.content
    assert brief.value_range == "theirs"


def test_a_window_never_conflicts_with_itself() -> None:
    brief = draft()
    post(brief, "value", autosave=True, value_range="one")

    answer = post(brief, "value", seen=0, value_range="two")

    brief.refresh_from_db()
    assert answer.status_code == 302
    assert brief.value_range == "two"


def test_two_people_can_edit_two_steps_at_once() -> None:
    brief = draft()
    post(brief, "value", window="first", value_range="theirs")

    answer = post(brief, "situation", window="second", seen=0, title="mine")

    assert answer.status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "\x00"])
def test_an_invalid_save_counter_is_ignored(seen: str) -> None:
    brief = draft()

    answer = browser_of(brief.manager.user).post(
        path(brief, "value"), {"seen": seen, "window": "w\x00"}
    )

    assert answer.status_code in {302, 422}
