"""Routes of references."""

from django.urls import URLPattern, path

from references.views import own, referee

app_name = "references"
urlpatterns: list[URLPattern] = [
    # Interims
    path("references/ask/", own.ask, name="ask"),
    path("references/<uuid:ref>/", own.reference, name="reference"),
    path("references/<uuid:ref>/hide/", own.hide, name="hide"),
    path("references/<uuid:ref>/show/", own.show, name="show"),
    path("conversations/<uuid:ref>/references/<uuid:reference>/lend/", own.lend, name="lend"),
    path(
        "conversations/<uuid:ref>/references/<uuid:reference>/take-back/",
        own.take_back,
        name="take_back",
    ),
    # Referees, by the secret in their letter
    path("references/done/", referee.done, name="done"),
    path("references/letter/<str:secret>/", referee.referee, name="referee"),
    path("references/letter/<str:secret>/decline/", referee.decline, name="decline"),
    path("references/letter/<str:secret>/delete/", referee.erase, name="erase"),
]
