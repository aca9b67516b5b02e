"""The public front page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """Say in thirty seconds what this is; people who are signed in go to their day."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "front.html")
