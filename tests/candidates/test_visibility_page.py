"""Which firms may find a profile: by kind of firm, and firm by firm."""

import itertools

import pytest
from django.urls import reverse

from candidates import actions, visibility
from candidates.models import Candidate, FirmStance
from providers.models import Firm
from tests.browsers import NO_PAGES_OF_THIS_SITE
from tests.factories import (
    NOW,
    CandidateFactory,
    ConsultantFactory,
    FirmFactory,
    SectorFactory,
    UserFactory,
)
from tests.trail import Event, trail_of

URL = "candidates:visibility"


@pytest.mark.django_db
def test_a_new_profile_is_open_to_specialists_closed_to_others_and_hidden() -> None:
    person = UserFactory()

    candidate = actions.open_profile(person, now=NOW)

    assert (
        candidate.open_to_specialists,
        candidate.open_to_generalists,
        candidate.open_to_rpos,
        candidate.is_discoverable,
        candidate.claimed_at,
        candidate.user,
    ) == (True, False, False, False, NOW, person)
    assert actions.open_profile(person, now=NOW) == candidate


def test_the_page_explains_the_default(signed_in) -> None:
    assert visibility.DEFAULT_TEXT in signed_in.get(reverse(URL)).content.decode()


def test_the_choice_of_kinds_of_firm_is_saved(signed_in, interim) -> None:
    signed_in.post(reverse(URL), {"version": interim.version, "open_to_generalists": "on"})

    stored = Candidate.objects.get(pk=interim.pk)
    assert (stored.open_to_specialists, stored.open_to_generalists, stored.open_to_rpos) == (
        False,
        True,
        False,
    )
    assert stored.version == interim.version + 1


def test_a_stale_page_does_not_overwrite_a_newer_choice(signed_in, interim) -> None:
    signed_in.post(reverse(URL), {"version": interim.version})

    late = signed_in.post(reverse(URL), {"version": interim.version, "open_to_rpos": "on"})

    assert late.status_code == 422
    assert Candidate.objects.get(pk=interim.pk).open_to_rpos is False


@pytest.mark.django_db
@pytest.mark.parametrize("stance", ["", "trusted", "blocked"])
@pytest.mark.parametrize("kind", Firm.Kind.values)
def test_the_page_and_the_query_agree(stance: str, kind: str) -> None:
    """Check every combination of stance, kind of firm, choice and sector."""
    ours, theirs = SectorFactory(), SectorFactory()
    for opening, field in itertools.product([True, False], [ours, theirs]):
        candidate = CandidateFactory(
            open_to_specialists=opening, open_to_generalists=opening, open_to_rpos=opening
        )
        candidate.sectors.add(ours)
        firm = FirmFactory(kind=kind)
        firm.specialisms.add(field)
        actions.set_stance(candidate, by=candidate.user, now=NOW, firm=firm, stance=stance)

        (shown,) = visibility.visibility_to(candidate, [firm])

        found = Candidate.objects.open_to(firm).filter(pk=candidate.pk).exists()
        assert (shown.can_find, bool(shown.reason)) == (found, True)


def test_a_blocked_firm_neither_finds_the_profile_nor_learns_of_it(
    signed_in, interim, client
) -> None:
    consultant = ConsultantFactory()
    consultant.firm.specialisms.add(*interim.sectors.all())
    Candidate.objects.filter(pk=interim.pk).update(is_discoverable=True)
    seen = Candidate.objects.visible_to(consultant.user).filter(pk=interim.pk).exists()

    signed_in.post(
        reverse("candidates:set_stance", args=[consultant.firm.ref]), {"stance": "blocked"}
    )

    assert seen
    assert not Candidate.objects.visible_to(consultant.user).filter(pk=interim.pk).exists()
    assert not consultant.user.notices.exists()


@pytest.mark.parametrize("stance", ["", "trusted", "blocked"])
def test_a_stance_is_a_change_of_the_profile_whose_trail_names_no_firm(interim, stance) -> None:
    before = interim.version

    actions.set_stance(interim, by=interim.user, now=NOW, firm=FirmFactory(), stance=stance)

    assert Candidate.objects.get(pk=interim.pk).version == before + 1
    assert trail_of(interim) == [Event("interim", "profile.stance_changed")]


@pytest.mark.parametrize(
    ("posted", "stored"), [("trusted", ["trusted"]), ("blocked", ["blocked"]), ("", []), ("?", [])]
)
def test_a_stance_is_saved_changed_and_removed(signed_in, interim, posted, stored) -> None:
    firm = FirmFactory()
    FirmStance.objects.create(candidate=interim, firm=firm, stance="trusted")

    signed_in.post(reverse("candidates:set_stance", args=[firm.ref]), {"stance": posted})

    assert list(interim.stances.values_list("stance", flat=True)) == stored


@pytest.mark.parametrize("given", NO_PAGES_OF_THIS_SITE)
def test_the_redirect_leads_to_pages_of_this_site_only(signed_in, given) -> None:
    url = reverse("candidates:set_stance", args=[FirmFactory().ref])

    response = signed_in.post(url, {"stance": "trusted", "return_to": given})

    assert response["Location"] == reverse(URL)


def test_the_redirect_keeps_search_and_position_of_the_list(signed_in) -> None:
    url = reverse("candidates:set_stance", args=[FirmFactory().ref])
    page = f"{reverse(URL)}?q=kestrel&page=2#firms"

    response = signed_in.post(url, {"stance": "trusted", "return_to": page})

    assert response["Location"] == page


def test_firms_are_searched_and_an_empty_result_says_what_to_do(signed_in) -> None:
    FirmFactory(name="Kestrel Interim")
    FirmFactory(name="Northgate")

    found = signed_in.get(reverse(URL), {"q": "kest"})
    empty = signed_in.get(reverse(URL), {"q": "nobody"})

    assert [row.firm.name for row in found.context["firms"]] == ["Kestrel Interim"]
    assert "No firm by that name" in empty.content.decode()


@pytest.mark.django_db
def test_consultants_see_no_stances(client) -> None:
    client.force_login(ConsultantFactory().user)

    assert client.get(reverse(URL)).status_code == 403
