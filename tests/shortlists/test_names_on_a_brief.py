"""Which readers see an interim's name in the trail of a brief."""

import pytest
from django.test import Client as Browser

from accounts.models import Activity, Role, User
from engagements.models import Brief
from engagements.trail import BriefEvent
from shortlists.known_names import names_known_to
from tests.factories import NOW, ConsultantFactory, EntryFactory, PanelSeatFactory
from tests.shortlists.choices import as_person, colleague, put_forward, shortlist

pytestmark = pytest.mark.django_db


def seat(brief: Brief) -> User:
    """Return a consultant of one more firm on the panel."""
    consultant = ConsultantFactory()
    PanelSeatFactory(brief=brief, firm=consultant.firm, opened_at=NOW)
    user: User = consultant.user
    return user


def test_an_interim_who_is_interviewed_is_named_to_the_client_and_to_no_firm(client: Browser):
    brief = shortlist()
    entry = put_forward(brief)
    interim = entry.candidate.user
    assert interim is not None
    event = BriefEvent.INTERVIEWING_STARTED
    Activity.record(by=interim, role=Role.INTERIM, kind=event, subject=brief, now=NOW)
    url = brief.get_absolute_url()
    readers = [brief.manager.user, colleague(brief), entry.consultant.user, seat(brief)]

    who = [
        [event.who for event in as_person(client, reader).get(url).context["events"]]
        for reader in readers
    ]

    # Firms read only that the brief is open, the representing one too: who was first would show.
    assert who == [[interim.full_name]] * 2 + [[], []]


def test_an_interim_without_a_mandate_is_not_named():
    brief = shortlist()
    entry = EntryFactory(brief=brief, approached=True)

    known = [names_known_to(who, brief) for who in (brief.manager.user, entry.consultant.user)]

    assert known == [{}, {}]


def test_a_mandate_names_the_interim_only_to_the_firm():
    brief = shortlist()
    entry = EntryFactory(brief=brief, mandated=True)
    interim = entry.candidate.user
    assert interim is not None

    assert names_known_to(entry.consultant.user, brief) == {interim.pk: interim.full_name}
    assert names_known_to(brief.manager.user, brief) == {}


def test_an_interim_of_another_brief_is_not_named():
    brief, elsewhere = shortlist(), shortlist()
    entry = put_forward(elsewhere)

    assert names_known_to(entry.consultant.user, elsewhere) != {}
    assert names_known_to(entry.consultant.user, brief) == {}
