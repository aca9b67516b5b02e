"""The routes of one kind of organisation."""

from django import forms
from django.urls import URLPattern, path

from accounts.models import Organisation
from accounts.organisations import views


def organisation_urls(
    model: type[Organisation],
    *,
    own: str,
    prefix: str = "",
    template: str,
    form_class: type[forms.Form],
) -> list[URLPattern]:
    """Return the routes of one kind of organisation. Their names are the same for every kind.

    Args:
        own: the path of a member's own organisation.
        prefix: the prefix of the paths of single members and invitations.
        template: the page of a member's own organisation; it extends "accounts/organisation.html".
        form_class: the form of its edit page; its fields are fields of the model.
    """
    of = {"model": model}
    page = {**of, "template": template}
    form = {**of, "form_class": form_class}
    member, invitation = f"{prefix}people/<uuid:ref>/", f"{prefix}invitations/<uuid:ref>/"
    return [
        path(own, views.organisation, page, name="organisation"),
        path(f"{own}edit/", views.edit, form, name="edit_organisation"),
        path(f"{own}invite/", views.invite, page, name="invite_colleague"),
        path(f"{own}leave/", views.leave, of, name="leave_organisation"),
        path(f"{member}remove/", views.remove, of, name="remove_colleague"),
        path(f"{member}make-admin/", views.make_admin, of, name="make_admin"),
        path(f"{invitation}withdraw/", views.withdraw_invitation, of, name="withdraw_invitation"),
        path(f"{invitation}send-again/", views.send_again, of, name="send_invitation_again"),
        path(f"{invitation}join/", views.join, of, name="join"),
        path(f"{prefix}invited/<str:secret>/", views.invited, of, name="invited"),
    ]
