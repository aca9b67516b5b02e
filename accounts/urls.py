"""Routes of the user's own account and notices."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("session/", views.session, name="session"),
    path("unsent/discard/", views.discard_unsent, name="discard_unsent"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/<uuid:ref>/read/", views.read_notice, name="read_notice"),
    path("notices/<uuid:ref>/open/", views.open_notice, name="open_notice"),
]
