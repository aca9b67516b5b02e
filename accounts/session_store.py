"""Sessions in the database, read by a prepared query: every page of a signed-in person asks it."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from interimhub.lib.prepared import Prepared


def _lasting(*, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_sessions: Prepared[Session] = Prepared(_lasting)


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        session = next(iter(_sessions(key=key, now=timezone.now())), None) if key else None
        if session is None:
            self._session_key = None
        return session
