"""Routes of terms."""

from django.urls import path

from terms.views import checks, envelopes, floors

app_name = "terms"
urlpatterns = [
    path("rate/forget/", floors.forget_rate, name="forget_rate"),
    path("briefs/<uuid:ref>/envelope/", envelopes.envelope, name="envelope"),
    path("briefs/<uuid:ref>/envelope/keep/", envelopes.keep_envelope, name="keep_envelope"),
    path("briefs/<uuid:ref>/pay/", envelopes.pay_range, name="pay_range"),
    path("conversations/<uuid:ref>/within/", checks.work_within, name="work_within"),
    path("conversations/<uuid:ref>/move/", checks.ask_to_move, name="ask_to_move"),
    path("conversations/<uuid:ref>/out/", checks.step_out, name="step_out"),
]
