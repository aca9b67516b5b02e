"""The current time of the tests, and everybody's password."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)  # a Thursday
TODAY = NOW.date()
PASSWORD = "correct horse battery staple"
