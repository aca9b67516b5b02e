"""Routes of clients, briefs, panels and playbacks."""

from django.urls import path

from accounts.organisations.urls import organisation_urls
from engagements.forms.organisations import ClientPageForm
from engagements.models import Client
from engagements.views import amendments, briefs, deletion, edit, panels, people, texts

app_name = "engagements"
urlpatterns = [
    # Briefs
    path("briefs/", briefs.briefs, name="briefs"),
    path("briefs/new/", briefs.new, name="new"),
    path("briefs/<uuid:ref>/edit/<slug:step>/", edit.edit, name="edit"),
    path("briefs/<uuid:ref>/preview/", briefs.preview, name="preview"),
    path("briefs/<uuid:ref>/delete/", deletion.delete, name="delete"),
    path("briefs/<uuid:ref>/restore/", deletion.restore, name="restore"),
    path("briefs/<uuid:ref>/text/", texts.text, name="text"),
    path("briefs/<uuid:ref>/text/take/", texts.accept_suggestion, name="accept_suggestion"),
    path("briefs/<uuid:ref>/text/refuse/", texts.refuse_suggestion, name="refuse_suggestion"),
    path("briefs/<uuid:ref>/text/undo/", texts.undo_suggestion, name="undo_suggestion"),
    path("briefs/<uuid:ref>/text/forget/", texts.forget_text, name="forget_text"),
    # People on a brief
    path("briefs/<uuid:ref>/colleagues/", people.people, name="people"),
    path("briefs/<uuid:ref>/limit/", people.limit, name="limit"),
    path(
        "briefs/<uuid:ref>/colleagues/<uuid:person>/remove/",
        people.remove_person,
        name="remove_person",
    ),
    # Changing a confirmed brief
    path("briefs/<uuid:ref>/change/", amendments.change, name="change"),
    path("briefs/changes/<uuid:ref>/withdraw/", amendments.withdraw_change, name="withdraw_change"),
    path("briefs/changes/<uuid:ref>/object/", amendments.object_to_change, name="object_to_change"),
    # Organisation
    *organisation_urls(
        Client,
        own="organisation/",
        prefix="organisation/",
        template="engagements/organisation.html",
        form_class=ClientPageForm,
    ),
    # Panel and playback
    path("briefs/<uuid:ref>/panel/", panels.panel, name="panel"),
    path("briefs/<uuid:ref>/panel/decline/", panels.decline_seat, name="decline_seat"),
    path("briefs/<uuid:ref>/panel/answer-for/", panels.answer_for, name="answer_for"),
    path("briefs/<uuid:ref>/send/", panels.send, name="send"),
    path("briefs/<uuid:ref>/take-back/", panels.take_back, name="take_back"),
    path("briefs/<uuid:ref>/playback/", panels.playback, name="playback"),
    path("briefs/<uuid:ref>/playback/confirm/", panels.confirm, name="confirm"),
    path("briefs/<uuid:ref>/playback/send-back/", panels.send_back, name="send_back"),
]
