"""The type-ahead over the vocabulary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from skills.models import Concept
from skills.search import SKILLS, other_field, search


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """Return the concepts that match the typed letters, as items of a listbox.

    If the field is for skills and the text names a role or a situation, the response says so.
    """
    kinds = request.GET.getlist("kind")
    typed = request.GET.get("q", "")
    found = search(typed, kinds or SKILLS, among=Concept.objects.visible_to(request.user))
    other = None if kinds else other_field(typed)
    return render(request, "skills/options.html", {"found": found, "other": other})
