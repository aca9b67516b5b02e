"""Notices: their list, the number of unread ones, and their wording when they are read."""

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from accounts.models import Mail, Notice
from accounts.notices import GONE_BODY, GONE_SUBJECT, KINDS, register
from accounts.notify import notify
from accounts.organisations.notices import AdminMade, MemberRemoved
from engagements.notices import BriefOpened, PlaybackSent
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    ConsultantFactory,
    FirmFactory,
    NoticeFactory,
    PlaybackFactory,
    UserFactory,
)
from tests.jobs import run_due_jobs
from tests.notices import notice_of

pytestmark = pytest.mark.django_db


def removed(firm: str) -> MemberRemoved:
    return MemberRemoved(FirmFactory(name=firm), by=UserFactory(full_name="Ines Aldana"))


# The pages


def test_notices_are_shown_to_their_reader_only():
    mine = NoticeFactory(what=removed("Larkspur"))
    NoticeFactory(what=removed("Northmoor"))

    page = browser_of(mine.user).get(reverse("accounts:notices")).content.decode()

    assert "You no longer work for Larkspur on InterimHub" in page
    assert "Northmoor" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_notices_take_the_same_queries_however_many(count: int, django_assert_num_queries):
    user = UserFactory()
    for _ in range(count):
        NoticeFactory(user=user)
    browser = browser_of(user)
    browser.get(reverse("accounts:notices"))

    # A session, a person with their roles and unread notices, a count, the notices, what they are
    # about, the people they name.
    with django_assert_num_queries(6):
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
    admin = ConsultantFactory(is_admin=True)
    notice = NoticeFactory(user=admin.user, what=AdminMade(admin.firm, by=UserFactory()))

    response = browser_of(admin.user).post(reverse("accounts:open_notice", args=[notice.ref]))

    notice.refresh_from_db()
    assert response["Location"] == reverse("providers:organisation")
    assert notice.read_at is not None


def test_opening_a_notice_without_a_page_leads_back_to_the_list():
    notice = NoticeFactory()

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


# The words


def test_notices_use_current_names():
    notice = NoticeFactory(what=removed("Larkspur"))
    firm = FirmFactory._meta.model.objects.get(name="Larkspur")
    firm.name = "Larkspur & Daughters"
    firm.save(update_fields=["name"])

    assert notice_of(notice.user).subject == (
        "You no longer work for Larkspur & Daughters on InterimHub"
    )


def test_a_notice_about_a_row_that_was_deleted_says_so_and_opens_nothing():
    playback = PlaybackFactory()
    manager = playback.brief.manager.user
    sent = PlaybackSent(playback, by=playback.consultant.user, is_by_phone=False)
    NoticeFactory(user=manager, what=sent)
    assert notice_of(manager).url == reverse("engagements:playback", args=[playback.brief.ref])

    playback.delete()

    told = notice_of(manager)
    assert (told.subject, told.body, told.url) == (GONE_SUBJECT, GONE_BODY, "")
    page = browser_of(manager).get(reverse("accounts:notices")).content.decode()
    assert GONE_SUBJECT in page
    assert "Open</button>" not in page


def test_a_notice_about_what_its_reader_may_no_longer_see_says_so_and_opens_nothing():
    brief = BriefFactory(title="Interim site director")
    stranger = UserFactory()
    NoticeFactory(user=stranger, what=BriefOpened(brief))

    told = notice_of(stranger)

    assert (told.subject, told.body, told.url) == (GONE_SUBJECT, GONE_BODY, "")


@pytest.mark.parametrize(
    "facts",
    [{"kind": "brief.of_an_older_release"}, {"facts": {}}, {"facts": {"by": "accounts.user:0"}}],
    ids=["unknown kind", "missing fact", "deleted person"],
)
def test_a_notice_that_cannot_be_worded_any_more_says_so(facts: dict[str, object]):
    notice = NoticeFactory(**facts)

    assert notice_of(notice.user).is_gone


def test_two_kinds_cannot_have_one_code():
    class Impostor(BriefOpened):
        """Takes the code of another kind."""

    with pytest.raises(ValueError, match=r"brief\.opened"):
        register(Impostor)

    assert KINDS["brief.opened"] is BriefOpened


# The e-mail


def send(what: MemberRemoved | BriefOpened, **facts: object) -> Notice:
    """Notify somebody, and let the worker send the e-mail."""
    with transaction.atomic():
        return notify(UserFactory(**facts), what, now=NOW)


def test_the_e_mail_of_a_notice_is_worded_when_it_is_sent_and_keeps_no_words():
    what = removed("Larkspur")
    facts = {"full_name": "Dr Helena Marsh", "preferred_name": "Helena"}
    notice = send(what, email="helena@example.com", **facts)
    what.by.full_name = "Ines Aldana-Roe"
    what.by.save(update_fields=["full_name"])

    run_due_jobs()

    (letter,) = mail.outbox
    row = Mail.objects.get()
    assert (letter.to, letter.subject) == (
        ["helena@example.com"],
        "You no longer work for Larkspur on InterimHub",
    )
    assert letter.body.startswith("Dear Helena,\n\nInes Aldana-Roe has ended your access")
    assert "<p>Dear Helena,</p>" in letter.alternatives[0][0]
    assert (row.notice, row.to, row.subject, row.text, row.html) == (notice, "", "", "", "")
    assert row.sent_at is not None


def test_an_e_mail_about_what_its_reader_may_no_longer_see_is_not_sent():
    send(BriefOpened(BriefFactory()))

    run_due_jobs()

    assert mail.outbox == []
    assert not Mail.objects.exists()
    assert Notice.objects.count() == 1
