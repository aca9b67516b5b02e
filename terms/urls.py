"""Routes of terms."""

from django.urls import path

from terms import views

app_name = "terms"
urlpatterns = [
    path("rate/forget/", views.forget_rate, name="forget_rate"),
]
