"""What people were told: their notices, and the number beside the bell."""

import pytest
from django.urls import reverse

from accounts.models import Notice
from tests.browsers import browser_of
from tests.factories import NOW, CandidateFactory, NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_notices_are_ones_own():
    mine = NoticeFactory(subject="A word for me")
    NoticeFactory(subject="A word for somebody else")

    page = browser_of(mine.user).get(reverse("accounts:notices")).content.decode()

    assert "A word for me" in page
    assert "A word for somebody else" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_notices_take_the_same_queries_however_many(count: int, django_assert_num_queries):
    user = UserFactory()
    for _ in range(count):
        NoticeFactory(user=user, url="/today/")
    browser = browser_of(user)
    browser.get(reverse("accounts:notices"))

    # A session, a person with their roles and unread notices, a count, the notices.
    with django_assert_num_queries(4):
        browser.get(reverse("accounts:notices"))


def test_unread_notices_are_counted_in_the_shell_without_another_query(django_assert_num_queries):
    user = UserFactory()
    for _ in range(2):
        NoticeFactory(user=user)
    NoticeFactory(user=user, read_at=NOW)
    browser = browser_of(user)

    with django_assert_num_queries(2):
        page = browser.get(reverse("accounts:account")).content.decode()

    assert '<span class="count">2<' in page


def test_opening_a_notice_marks_it_and_leads_to_its_page():
    notice = NoticeFactory(url="/firms/")

    response = browser_of(notice.user).post(reverse("accounts:open_notice", args=[notice.ref]))

    notice.refresh_from_db()
    assert response["Location"] == "/firms/"
    assert notice.read_at is not None


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", ""])
def test_opening_a_notice_leads_to_no_other_site(away: str):
    notice = NoticeFactory(url=away)

    response = browser_of(notice.user).post(reverse("accounts:open_notice", args=[notice.ref]))

    assert response["Location"] == reverse("accounts:notices")


def test_somebody_elses_notice_is_not_there():
    notice = NoticeFactory()

    response = browser_of(UserFactory()).post(reverse("accounts:open_notice", args=[notice.ref]))

    assert response.status_code == 404
    assert Notice.objects.get().read_at is None


def test_all_are_marked_as_read_at_once():
    user = CandidateFactory().user
    for _ in range(3):
        NoticeFactory(user=user)

    browser_of(user).post(reverse("accounts:read_all"))

    assert Notice.objects.unread().count() == 0
