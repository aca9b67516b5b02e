"""Every notice and every e-mail of the demo links to a page that its reader can open."""

from django.conf import settings

from accounts.delivery import email_of
from accounts.models import Mail, Notice, User
from accounts.notices import RenderedNotice, render
from interimhub.demo.models import DemoWorld
from shortlists.models import Entry
from tests.browsers import browser_of


def by_reader() -> dict[User, list[RenderedNotice]]:
    rows: dict[User, list[Notice]] = {}
    for notice in Notice.objects.select_related("user").order_by("user", "pk"):
        rows.setdefault(notice.user, []).append(notice)
    return {reader: render(notices, reader=reader) for reader, notices in rows.items()}


def test_every_notice_opens_a_page_for_its_reader(world: DemoWorld) -> None:
    readers = by_reader()

    lost = []
    for reader, notices in readers.items():
        browser = browser_of(reader)
        lost += [
            (notice.kind.code, notice.url)
            for notice in notices
            if notice.is_gone or browser.get(notice.url).status_code != 200
        ]

    assert sum(len(notices) for notices in readers.values()) > 50
    assert lost == []


def test_every_e_mail_links_to_the_page_of_its_notice(world: DemoWorld) -> None:
    pages = {notice.notice.pk: notice.url for notices in by_reader().values() for notice in notices}

    for mail in Mail.objects.filter(notice__isnull=False).select_related("notice__user"):
        email = email_of(mail.notice)
        assert email is not None
        assert f"{settings.PUBLIC_URL}{pages[mail.notice_id]}" in email.text


def test_an_approached_interim_reads_the_e_mail_and_opens_the_conversation(
    world: DemoWorld,
) -> None:
    for entry in Entry.objects.filter(status=Entry.Status.APPROACHED):
        user = entry.candidate.user
        assert user is not None
        (notice,) = render(user.notices.filter(kind="entry.approached"), reader=user)

        assert notice.url == entry.get_absolute_url()
        assert browser_of(user).get(notice.url).status_code == 200


def test_every_e_mail_of_a_notice_is_dated_like_its_notice(world: DemoWorld) -> None:
    mails = Mail.objects.filter(notice__isnull=False).select_related("notice")

    assert all(mail.created_at == mail.notice.created_at for mail in mails)
