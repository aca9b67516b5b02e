"""The profile, its basics, its blind view, and showing or hiding it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates import actions, completeness, return_to, visibility
from candidates.forms import BasicsForm
from candidates.forms.hidden_words import show_hidden_words
from candidates.models import Candidate, FirmStance
from candidates.snapshot import name_mentions, names_on, snapshot
from candidates.views.own import just_removed, own_profile, run_action
from interimhub.lib.prepared import Prepared, PreparedRelated

_PARTS = PreparedRelated(Candidate, "skills", "record", "sectors")
_STANCES: Prepared[FirmStance] = Prepared(
    lambda *, candidate: FirmStance.objects.of(candidate).select_related("firm").trusted_first()
)
_IMPORTED: Prepared[Candidate] = Prepared(
    lambda *, user: Candidate.objects.claimable_by(user).with_counts().oldest_first()
)


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Show the user's own profile and the next things to add."""
    candidate, today = own_profile(request), timezone.localdate()
    _PARTS.attach([candidate])
    context = {
        "candidate": candidate,
        "profile": snapshot(candidate, named=True),
        "completeness": completeness.of(candidate, today=today),
        "is_stale": completeness.is_stale(candidate, today=today),
        "stances": _STANCES(candidate=candidate),
        "visibility_default": visibility.DEFAULT_TEXT,
        "imported": _IMPORTED(user=the_user(request)),
        "undo": just_removed(request),
    }
    return render(request, "candidates/profile.html", context)


@require_http_methods(["GET", "POST"])
def basics(request: HttpRequest) -> HttpResponse:
    """Change headline, summary, scope and sectors."""
    candidate = own_profile(request)
    version = {"version": candidate.version}
    form = BasicsForm(request.POST or None, instance=candidate, initial=version)
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.change_basics, candidate, request)
    ):
        messages.success(request, "Your basics are saved.")
        return return_to.redirect_back(request, "candidates:profile")
    show_hidden_words(form, names_on(candidate))
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "return_to": return_to.return_to_of(request),
        "disclosures_url": reverse("candidates:basics_disclosures"),
    }
    return render(request, "candidates/basics.html", context, status=status)


@require_safe
def blind(request: HttpRequest) -> HttpResponse:
    """Show the profile as a firm reads it without names."""
    candidate = own_profile(request)
    mentions = name_mentions(candidate)
    context = {
        "candidate": candidate,
        "profile": snapshot(candidate, named=False),
        "hidden": [mention for mention in mentions if mention.words],
        "shown": [mention for mention in mentions if mention.shown],
    }
    return render(request, "candidates/blind.html", context)


@require_POST
def be_found(request: HttpRequest) -> HttpResponse:
    """Let the firms that the profile is open to find it."""
    actions.be_found(own_profile(request), by=the_user(request), now=timezone.now())
    messages.success(request, "The firms that you are open to can find you now.")
    return redirect("candidates:profile")


@require_POST
def stay_hidden(request: HttpRequest) -> HttpResponse:
    """Hide the profile from new rankings."""
    actions.stay_hidden(own_profile(request), by=the_user(request), now=timezone.now())
    messages.success(request, "Firms can no longer find you. Running conversations continue.")
    return redirect("candidates:profile")


@require_POST
def claim(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Claim a profile that was imported for the user's verified e-mail address."""
    user = the_user(request)
    imported: Candidate = fetch(Candidate.objects, user, ref=ref)
    actions.claim_profile(imported, by=user, now=timezone.now())
    messages.success(
        request, "The imported profile is yours. Please check it before firms read it."
    )
    return redirect("candidates:profile")


@require_POST
def put_import_notes_away(request: HttpRequest) -> HttpResponse:
    """Forget what an import left out of the user's profile."""
    actions.put_import_notes_away(own_profile(request), by=the_user(request), now=timezone.now())
    messages.success(request, "What the import had left out is put away.")
    return redirect("candidates:profile")
