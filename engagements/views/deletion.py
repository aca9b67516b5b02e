"""Pages for deleting and restoring a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import fetch
from accounts.views import the_user
from engagements import policy
from engagements.actions import deletion as actions
from engagements.models import Brief, DeletedDraft

BRIEFS = Brief.objects.select_related("client", "manager__user")
DELETED = DeletedDraft.objects.select_related("client", "brief", "deleted_by")


@require_POST
def delete(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Delete a draft; it can be restored for ten minutes."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_delete)
    actions.delete_draft(brief, by=the_user(request), now=timezone.now())
    undo = reverse("engagements:restore", args=[ref])
    messages.success(request, f"“{brief.name}” is deleted.", extra_tags=undo)
    return redirect("engagements:briefs")


def deleted_page(request: HttpRequest, brief: Brief) -> HttpResponse:
    """Show that a draft was deleted, by whom, and until when it can be restored."""
    deleted: DeletedDraft = fetch(DELETED, request.user, ref=brief.ref)
    may = policy.can_restore(the_user(request), deleted)
    context = {"brief": brief, "deleted": deleted, "may": may}
    return render(request, "engagements/deleted.html", context)


@require_POST
def restore(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Restore a deleted draft."""
    try:
        deleted: DeletedDraft = fetch(DELETED, request.user, ref=ref, may=policy.can_restore)
    except Http404:
        # It was restored already, after this page was loaded.
        standing: Brief = fetch(BRIEFS, request.user, ref=ref)
        return redirect(standing)
    brief = actions.restore_draft(deleted, by=the_user(request), now=timezone.now())
    messages.success(request, f"“{brief.name}” is restored.")
    return redirect(brief)
