"""The type-ahead over the vocabulary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from skills.models import Concept
from skills.search import SKILLS, elsewhere, search


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Offer the concepts that the typed letters may mean, as items of a listbox.

    Where skills are asked for and the letters name a role or a situation, that is said as well.
    """
    kinds = request.GET.getlist("kind")
    typed = request.GET.get("q", "")
    found = search(typed, kinds or SKILLS, among=Concept.objects.visible_to(request.user))
    belongs = None if kinds else elsewhere(typed)
    return render(request, "skills/options.html", {"found": found, "belongs": belongs})
