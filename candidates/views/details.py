"""Personal details and photo. Only their owner sees them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates import actions
from candidates.forms import DetailsForm, PhotoForm
from candidates.models import Candidate, PersonalDetails
from candidates.views.own import details_of, own_profile, run_action


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Show and change the personal details."""
    candidate = own_profile(request)
    stored = details_of(candidate)
    form = DetailsForm(request.POST or None, instance=stored, initial={"stamp": stored.stamp})
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.change_details, candidate, request)
    ):
        messages.success(request, "Your personal details are saved. Only you can see them.")
        return redirect("candidates:details")
    return _page(request, candidate, form, PhotoForm())


@require_safe
def photo(request: HttpRequest) -> HttpResponse:
    """Serve the user's own photo."""
    own_profile(request)
    stored: PersonalDetails = fetch(
        PersonalDetails.objects, request.user, candidate__user=request.user
    )
    if not stored.photo:
        raise Http404
    return HttpResponse(bytes(stored.photo), content_type=stored.photo_type)


@require_POST
def add_photo(request: HttpRequest) -> HttpResponse:
    """Save a photo; it replaces the previous one."""
    candidate = own_profile(request)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        stored = details_of(candidate)
        return _page(request, candidate, _unbound(stored), form)
    actions.add_photo(candidate, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, "Your photo is saved. Only you can see it.")
    return redirect("candidates:details")


@require_POST
def remove_photo(request: HttpRequest) -> HttpResponse:
    """Delete the photo."""
    actions.remove_photo(own_profile(request), by=the_user(request), now=timezone.now())
    messages.success(request, "Your photo is deleted.")
    return redirect("candidates:details")


def _unbound(stored: PersonalDetails) -> DetailsForm:
    return DetailsForm(instance=stored, initial={"stamp": stored.stamp})


def _page(
    request: HttpRequest, candidate: Candidate, form: DetailsForm, photo_form: PhotoForm
) -> HttpResponse:
    has_photo = PersonalDetails.objects.of(candidate).with_photo().exists()
    context = {"form": form, "photo_form": photo_form, "has_photo": has_photo}
    status = 422 if form.errors or photo_form.errors else 200
    return render(request, "candidates/details.html", context, status=status)
