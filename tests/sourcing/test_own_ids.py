"""Two firms that compare their pages cannot tell by ids or marks that they see the same person."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import Brief
from providers.models import Consultant
from ranking import profile_words
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MARK = re.compile(r'<svg class="mark.*?</svg>', re.DOTALL)


@pytest.fixture
def panel() -> tuple[Brief, Consultant, Consultant]:
    """Return a brief with two firms, one person ranked for both and one for both to find."""
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    for words in ("Sterile sites", "Sterile, and not ranked"):
        person = open_to(ours.firm, headline=words)
        person.stances.create(firm=theirs.firm, stance="trusted")
        person.record.create(title="Director", organisation="Harrow Works")
        if words == "Sterile sites":
            match_of(brief, person)
    profile_words.write_all()
    return brief, ours, theirs


def pages(client: Client, brief: Brief, reader: Consultant) -> dict[str, str]:
    """Return the pages on which a firm reads people without their names, by address."""
    client.force_login(reader.user)
    listed = reverse("sourcing:matches", args=[brief.ref])
    searched = reverse("sourcing:find", args=[brief.ref]) + "?q=sterile"
    (line,) = client.get(listed).context["lines"]
    hits = client.get(searched).context["found"].hits
    letter = next(hit.url for hit in hits if hit.position is None)
    approach = client.get(line.url).context["approach_url"]
    urls = (listed, searched, line.url, letter, approach)
    return {url: client.get(url).content.decode() for url in urls}


def test_two_firms_share_no_id_and_no_mark_of_a_person(client: Client, panel):
    brief, ours, theirs = panel

    seen = ["".join(pages(client, brief, reader).values()) for reader in (ours, theirs)]

    shared = {str(brief.ref), str(ours.firm.ref), str(theirs.firm.ref)}
    ids = [set(ID.findall(text)) - shared for text in seen]
    marks = [set(MARK.findall(text)) for text in seen]
    assert all(ids)
    assert all(marks)
    assert not ids[0] & ids[1]
    assert not marks[0] & marks[1]


def test_the_id_of_another_firm_is_not_found(client: Client, panel):
    brief, ours, theirs = panel
    links = list(pages(client, brief, theirs))[2:]
    client.force_login(ours.user)

    assert [client.get(url).status_code for url in links] == [404, 404, 404]


def test_the_ref_of_the_row_is_not_found(client: Client, panel):
    brief, ours, _ = panel
    match = brief.runs.get().results.get()
    client.force_login(ours.user)

    for name, ref in (("match", match.ref), ("approach_found", match.candidate.ref)):
        assert client.get(reverse(f"sourcing:{name}", args=[brief.ref, ref])).status_code == 404
