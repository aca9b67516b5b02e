"""The type-ahead over the vocabulary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from skills.models import Concept
from skills.search import SKILLS, search


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Offer the concepts that the typed letters may mean, as items of a listbox."""
    kinds = request.GET.getlist("kind") or SKILLS
    found = search(request.GET.get("q", ""), kinds, among=Concept.objects.visible_to(request.user))
    return render(request, "skills/options.html", {"found": found})
