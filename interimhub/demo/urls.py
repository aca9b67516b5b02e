"""Pages that exist only in the demo."""

from django.urls import path

from interimhub.demo import views

app_name = "demo"
urlpatterns = [
    path("be/<uuid:ref>/", views.sign_in, name="sign_in"),
    path("mail/", views.mail, name="mail"),
    path("mail/<slug:name>/", views.letter, name="letter"),
]
