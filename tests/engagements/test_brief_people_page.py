"""The page of the people on a brief, and its section on the page of the brief."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from engagements.models import Brief, BriefPerson
from tests.browsers import browser_of
from tests.factories import BriefFactory, BriefPersonFactory, ClientMemberFactory

pytestmark = pytest.mark.django_db

Role = BriefPerson.Role
DAY = timedelta(days=1)


def page(brief: Brief, name: str = "people") -> str:
    return reverse(f"engagements:{name}", args=[brief.ref])


def posted(brief: Brief, **words: str) -> dict[str, str]:
    colleague = ClientMemberFactory(client=brief.client, user__full_name="Jonas Roe")
    return {"member": str(colleague.ref), "role": "reader", **words}


def test_a_colleague_is_added_and_stands_on_the_brief() -> None:
    brief = BriefFactory(manager__user__full_name="Anna Berg")
    manager = browser_of(brief.manager.user)

    response = manager.post(page(brief), posted(brief, role="co_owner"), follow=True)

    assert "Jonas Roe is a co-owner of this brief now." in response.content.decode()
    shown = manager.get(brief.get_absolute_url()).content.decode()
    assert "You and Jonas Roe may decide; the first decision counts." in shown
    assert f"Everybody at {brief.client.name} can read it." in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"member": ""}, "Choose a colleague."),
        ({"role": ""}, "Choose what they are on this brief."),
        ({"role": "deputy"}, "Say the first day on which they are the deputy."),
        (
            {"role": "deputy", "first_day": "2099-01-02", "last_day": "2099-01-01"},
            "Choose the first day or",
        ),
        (
            {"role": "deputy", "first_day": "2020-01-01", "last_day": "2020-01-02"},
            "This day has passed.",
        ),
        ({"role": "deputy", "first_day": "soon", "last_day": "2099-01-01"}, "Give a day, such as"),
    ],
)
def test_bad_input_is_said_next_to_its_field_and_adds_nobody(
    words: dict[str, str], said: str
) -> None:
    brief = BriefFactory()

    response = browser_of(brief.manager.user).post(page(brief), posted(brief, **words))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not brief.people.exists()


def test_days_that_are_typed_for_another_role_than_a_deputy_are_left_out() -> None:
    brief = BriefFactory()
    typed = posted(brief, role="sponsor", first_day="nonsense", last_day="2020-01-01")

    assert browser_of(brief.manager.user).post(page(brief), typed).status_code == 302
    assert brief.people.get().starts_at is None


def test_colleagues_of_other_organisations_and_the_manager_cannot_be_chosen() -> None:
    brief = BriefFactory()
    manager = browser_of(brief.manager.user)

    for member in (ClientMemberFactory(), brief.manager):
        response = manager.post(page(brief), {"member": str(member.ref), "role": "reader"})
        assert response.status_code == 422

    assert not brief.people.exists()


def test_the_days_of_a_deputy_are_in_words_before_during_and_after() -> None:
    brief = BriefFactory(manager__user__full_name="Anna Berg")
    now = timezone.now()
    for since, until in ((2, 4), (-2, 4), (-4, -2)):
        BriefPersonFactory(
            brief=brief, role=Role.DEPUTY, starts_at=now + since * DAY, ends_at=now + until * DAY
        )

    shown = browser_of(brief.manager.user).get(page(brief)).content.decode()

    assert "reads until then" in shown
    assert "acts for Anna Berg" in shown
    assert "; reads<" in shown


def test_a_limited_brief_names_who_can_read_it_and_is_not_there_for_others() -> None:
    brief = BriefFactory(title="Replace the director", opened=True)
    admin = ClientMemberFactory(client=brief.client, is_admin=True, user__full_name="Eve Ash")
    other = browser_of(ClientMemberFactory(client=brief.client).user)
    manager = browser_of(brief.manager.user)
    listed = reverse("engagements:briefs")
    assert other.get(brief.get_absolute_url()).status_code == 200

    response = manager.post(page(brief, "limit"), {"is_limited": "1"}, follow=True)

    assert "Only the people on this brief can read it now." in response.content.decode()
    assert "administrators of" in response.content.decode()
    assert "Eve Ash" in response.content.decode()
    hidden = [brief.get_absolute_url(), page(brief), page(brief, "preview"), page(brief, "panel")]
    assert [other.get(url).status_code for url in hidden] == [404] * 4
    for url in (listed, f"{listed}?q=Replace", reverse("engagements:new"), reverse("today")):
        assert "Replace the director" not in other.get(url).content.decode()
    assert "Replace the director" in browser_of(admin.user).get(listed).content.decode()
    manager.post(page(brief, "limit"), {"is_limited": "0"})
    assert other.get(brief.get_absolute_url()).status_code == 200


def test_the_list_of_briefs_says_what_the_reader_is_on_those_of_colleagues() -> None:
    brief = BriefFactory()
    reader = BriefPersonFactory(brief=brief, role=Role.CO_OWNER).member
    BriefFactory(client=brief.client, manager=reader)
    BriefFactory(opened=True, client=brief.client)

    shown = browser_of(reader.user).get(reverse("engagements:briefs")).content.decode()

    assert shown.count("data-item") == 3
    assert shown.count("You: ") == 1
    assert "You: co-owner" in shown


def test_a_copy_of_a_limited_brief_is_limited_too() -> None:
    brief = BriefFactory(is_limited=True)
    reader = BriefPersonFactory(brief=brief).member

    browser_of(reader.user).post(
        reverse("engagements:new"), {"way": "copy", "former": str(brief.ref)}
    )

    copy = Brief.objects.get(copied_from=brief)
    assert copy.is_limited
    assert copy.manager == reader


def test_a_co_owner_who_leaves_a_limited_brief_returns_to_the_list() -> None:
    brief = BriefFactory(is_limited=True)
    person = BriefPersonFactory(brief=brief, role=Role.CO_OWNER)
    url = reverse("engagements:remove_person", args=[brief.ref, person.ref])

    response = browser_of(person.member.user).post(url)

    assert response.status_code == 302
    assert response["Location"] == reverse("engagements:briefs")
    assert not brief.people.exists()


def test_who_is_missing_is_invited_by_an_administrator(client: Browser) -> None:
    brief = BriefFactory()
    admin = ClientMemberFactory(client=brief.client, is_admin=True)

    for user, said in (
        (admin.user, f"Invite them to\n          {brief.client.name}</a>"),
        (brief.manager.user, "Ask one of your administrators to invite somebody"),
    ):
        assert said in browser_of(user).get(page(brief)).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_brief_takes_the_same_queries_however_many_people_are_on_it(
    many: int, django_assert_num_queries
) -> None:
    brief = BriefFactory()
    BriefPersonFactory.create_batch(many, brief=brief)
    manager = browser_of(brief.manager.user)
    manager.get(page(brief))

    with django_assert_num_queries(6):
        manager.get(page(brief))
