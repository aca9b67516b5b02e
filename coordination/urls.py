"""Routes of coordination."""

from django.urls import URLPattern, path

from coordination import views

app_name = "coordination"
urlpatterns: list[URLPattern] = [
    path("briefs/<uuid:ref>/process/", views.process, name="process"),
    path("briefs/<uuid:ref>/process/<uuid:firm>/remind/", views.nudge, name="nudge"),
]
