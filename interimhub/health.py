"""Is the process there; is everything there. Read by `bin/demo`, load balancers and people."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interimhub.lib.models import Heartbeat

FRESH = timedelta(seconds=10)
PATIENCE_SECONDS = 2  # the least that libpq takes for a limit


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer, which is all that is asked."""
    return JsonResponse({"process": True})


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """Name each part and whether it is there; 503 when one is missing.

    The web process never talks to the broker: the relay says whether it reaches it.
    """
    parts = _parts()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _knock() -> None:
    """Open a connection of its own and close it; a server that hangs lets nobody in.

    An open connection would wait for such a server without an end.

    Raises:
        DatabaseError: nobody answered in time.
    """
    line = connection.copy()
    line.settings_dict["OPTIONS"]["connect_timeout"] = PATIENCE_SECONDS
    try:
        line.ensure_connection()
    finally:
        line.close()


def _parts() -> dict[str, bool]:
    try:
        _knock()
        heard = dict(Heartbeat.objects.newer_than(FRESH).values_list("name", "facts"))
    except (DatabaseError, InterfaceError):
        heard, is_there = {}, False
    else:
        is_there = True
    workers = [facts for name, facts in heard.items() if name.startswith("worker:")]
    return {
        "database": is_there,
        "broker": bool(heard.get("relay", {}).get("broker")),
        "relay": "relay" in heard,
        "worker": bool(workers),
        "pool": any(facts.get("pool") for facts in workers),
    }
