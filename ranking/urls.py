"""Routes of rankings."""

from django.urls import path

from ranking import views

app_name = "ranking"
urlpatterns = [
    path("briefs/<uuid:ref>/fit/", views.progress, name="progress"),
    path("briefs/<uuid:ref>/rank-again/", views.rank_again, name="rank_again"),
]
