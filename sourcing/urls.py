"""Routes of sourcing."""

from django.urls import URLPattern, path

from sourcing import views

app_name = "sourcing"
urlpatterns: list[URLPattern] = [
    path("briefs/<uuid:ref>/matches/", views.matches, name="matches"),
    path("briefs/<uuid:ref>/matches/compare/", views.compare, name="compare"),
    path("briefs/<uuid:ref>/matches/restore/", views.restore_several, name="restore_several"),
    path("briefs/<uuid:ref>/matches/<uuid:result>/", views.match, name="match"),
    path("briefs/<uuid:ref>/matches/<uuid:result>/read/", views.read, name="read_match"),
    path("briefs/<uuid:ref>/matches/<uuid:result>/set-aside/", views.set_aside, name="set_aside"),
    path("briefs/<uuid:ref>/matches/<uuid:result>/restore/", views.restore, name="restore"),
    path("briefs/<uuid:ref>/matches/<uuid:result>/approach/", views.approach, name="approach"),
    path("briefs/<uuid:ref>/find/", views.find, name="find"),
    path("briefs/<uuid:ref>/find/<uuid:candidate>/", views.found, name="found"),
    path(
        "briefs/<uuid:ref>/find/<uuid:candidate>/approach/",
        views.approach_found,
        name="approach_found",
    ),
]
