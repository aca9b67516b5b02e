"""The permission in writing: mailed at once to both, complete, and a page that prints."""

import pytest
from django.test import Client as Browser

from accounts.models import Mail
from tests.browsers import browser_of
from tests.factories import ConsultantFactory, FirmFactory
from tests.notices import notices_of
from tests.shortlists.choices import approached, block
from tests.shortlists.permissions import choose

pytestmark = pytest.mark.django_db


def test_both_have_it_in_writing_with_everything_it_says_in_the_moment_of_the_grant():
    world = approached()

    given = choose(world.entry, world.consultant)

    brief, firm = world.entry.brief, world.asking
    said = [
        f"Interim: {world.interim.full_name}",
        f"Firm: {firm.name}",
        f"Consultant: {world.consultant.user.full_name}",
        f"Client: {brief.client.name}",
        f"Position: {brief.title} (brief, version {brief.version})",
        "Profile: version 1, as it was on that day",
        "Disclosure: by name, to this client only",
        "Exclusive: yes, for this brief; other briefs are not affected",
        "Conflicts: none declared by the firm",
        "Until: 19 December 2026, or the end of the brief",
        "Version: 1",
        "Given: by the interim, signed in, on 19 November 2026",
    ]
    for user in (world.interim, world.consultant.user):
        told = notices_of(user)[-1]
        assert [line for line in said if line not in told.body] == []
        assert Mail.objects.filter(notice=told.notice).exists()
    assert (given.work["title"], given.work["client"]) == (brief.title, brief.client.name)


def test_the_page_of_it_prints_and_is_read_by_the_interim_and_the_firm_alone(client: Browser):
    world = approached()
    given = choose(world.entry, world.consultant)
    outsiders = [
        world.other.members.get().user,
        world.entry.brief.manager.user,
        ConsultantFactory(firm=FirmFactory()).user,
    ]

    pages = [browser_of(user).get(given.get_absolute_url()) for user in outsiders]

    assert [page.status_code for page in pages] == [404, 404, 404]
    for user in (world.interim, world.consultant.user):
        page = browser_of(user).get(given.get_absolute_url())
        assert page.status_code == 200
        assert world.interim.full_name in page.content.decode()


def test_a_firm_that_only_asks_reads_neither_name_nor_client_in_it():
    world = approached()
    from tests.shortlists.permissions import ask

    asked = ask(world.entry, world.consultant)
    block(world.entry, world.other)

    page = browser_of(world.consultant.user).get(asked.get_absolute_url()).content.decode()

    assert world.interim.full_name not in page
    assert (
        browser_of(world.other.members.get().user).get(asked.get_absolute_url()).status_code == 404
    )
