"""The thread of the firms on a brief."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from engagements import panel_policy as policy
from engagements.actions.thread import post
from engagements.forms.thread import PanelPostForm
from engagements.models import Brief, PanelPost
from interimhub.lib.prepared import Prepared, PreparedRows
from providers.models import consultant_of

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))
POSTS: Prepared[PanelPost] = Prepared(lambda *, brief: PanelPost.objects.on(brief))

WHO_READS = {
    PanelPost.Question.NEED: "Read by the firms on the panel. The client does not read it.",
    PanelPost.Question.WHY: "Read by the firms on the panel. The client does not read it.",
    PanelPost.Question.DISAGREE: "Read by the firms and by the client, word for word.",
}


@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the three questions with what the firms wrote; a consultant adds to them."""
    user = the_user(request)
    may = policy.can_post if request.method == "POST" else policy.can_read_thread
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=may)
    own = consultant_of(user)
    form = PanelPostForm(request.POST or None)
    if request.method == "POST" and own and form.is_valid():
        row = post(brief, by=own, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Written. It stays as it is; add another line to correct it.")
        return redirect(f"{request.path}#{row.question}")
    status = 422 if form.errors else 200
    return render(request, "engagements/thread.html", _context(user, brief, form), status=status)


def _context(user: User, brief: Brief, form: PanelPostForm) -> dict[str, object]:
    posts = POSTS(brief=brief)
    typed = form.data.get("question")
    questions = [
        {
            "value": question.value,
            "label": question.label,
            "who_reads": WHO_READS[question],
            "posts": [row for row in posts if row.question == question],
            "form": form if typed == question else PanelPostForm(question=question),
        }
        for question in PanelPost.Question
    ]
    return {"brief": brief, "questions": questions, "may_post": policy.can_post(user, brief)}
