"""The public front page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page; redirect signed-in users to today."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "front.html")
