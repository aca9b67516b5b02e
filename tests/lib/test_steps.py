"""Steps of a progress display."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from interimhub.lib.steps import MOMENT, ProgressStep, progress, written

ASKED = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
CHOSEN = ASKED + timedelta(days=1)
WAY = [("Asked", ASKED), ("Chosen", CHOSEN), ("Met", None)]


def test_the_last_reached_step_is_current():
    assert progress(WAY) == [
        ProgressStep("Asked", "done", "19 November"),
        ProgressStep("Chosen", "current", "20 November"),
        ProgressStep("Met", "todo"),
    ]


def test_after_an_ending_there_are_no_further_steps():
    steps = progress(WAY, ended_at=CHOSEN + timedelta(days=1), ending="Withdrawn")

    assert [(step.label, step.state, step.detail) for step in steps] == [
        ("Asked", "done", "19 November"),
        ("Chosen", "done", "20 November"),
        ("Withdrawn", "current", "21 November"),
    ]


def test_before_the_first_step_all_steps_are_to_do():
    assert [step.state for step in progress([("Asked", None), ("Met", None)])] == ["todo", "todo"]


def test_times_are_in_the_readers_time_zone():
    late = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)

    with timezone.override("Europe/Berlin"):
        assert (written(late), written(late, MOMENT)) == ("20 November", "20 Nov, 00:30")


def test_no_time_gives_an_empty_text():
    assert written(None) == ""
