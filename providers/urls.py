"""Routes of firms."""

from django.urls import path

from accounts.organisations.urls import organisation_urls
from providers import views
from providers.forms import FirmPageForm
from providers.models import Firm

app_name = "providers"
urlpatterns = [
    path("", views.firms, name="firms"),
    *organisation_urls(
        Firm, own="mine/", template="providers/my_firm.html", form_class=FirmPageForm
    ),
]
