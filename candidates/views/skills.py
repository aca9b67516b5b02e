"""The page of skills: add one, change or remove each in place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates import actions
from candidates.forms import NewSkillForm, SkillForm
from candidates.models import Candidate, CandidateSkill
from candidates.return_to import return_to_of
from candidates.views.own import just_removed, own_profile, remember_skill, run_action
from candidates.views.typed_names import resolve_name
from interimhub.lib.pages import render_part
from interimhub.lib.prepared import Prepared
from skills.models import Concept
from skills.search import SearchHit, other_field


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """List the skills, highest level first."""
    return _page(request, own_profile(request))


@require_POST
def add_skill(request: HttpRequest) -> HttpResponse:
    """Add a skill that was picked from the list or typed by name."""
    candidate = own_profile(request)
    data, offers = resolve_name(request.POST)
    form = NewSkillForm(data)
    if form.is_valid() and run_action(form, actions.add_skill, candidate, request):
        return _saved(request, candidate, f"“{form.cleaned_data['concept'].label}” is added.")
    return _page(request, candidate, new=form, offers=offers, status=422)


@require_POST
def change_skill(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change the level, years or last use of a skill."""
    candidate = own_profile(request)
    skill: CandidateSkill = fetch(CandidateSkill.objects, request.user, ref=ref)
    form = SkillForm(request.POST, skill=skill)
    if form.is_valid() and run_action(form, actions.change_skill, skill, request):
        return _saved(request, candidate, f"“{skill.concept.label}” is saved.")
    return _page(request, candidate, changed={skill.pk: form}, status=422)


@require_POST
def remove_skill(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Remove a skill and offer to restore it."""
    candidate = own_profile(request)
    skill: CandidateSkill = fetch(
        CandidateSkill.objects.select_related("concept", "candidate"), request.user, ref=ref
    )
    remember_skill(request, skill)
    actions.remove_skill(skill, by=the_user(request), now=timezone.now())
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, candidate, undo=just_removed(request))
    return redirect(f"{reverse('candidates:skills')}?undo=1")


def _requested_skill(request: HttpRequest, existing: list[CandidateSkill]) -> Concept | None:
    """Return the skill that the query string names, unless the profile has it."""
    code = request.GET.get("skill", "")
    if not code or code in {skill.concept.code for skill in existing}:
        return None
    return Concept.objects.visible_to(the_user(request)).skills().coded([code]).first()


def _saved(request: HttpRequest, candidate: Candidate, message: str) -> HttpResponse:
    if came_from := return_to_of(request):
        messages.success(request, message)
        return _redirect(request, came_from.url)
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, candidate, message=message)
    messages.success(request, message)
    return redirect("candidates:skills")


def _redirect(request: HttpRequest, url: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


# The page of what is no skill, and its name.
_ELSEWHERE = {
    "role": ("candidates:basics", "The most senior role you have held"),
    "situation": ("candidates:profile", "Track record"),
    "registration": ("candidates:add_registration", "Registrations and licences"),
}


def _elsewhere(form: NewSkillForm | None) -> dict[str, str] | None:
    """Return where belongs what was typed as a skill and is none; None for anything else."""
    other = other_field(form.data.get("concept_text", "")) if form and form.errors else None
    if other is None:
        return None
    route, label = _ELSEWHERE[other.kind]
    return {"name": other.name, "kind": other.kind, "url": reverse(route), "label": label}


_SKILLS: Prepared[CandidateSkill] = Prepared(
    lambda *, candidate: CandidateSkill.objects.of(candidate).select_related("concept").best_first()
)


def _page(
    request: HttpRequest,
    candidate: Candidate,
    *,
    new: NewSkillForm | None = None,
    offers: list[SearchHit] | None = None,
    changed: dict[int, SkillForm] | None = None,
    status: int = 200,
    undo: str | None = None,
    message: str = "",
) -> HttpResponse:
    existing = _SKILLS(candidate=candidate)
    rows = [(skill, (changed or {}).get(skill.pk)) for skill in existing]
    requested = _requested_skill(request, [skill for skill, _ in rows])
    code = request.GET.get("skill", "")
    rows.sort(key=lambda row: row[0].concept.code != code)
    context: dict[str, Any] = {
        "rows": rows,
        "form": new or NewSkillForm(initial={"concept": requested.code if requested else ""}),
        "typed": new.data.get("concept_text", "") if new else requested.label if requested else "",
        "offers": offers or [],
        "elsewhere": _elsewhere(new),
        "undo": just_removed(request) if undo is None and request.method == "GET" else undo,
        "message": message,
        "return_to": return_to_of(request),
        # The skill that the query string names comes first.
        "came_for": next((skill for skill, _ in rows if skill.concept.code == code), None),
        "query": f"?{request.GET.urlencode()}" if return_to_of(request) else "",
    }
    return render_part(request, "candidates/skills.html", "skills", context, status=status)
