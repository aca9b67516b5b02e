"""Routes of clients, briefs, panels and playbacks."""

from django.urls import path

from accounts.organisations.urls import organisation_urls
from engagements.forms.organisations import ClientPageForm
from engagements.models import Client
from engagements.views import (
    amendments,
    briefs,
    chain,
    conflicts,
    deletion,
    edit,
    panels,
    people,
    proof,
    texts,
    thread,
    urgency,
    value,
)

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
    # Its value, and what proves that it is real
    path("briefs/<uuid:ref>/value/", value.value, name="value"),
    path("briefs/<uuid:ref>/value/record/", value.record, name="record_value"),
    path("briefs/<uuid:ref>/value/talk/", value.ask_for_talk, name="ask_for_talk"),
    path("briefs/talks/<uuid:ref>/pick/", value.pick_time, name="pick_time"),
    path("briefs/talks/<uuid:ref>/decline/", value.decline_talk, name="decline_talk"),
    path("briefs/<uuid:ref>/proof/", proof.proof, name="proof"),
    path("briefs/<uuid:ref>/approve/", proof.approve, name="approve"),
    path("briefs/sponsors/<uuid:ref>/confirm/", proof.confirm_sponsor, name="confirm_sponsor"),
    path("briefs/sponsors/<uuid:ref>/refuse/", proof.refuse_sponsor, name="refuse_sponsor"),
    path("organisation/domain/", proof.domain, name="domain"),
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
    path("briefs/<uuid:ref>/panel/bring-in/", chain.bring_in, name="bring_in"),
    path("briefs/brought-in/<uuid:ref>/", chain.sub_firm, name="sub_firm"),
    path("briefs/brought-in/<uuid:ref>/accept/", chain.accept, name="accept_sub_firm"),
    path("briefs/brought-in/<uuid:ref>/refuse/", chain.refuse, name="refuse_sub_firm"),
    path("briefs/<uuid:ref>/panel/conflict/", conflicts.disclose, name="disclose_conflict"),
    path("briefs/conflicts/<uuid:ref>/waive/", conflicts.waive, name="waive_conflict"),
    path("briefs/conflicts/<uuid:ref>/uphold/", conflicts.uphold, name="uphold_conflict"),
    path("briefs/<uuid:ref>/thread/", thread.thread, name="thread"),
    path("briefs/<uuid:ref>/send/", panels.send, name="send"),
    path("briefs/<uuid:ref>/take-back/", panels.take_back, name="take_back"),
    path("briefs/<uuid:ref>/urgent/", urgency.urgent, name="urgent"),
    path("briefs/<uuid:ref>/not-urgent/", urgency.not_urgent, name="not_urgent"),
    path("briefs/<uuid:ref>/playback/", panels.playback, name="playback"),
    path("briefs/<uuid:ref>/playback/confirm/", panels.confirm, name="confirm"),
    path("briefs/<uuid:ref>/playback/send-back/", panels.send_back, name="send_back"),
]
