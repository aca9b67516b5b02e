"""All routes of the site: nouns, then a verb. Keys in paths are opaque."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from accounts.password_reset import PasswordReset
from interimhub import brief_page, firm_page, front, gallery, health, today, welcome
from ranking.views import open_brief
from terms.views import rate

handler400 = "interimhub.errors.bad_request"
handler403 = "interimhub.welcome.forbidden"
handler404 = "interimhub.errors.not_found"
handler500 = "interimhub.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("today/", today.today, name="today"),
    path("welcome/", welcome.welcome, name="welcome"),
    # Named without an app, so that lower apps can link to them without knowing which app has the
    # view.
    path("briefs/<uuid:ref>/", brief_page.brief, name="brief"),
    path("briefs/<uuid:ref>/open/", open_brief, name="open_brief"),
    path("terms/rate/", rate, name="rate"),
    path("firms/<uuid:ref>/", firm_page.firm, name="firm"),
    path("accounts/password/reset/", PasswordReset.as_view(), name="account_reset_password"),
    path("accounts/", include("allauth.account.urls")),
    path("me/", include("accounts.urls")),
    path("skills/", include("skills.urls")),
    path("firms/", include("providers.urls")),
    path("profile/", include("candidates.urls")),
    path("", include("engagements.urls")),
    path("", include("ranking.urls")),
    path("", include("shortlists.urls")),
    path("", include("sourcing.urls")),
    path("terms/", include("terms.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("interimhub.demo.urls"))]
if not settings.IS_PRODUCTION:
    urlpatterns += [path("gallery/", gallery.gallery, name="gallery")]
