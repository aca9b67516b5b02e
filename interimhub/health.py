"""The health checks `/healthz` and `/readyz`, for `bin/demo`, load balancers and people."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interimhub.lib import queues
from interimhub.lib.models import Heartbeat

FRESH = timedelta(seconds=10)
CONNECT_SECONDS = 2  # the minimum that libpq accepts


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200: the process is alive."""
    return JsonResponse({"process": True})


@require_safe
@never_cache
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """Report whether each part is ready; 503 if one is not.

    The web process never talks to the broker: the relay's heartbeat says whether it is reachable.
    """
    parts = _parts()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _check_database() -> None:
    """Open and close a separate connection, with a time limit.

    An existing connection would wait without a limit if the server hangs.

    Raises:
        DatabaseError: the server did not answer in time.
    """
    line = connection.copy()
    line.settings_dict["OPTIONS"]["connect_timeout"] = CONNECT_SECONDS
    try:
        line.ensure_connection()
    finally:
        line.close()


def _parts() -> dict[str, bool]:
    if not connection.in_atomic_block:
        connection.close()  # it may be half-open
    try:
        _check_database()
        beats = dict(Heartbeat.objects.newer_than(FRESH).values_list("name", "facts"))
    except (DatabaseError, InterfaceError):
        beats, is_there = {}, False
    else:
        is_there = True
    workers = [facts for name, facts in beats.items() if name.startswith("worker:")]
    served = {name for facts in workers for name in facts.get("queues", ())}
    return {
        "database": is_there,
        "broker": bool(beats.get("relay", {}).get("broker")),
        "relay": "relay" in beats,
        **{f"worker of {name}": name in served for name in queues.ALL},
        "pool": any(facts.get("pool") for facts in workers),
    }
