"""What changed in a playback since its manager read it."""

from typing import Any

import pytest
from django.urls import reverse

from engagements.actions import panels
from engagements.models import Brief, Playback
from providers.models import Consultant
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import NOW, ConsultantFactory, PanelSeatFactory

pytestmark = pytest.mark.django_db

FIRST = {
    "situation": "Two plants stand still.",
    "success": "Both run again.",
    "hard": "",
    "person": "Somebody who has run two.",
    "challenge": "",
}
UNCHANGED = "sent the same words again"


@pytest.fixture
def lead() -> Consultant:
    return ConsultantFactory(user__full_name="Ingrid Solheim", firm__name="Larkspur")


@pytest.fixture
def brief(lead: Consultant) -> Brief:
    brief = whole_brief(played_back=True)
    PanelSeatFactory(brief=brief, firm=lead.firm, consultant=lead, is_lead=True, sent_at=NOW)
    return brief


def play_back(brief: Brief, lead: Consultant, **words: str) -> Playback:
    brief.refresh_from_db()
    panels.save_playback(brief, by=lead, is_by_phone=False, now=NOW, **(FIRST | words))
    panels.send_playback(brief, by=lead, now=NOW)
    return Playback.objects.current(brief).get()


def send_back(playback: Playback, comments: str = "Name the plants.") -> None:
    manager = playback.brief.manager.user
    panels.send_back_playback(playback, by=manager, comments=comments, now=NOW)


def changes_on_the_page(brief: Brief, reader: Any) -> str:
    page = browser_of(reader).get(reverse("engagements:playback", args=[brief.ref]))
    return page.content.decode().partition('id="changes"')[2].partition("</section>")[0]


def changed(playback: Playback) -> dict[str, tuple[str, str]]:
    return {part.label: (part.was, part.now) for part in playback.changes}


def test_a_playback_that_was_sent_back_shows_what_changed(brief: Brief, lead: Consultant):
    send_back(play_back(brief, lead))

    again = play_back(
        brief, lead, situation="Two plants, Leeds and Hull, stand still.", hard="Both are proud."
    )

    assert changed(again) == {
        "The situation": ("Two plants stand still.", "Two plants, Leeds and Hull, stand still."),
        "What makes it hard": ("", "Both are proud."),
    }
    for reader in (brief.manager.user, lead.user):
        shown = changes_on_the_page(brief, reader)
        assert "Name the plants." in shown
        assert "Leeds and Hull" in shown
        assert "Somebody who has run two." not in shown


def test_a_playback_sent_again_without_a_change_says_so(brief: Brief, lead: Consultant):
    send_back(play_back(brief, lead))

    play_back(brief, lead, success="Both run again.  \n")

    assert UNCHANGED in changes_on_the_page(brief, brief.manager.user)


def test_a_first_playback_has_no_changes(brief: Brief, lead: Consultant):
    play_back(brief, lead)

    assert changes_on_the_page(brief, brief.manager.user) == ""


def test_while_it_is_written_again_the_page_shows_no_changes(brief: Brief, lead: Consultant):
    send_back(play_back(brief, lead))
    panels.save_playback(brief, by=lead, is_by_phone=False, now=NOW, **FIRST)

    assert changes_on_the_page(brief, brief.manager.user) == ""


def test_a_second_return_compares_with_what_was_sent_last(brief: Brief, lead: Consultant):
    send_back(play_back(brief, lead))
    send_back(play_back(brief, lead, hard="Both are proud."), comments="Who is proud?")

    last = play_back(brief, lead, hard="The two plant managers are proud.")

    assert changed(last) == {
        "What makes it hard": ("Both are proud.", "The two plant managers are proud.")
    }


def test_the_playback_of_a_brief_that_was_taken_back_is_compared_with_the_one_before(
    brief: Brief, lead: Consultant
):
    play_back(brief, lead)
    manager = brief.manager.user
    panels.take_back(brief, by=manager, now=NOW)
    brief.refresh_from_db()
    panels.send_for_playback(brief, by=manager, now=NOW)

    again = play_back(brief, lead, person="Somebody who speaks German.")

    assert again.brief_version == 2
    assert changed(again) == {
        "The person": ("Somebody who has run two.", "Somebody who speaks German.")
    }


def test_words_that_were_never_sent_are_no_change(brief: Brief, lead: Consultant):
    send_back(play_back(brief, lead))
    panels.save_playback(brief, by=lead, is_by_phone=False, now=NOW, **(FIRST | {"hard": "Hm."}))
    manager = brief.manager.user
    panels.take_back(brief, by=manager, now=NOW)
    brief.refresh_from_db()
    panels.send_for_playback(brief, by=manager, now=NOW)

    again = play_back(brief, lead, hard="Both are proud.")

    assert changed(again) == {"What makes it hard": ("", "Both are proud.")}


def test_the_manager_can_change_the_brief_itself_instead(brief: Brief, lead: Consultant):
    play_back(brief, lead)
    change = reverse("engagements:change", args=[brief.ref])
    take_back = reverse("engagements:take_back", args=[brief.ref])

    def shown(reader: Any, address: str, link: str) -> bool:
        return link in browser_of(reader).get(address).content.decode()

    playback = reverse("engagements:playback", args=[brief.ref])
    for reader, is_manager in ((brief.manager.user, True), (lead.user, False)):
        assert shown(reader, playback, f'href="{change}"') == is_manager
        assert shown(reader, brief.get_absolute_url(), f'action="{take_back}"') == is_manager
