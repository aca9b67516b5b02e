"""Is the process there; is everything there. Read by `bin/demo`, load balancers and people."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from interimhub.lib.models import Heartbeat

YOUNG = timedelta(seconds=10)


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


def _parts() -> dict[str, bool]:
    try:
        heard = dict(Heartbeat.objects.young(YOUNG).values_list("name", "facts"))
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
