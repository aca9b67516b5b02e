"""Routes of skills."""

from django.urls import path

from skills import views

app_name = "skills"
urlpatterns = [
    path("search/", views.options, name="search"),
]
