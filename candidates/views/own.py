"""Shared by the profile's pages: the user's profile, saving a form, undoing a removal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import fetch
from accounts.views import the_user
from candidates import actions, policy
from candidates.models import (
    Candidate,
    CandidateRegistration,
    CandidateSkill,
    PastAssignment,
    PersonalDetails,
)
from interimhub.lib.prepared import PreparedRows
from interimhub.lib.refused import Refused
from skills.models import Concept

REMOVED = "profile_removed"
WORK_TEXTS = (
    "title",
    "organisation",
    "organisation_kind",
    "situation",
    "mandate",
    "result",
    "measure",
)


class NothingRemoved(Refused):
    """Refused: it was restored already, or the session has ended."""


_PROFILES: PreparedRows[Candidate] = PreparedRows(Candidate.objects.select_related("user"))


def own_profile(request: HttpRequest) -> Candidate:
    """Return the profile of the signed-in user.

    Raises:
        PermissionDenied: they are not an interim.
    """
    user = the_user(request)
    if not (answer := policy.can_keep_profile(user)):
        raise PermissionDenied(answer.reason)
    return fetch(_PROFILES, user, user_id=user.pk)


def run_action(
    form: BaseForm, action: Callable[..., Any], row: Any, request: HttpRequest, **more: Any
) -> bool:
    """Call `action` with the form's data; return False after a refusal.

    The form then has the reason as an error and the stored version, so that the person can read the
    reason and save again to overwrite.
    """
    try:
        action(row, by=the_user(request), now=timezone.now(), **form.cleaned_data, **more)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        fresh = request.POST.copy()
        if "version" in form.fields:
            fresh["version"] = str(own_profile(request).version)
        if "stamp" in form.fields:
            fresh["stamp"] = details_of(own_profile(request)).stamp
        form.data = fresh
        return False
    return True


def details_of(candidate: Candidate) -> PersonalDetails:
    """Return personal details without the photo; an unsaved, empty row if there are none."""
    stored = PersonalDetails.objects.of(candidate).defer("photo").first()
    return stored or PersonalDetails(candidate=candidate)


def remember_skill(request: HttpRequest, skill: CandidateSkill) -> None:
    """Store a removed skill in the session for `restore`."""
    request.session[REMOVED] = {
        "words": skill.concept.label,
        "concept": skill.concept.code,
        "facts": {"level": skill.level, "years": skill.years, "last_used": skill.last_used},
    }


def remember_registration(request: HttpRequest, registration: CandidateRegistration) -> None:
    """Store a removed registration in the session for `restore`."""
    days = {"since": registration.since, "valid_until": registration.valid_until}
    request.session[REMOVED] = {
        "words": registration.concept.label,
        "registration": registration.concept.code,
        "concept": "",
        "facts": {name: getattr(registration, name) for name in ("number", "body", "country")}
        | {name: day.isoformat() if day else None for name, day in days.items()},
    }


def remember_work(request: HttpRequest, work: PastAssignment) -> None:
    """Store a removed assignment in the session for `restore`."""
    request.session[REMOVED] = {
        "words": work.title,
        "concept": "",
        "facts": {name: getattr(work, name) for name in WORK_TEXTS}
        | {
            name: moment.isoformat() if moment else None
            for name, moment in (("started_on", work.started_on), ("ended_on", work.ended_on))
        },
        "situations": [concept.code for concept in work.situations.all()],
        "sectors": [concept.code for concept in work.sectors.all()],
    }


def just_removed(request: HttpRequest) -> str:
    """Return the name of what this request or the previous one removed, or ""."""
    if request.method == "POST" or "undo" in request.GET:
        removed = request.session.get(REMOVED)
        return str(removed["words"]) if removed else ""
    return ""


@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """Restore what was removed last."""
    candidate = own_profile(request)
    removed = request.session.pop(REMOVED, None)
    if removed is None:
        raise NothingRemoved("There is nothing to restore.")
    now, user, concepts = timezone.now(), the_user(request), Concept.objects.visible_to
    if code := removed.get("registration"):
        held: Concept = fetch(Concept.objects, user, code=code)
        actions.add_registration(candidate, by=user, now=now, concept=held, **removed["facts"])
    elif removed["concept"]:
        concept: Concept = fetch(Concept.objects, user, code=removed["concept"])
        actions.add_skill(candidate, by=user, now=now, concept=concept, **removed["facts"])
    else:
        known = [concepts(user).coded(removed[kind]) for kind in ("situations", "sectors")]
        actions.add_assignment(
            candidate, by=user, now=now, situations=known[0], sectors=known[1], **removed["facts"]
        )
    messages.success(request, f"“{removed['words']}” is back on your profile.")
    return redirect("candidates:skills" if removed["concept"] else "candidates:profile")
