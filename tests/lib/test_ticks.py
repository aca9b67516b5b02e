"""The time that ticks get."""

from datetime import UTC, datetime

import pytest
from celery import current_app

from interimhub.lib import ticks


def test_a_tick_uses_the_same_clock_as_deadlines(monkeypatch: pytest.MonkeyPatch):
    """A host whose clock is a year ahead is ahead in both."""
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    seen: list[datetime] = []

    @ticks.tick(seconds=5)
    def note(now: datetime) -> None:
        seen.append(now)

    name = next(name for name in ticks.SCHEDULE if name.endswith(".<locals>.note"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: ahead)
    try:
        current_app.tasks[name].run()
    finally:
        ticks.SCHEDULE.pop(name)

    assert seen == [ahead]
