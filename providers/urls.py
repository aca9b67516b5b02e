"""Routes of firms."""

from django.urls import path

from providers import views

app_name = "providers"
urlpatterns = [
    path("", views.firms, name="firms"),
    path("mine/", views.my_firm, name="my_firm"),
    path("mine/edit/", views.edit_firm, name="edit_firm"),
    path("mine/invite/", views.invite, name="invite"),
    path("mine/leave/", views.leave_firm, name="leave_firm"),
    path("people/<uuid:ref>/remove/", views.remove_consultant, name="remove_consultant"),
    path("people/<uuid:ref>/make-admin/", views.make_admin, name="make_admin"),
    path("invitations/<uuid:ref>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<uuid:ref>/join/", views.join, name="join"),
    path("invited/<str:secret>/", views.invited, name="invited"),
    path("<uuid:ref>/", views.firm, name="firm"),
]
