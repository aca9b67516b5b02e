"""Routes of shortlists."""

from django.urls import URLPattern, path

from shortlists.views import (
    amendments,
    briefs,
    choice,
    conversations,
    corrections,
    firms,
    people,
    referrals,
    showing,
    submissions,
    submitted,
)

app_name = "shortlists"
urlpatterns: list[URLPattern] = [
    # Firms
    path("conversations/", conversations.conversations, name="conversations"),
    path("conversations/firm/<uuid:ref>/", firms.conversation, name="firm_conversation"),
    path(
        "conversations/firm/<uuid:ref>/questions/<uuid:question>/answer/",
        firms.answer,
        name="answer",
    ),
    path("conversations/firm/<uuid:ref>/submit/", submissions.submit, name="submit"),
    path("conversations/firm/<uuid:ref>/submit/draft/", submissions.save_draft, name="save_draft"),
    path(
        "conversations/firm/<uuid:ref>/submit/availability/",
        submissions.ask_for_availability,
        name="ask_for_availability",
    ),
    path(
        "conversations/firm/<uuid:ref>/submit/registration/seen/",
        submissions.confirm_registration,
        name="confirm_registration",
    ),
    path(
        "conversations/firm/<uuid:ref>/submit/registration/not-seen/",
        submissions.take_back_registration,
        name="take_back_registration",
    ),
    path("conversations/firm/<uuid:ref>/submission/correct/", submitted.correct, name="correct"),
    path(
        "conversations/firm/<uuid:ref>/submission/withdraw/",
        submitted.withdraw,
        name="withdraw_submission",
    ),
    # Interims
    path("conversations/<uuid:ref>/", conversations.conversation, name="conversation"),
    path("conversations/<uuid:ref>/ask/", choice.ask, name="ask"),
    path("conversations/<uuid:ref>/decline/", choice.decline, name="decline"),
    path("conversations/<uuid:ref>/decline/undo/", choice.take_no_back, name="take_no_back"),
    path("conversations/<uuid:ref>/withdraw/", choice.withdraw, name="withdraw"),
    path("conversations/<uuid:ref>/choose/", choice.choose, name="choose"),
    path("conversations/<uuid:ref>/agree/", amendments.agree_to_change, name="agree_to_change"),
    path("conversations/<uuid:ref>/words/agree/", showing.agree, name="agree_to_words"),
    path("conversations/<uuid:ref>/words/object/", showing.object_, name="object_to_words"),
    path("conversations/<uuid:ref>/slots/", choice.pick_slot, name="pick_slot"),
    path("conversations/<uuid:ref>/slots/none/", choice.decline_slots, name="decline_slots"),
    path("conversations/<uuid:ref>/wrong/", corrections.wrong, name="wrong"),
    path("conversations/<uuid:ref>/difference/", corrections.reread, name="difference"),
    # Somebody you know
    path("briefs/<uuid:ref>/name-somebody/", referrals.name_person, name="name_person"),
    path("named-by-me/", referrals.named_by_me, name="named_by_me"),
    path("named/<str:secret>/", referrals.named_person, name="named_person"),
    path("named/<str:secret>/yes/", referrals.accept_referral, name="accept_referral"),
    path("named/<str:secret>/no/", referrals.decline_referral, name="decline_referral"),
    # A changed brief
    path("briefs/changes/<uuid:ref>/confirm/", amendments.confirm_change, name="confirm_change"),
    # Clients
    path("briefs/<uuid:ref>/people/", people.compare, name="compare"),
    path("people/<uuid:ref>/", people.person, name="person"),
    path("people/<uuid:ref>/read/", people.read, name="read"),
    path("people/<uuid:ref>/invite/", people.invite, name="invite"),
    path("people/<uuid:ref>/decline/", people.not_selected, name="not_selected"),
    path("people/<uuid:ref>/decline/undo/", people.take_no_back, name="take_decline_back"),
    path("briefs/<uuid:ref>/cap/", briefs.raise_cap, name="raise_cap"),
    path("briefs/<uuid:ref>/hold/", briefs.hold, name="hold"),
    path("briefs/<uuid:ref>/resume/", briefs.resume, name="resume"),
    path("briefs/<uuid:ref>/cancel/", briefs.cancel, name="cancel"),
]
