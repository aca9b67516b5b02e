"""A firm confirms that it has seen a required registration before it puts somebody forward."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity
from candidates.models import CandidateRegistration
from interimhub.lib.refused import MovedOn
from shortlists import actions
from shortlists.actions.registrations import NotRequired, RegistrationEnded
from shortlists.asking import address
from shortlists.models import Entry, SeenRegistration, Submission
from shortlists.submission_checks import BlockerKind, NotReadyToSubmit, blockers, mandate_of
from skills.models import Concept
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    TODAY,
    CandidateRegistrationFactory,
    ConsultantFactory,
    EntryFactory,
    RegistrationFactory,
)
from tests.shortlists.races import at_once
from tests.shortlists.showing import agreed
from tests.shortlists.test_submit_page import freshen
from tests.shortlists.worlds import case_for, mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db


def requiring(*labels: str, stated: bool = True) -> tuple[Entry, list[Concept]]:
    """Return a conversation under a mandate on a brief that requires these registrations."""
    brief = ready_brief()
    concepts = [RegistrationFactory(label=label) for label in labels]
    brief.registrations.set(concepts)
    entry, _ = mandated(brief, seat_on(brief))
    for concept in concepts if stated else ():
        CandidateRegistrationFactory(
            candidate=entry.candidate, concept=concept, number="SECRET-4711"
        )
    return entry, concepts


def url(entry: Entry, name: str = "submit") -> str:
    return reverse(f"shortlists:{name}", args=[address(entry.firm, entry)])


def put_forward(entry: Entry) -> Submission:
    freshen()
    case = case_for(entry.brief)
    agreed(entry, **case)
    return actions.submit(entry, by=entry.consultant.user, now=timezone.now(), **case)


def confirm(entry: Entry, concept: Concept) -> SeenRegistration:
    by = entry.consultant.user
    return actions.confirm_registration(entry, code=concept.code, by=by, now=NOW)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


# The condition


def test_each_registration_that_was_not_seen_blocks_in_words():
    entry, (gmc, qp) = requiring("GMC registration", "Qualified Person")
    confirm(entry, gmc)

    found = blockers(entry, mandate_of(entry), today=TODAY)

    assert [(one.kind, one.title) for one in found] == [
        (BlockerKind.REGISTRATION, f"Registration not seen: {qp.label}")
    ]
    assert not found[0].stops_showing


def test_a_submission_without_it_is_refused_and_goes_with_it():
    entry, (gmc,) = requiring("GMC registration")

    with pytest.raises(NotReadyToSubmit, match="that your firm has seen it"):
        put_forward(entry)
    assert not Submission.objects.exists()

    confirm(entry, gmc)
    assert put_forward(entry).entry == entry


def test_a_brief_that_requires_none_blocks_nobody():
    entry, _ = requiring()

    assert blockers(entry, mandate_of(entry), today=TODAY) == []


def test_what_another_firm_saw_is_not_what_this_firm_saw():
    entry, (gmc,) = requiring("GMC registration")
    SeenRegistration.objects.create(
        entry=entry,
        firm=ConsultantFactory().firm,
        concept=gmc,
        seen_by=entry.consultant.user,
        seen_at=NOW,
    )

    assert len(blockers(entry, mandate_of(entry), today=TODAY)) == 1


# Confirming


def test_confirming_is_recorded_in_the_trail_with_who_and_when_and_without_the_number():
    entry, (gmc,) = requiring("GMC registration")

    seen = confirm(entry, gmc)

    assert (seen.seen_by, seen.seen_at, seen.firm) == (entry.consultant.user, NOW, entry.firm)
    event = Activity.objects.latest("pk")
    assert (event.kind, event.at) == ("entry.registration_seen", NOW)
    assert "SECRET-4711" not in str(event.facts)


def test_confirming_twice_is_once():
    entry, (gmc,) = requiring("GMC registration")
    first = confirm(entry, gmc)

    assert confirm(entry, gmc) == first
    assert Activity.objects.filter(kind="entry.registration_seen").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.alone
def test_two_colleagues_who_confirm_at_once_confirm_once():
    entry, (gmc,) = requiring("GMC registration")
    colleague = ConsultantFactory(firm=entry.firm)

    def by(user: Any) -> SeenRegistration:
        fresh = Entry.objects.get(pk=entry.pk)
        return actions.confirm_registration(fresh, code=gmc.code, by=user, now=timezone.now())

    one, other = at_once(lambda: by(entry.consultant.user), lambda: by(colleague.user))

    assert one == other
    assert SeenRegistration.objects.count() == 1
    assert Activity.objects.filter(kind="entry.registration_seen").count() == 1


@pytest.mark.parametrize("code", ["", "no-such-code", "' or 1=1", "x" * 500])
def test_a_registration_that_the_brief_does_not_require_cannot_be_confirmed(code: str):
    entry, _ = requiring("GMC registration")

    with pytest.raises(NotRequired):
        actions.confirm_registration(entry, code=code, by=entry.consultant.user, now=NOW)


def test_a_registration_that_has_ended_cannot_be_confirmed():
    entry, (gmc,) = requiring("GMC registration")
    CandidateRegistration.objects.update(valid_until=date(2020, 3, 31))

    with pytest.raises(RegistrationEnded, match="ended on 31 March 2020"):
        confirm(entry, gmc)


def test_one_that_is_not_on_the_profile_can_be_seen_all_the_same():
    entry, (gmc,) = requiring("GMC registration", stated=False)

    assert confirm(entry, gmc).concept == gmc


def test_nothing_is_confirmed_without_permission_or_after_the_submission():
    entry, (gmc,) = requiring("GMC registration")
    confirm(entry, gmc)
    put_forward(entry)

    with pytest.raises(MovedOn):
        confirm(entry, gmc)
    asked = EntryFactory(approached=True, brief=entry.brief)
    with pytest.raises(NotReadyToSubmit):
        confirm(asked, gmc)


def test_a_confirmation_can_be_taken_back_and_blocks_again():
    entry, (gmc,) = requiring("GMC registration")
    confirm(entry, gmc)

    for _ in range(2):
        actions.take_back_registration(entry, code=gmc.code, by=entry.consultant.user, now=NOW)

    assert len(blockers(entry, mandate_of(entry), today=TODAY)) == 1
    assert Activity.objects.filter(kind="entry.registration_unseen").count() == 1


# Who reads what


def test_the_firm_that_speaks_reads_the_number_and_confirms_with_one_press(client: Client):
    entry, (gmc,) = requiring("GMC registration")
    client.force_login(entry.consultant.user)

    before = words(client.get(url(entry)))
    response = client.post(url(entry, "confirm_registration"), {"registration": gmc.code})
    after = words(client.get(url(entry)))

    assert "SECRET-4711" in before
    assert "Registration not seen: GMC registration" in before
    assert response.status_code == 302
    assert "Registration not seen" not in after
    assert f"Seen by {entry.consultant.user.full_name} on" in after
    client.post(url(entry, "take_back_registration"), {"registration": gmc.code})
    assert "Registration not seen: GMC registration" in words(client.get(url(entry)))


@pytest.mark.parametrize("posted", [{}, {"registration": "\x00"}, {"registration": "x" * 9000}])
def test_nasty_input_is_refused_in_words(client: Client, posted: dict[str, str]):
    entry, _ = requiring("GMC registration")
    client.force_login(entry.consultant.user)

    for name in ("confirm_registration", "take_back_registration"):
        response = client.post(url(entry, name), posted)
        assert response.status_code == 409
        assert "does not require this registration" in words(response)


def test_another_firm_neither_reads_the_number_nor_confirms(client: Client):
    entry, (gmc,) = requiring("GMC registration")
    other = seat_on(entry.brief)
    client.force_login(other.user)

    tries = [
        client.get(url(entry)),
        client.post(url(entry, "confirm_registration"), {"registration": gmc.code}),
        client.get(reverse("sourcing:matches", args=[entry.brief.ref])),
        client.get(reverse("brief", args=[entry.brief.ref])),
    ]

    assert [response.status_code for response in tries] == [404, 404, 200, 200]
    assert all("SECRET-4711" not in words(response) for response in tries)
    assert not SeenRegistration.objects.exists()


def test_the_client_and_the_interim_read_who_saw_it_and_never_the_number():
    entry, (gmc,) = requiring("GMC registration")
    confirm(entry, gmc)
    put_forward(entry)
    said = f"Registration seen by {entry.firm.name} on {NOW:%-d %B %Y}"

    manager = browser_of(entry.brief.manager.user)
    person = words(manager.get(reverse("shortlists:person", args=[entry.ref])))
    people = words(manager.get(reverse("shortlists:compare", args=[entry.brief.ref])))
    interim = browser_of(entry.candidate.user)
    own = words(interim.get(reverse("shortlists:conversation", args=[entry.ref])))

    assert said in person
    assert said in own
    assert all("SECRET-4711" not in page for page in (person, people, own))


def test_the_interim_is_led_to_what_is_required_and_not_stated(client: Client):
    entry, (gmc, qp) = requiring("GMC registration", "Qualified Person", stated=False)
    CandidateRegistrationFactory(candidate=entry.candidate, concept=qp)
    client.force_login(entry.candidate.user)
    page_of_it = reverse("shortlists:conversation", args=[entry.ref])

    page = words(client.get(page_of_it))

    add = f"{reverse('candidates:add_registration')}?registration={gmc.code}"
    assert f'href="{add}"' in page
    assert f"?registration={qp.code}" not in page
    client.post(add, {"concept": gmc.code})
    assert "Required, and not on your profile" not in words(client.get(page_of_it))
