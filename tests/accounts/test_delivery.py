"""Delivery of e-mails to a mail server that is down, refuses, or asks to try later."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts import clock
from accounts.emails import post
from accounts.models import Mail
from accounts.organisations import actions
from interimhub.lib.models import Job
from interimhub.lib.refused import Refused
from tests.browsers import browser_of
from tests.factories import NoticeFactory, UserFactory
from tests.frame.organisation_kinds import CLIENT, FIRM, Kind
from tests.jobs import run_due_jobs
from tests.mail_server import MailServer, mail_server
from tests.notices import notice_of

pytestmark = pytest.mark.django_db

BOTH_KINDS = pytest.mark.parametrize("kind", [FIRM, CLIENT], ids=["firm", "client"])


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    """Send the e-mails of this test to a real server."""
    with mail_server() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
        settings.EMAIL_TIMEOUT = 2
        yield made


def letter(key: str = "letter:1") -> Mail:
    with transaction.atomic():
        return post(key=key, to="ann@example.com", subject="Hello", text="https://x/secret-1")


def let_pass(span: timedelta) -> None:
    """Move everything that is stored into the past, as if this time had passed."""
    moments = ("created_at", "not_before", "started_at", "lease_until", "dead_at")
    Job.objects.update(**{name: F(name) - span for name in moments})


def work_for(span: timedelta, *, step: timedelta) -> None:
    """Move time in steps; run the worker and the clock after each."""
    passed = timedelta()
    while passed < span:
        run_due_jobs()
        clock.give_up_undeliverable_mail(timezone.now())
        let_pass(step)
        passed += step
    run_due_jobs()
    clock.give_up_undeliverable_mail(timezone.now())


def test_ten_minutes_of_421_lose_none_of_24_e_mails(server: MailServer):
    for number in range(24):
        letter(f"letter:{number}")

    server.greeting = "421 too busy, try again later"
    work_for(timedelta(minutes=10), step=timedelta(seconds=20))
    taken_meanwhile = len(server.taken)
    server.greeting = "220 ready"
    work_for(timedelta(minutes=20), step=timedelta(minutes=1))

    assert (taken_meanwhile, len(server.taken)) == (0, 24)
    assert Mail.objects.filter(sent_at__isnull=False).count() == 24
    assert not Mail.objects.exclude(text="").exists()
    assert not Job.objects.dead().exists()


@pytest.mark.parametrize("answer", ["421 busy", "450 try later", "452 mailbox full"])
@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_an_answer_of_4xx_is_tried_again(server: MailServer, verb: str, answer: str):
    mail = letter()
    server.answers = {verb: answer}

    run_due_jobs()

    job = Job.objects.get()
    assert (job.dead_at, job.errors) == (None, 1)
    mail.refresh_from_db()
    assert mail.text

    server.answers = {}
    let_pass(timedelta(minutes=1))
    run_due_jobs()
    assert len(server.taken) == 1


def test_an_unreachable_server_is_retried_for_two_days_and_no_longer(server: MailServer):
    mail = letter()
    server.shutdown()
    server.server_close()

    work_for(timedelta(hours=47), step=timedelta(minutes=30))
    job = Job.objects.get()
    mail.refresh_from_db()
    assert (job.dead_at, bool(mail.text)) == (None, True)
    assert 40 < job.errors < 110

    work_for(timedelta(hours=2), step=timedelta(minutes=30))
    mail.refresh_from_db()
    assert Job.objects.dead().exists()
    assert mail.failed_at is not None
    assert (mail.to, mail.subject, mail.text, mail.html) == ("", "", "", "")


def test_pauses_grow_up_to_an_hour_and_are_never_the_same(server: MailServer):
    for number in range(2):
        letter(f"letter:{number}")
    server.greeting = "421 busy"

    pauses = []
    for _ in range(14):
        run_due_jobs()
        pauses.append([job.not_before - timezone.now() for job in Job.objects.order_by("pk")])
        let_pass(timedelta(hours=1))

    first = [seconds.total_seconds() for seconds, _ in pauses]
    assert all(2**n / 2 - 1 <= pause <= 2**n for n, pause in enumerate(first[:11], start=1))
    assert all(1799 <= pause <= 3600 for pause in first[11:])
    assert all(one != other for one, other in pauses)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA"])
def test_an_answer_of_550_is_final_at_once(server: MailServer, caplog, verb: str):
    mail = letter()
    server.answers = {verb: "550 no mailbox ann@example.com"}

    run_due_jobs()
    clock.give_up_undeliverable_mail(timezone.now())

    job = Job.objects.get()
    mail.refresh_from_db()
    assert (job.errors, job.is_dead) == (1, True)
    assert mail.failed_at is not None
    assert (mail.to, mail.text, mail.html) == ("", "", "")
    # What the server said quotes the address, and stays out of rows and log.
    assert "ann@example.com" not in job.last_error + caplog.text


@pytest.mark.parametrize("greeting", ["554 no service", "500 what?"])
def test_an_error_of_the_server_itself_is_temporary(server: MailServer, greeting: str):
    letter()
    server.greeting = greeting

    run_due_jobs()

    assert not Job.objects.get().is_dead


def test_the_text_of_an_e_mail_whose_worker_never_finished_is_deleted_too():
    mail = letter()
    Job.objects.update(dead_at=timezone.now(), last_error="started 4 times and never finished")

    clock.give_up_undeliverable_mail(timezone.now())

    mail.refresh_from_db()
    assert (mail.failed_at is not None, mail.text) == (True, "")


def test_an_e_mail_that_is_out_of_date_is_not_sent(server: MailServer):
    now = timezone.now()
    with transaction.atomic():
        mail = post(key="code", to="a@example.com", subject="Code", text="123456", useful_until=now)

    run_due_jobs()
    clock.give_up_undeliverable_mail(now)

    mail.refresh_from_db()
    assert (server.taken, mail.text) == ([], "")


def test_the_page_of_notices_says_whose_e_mail_was_not_delivered(server: MailServer):
    notice = NoticeFactory(user=UserFactory())
    Mail.objects.create(key="notice:1", notice=notice, failed_at=timezone.now())

    page = browser_of(notice.user).get(reverse("accounts:notices")).content.decode()

    assert "E-mail not delivered" in page


# Invitations


def invited(kind: Kind) -> tuple[object, object]:
    admin = kind.make_person(is_admin=True)
    row = actions.invite(
        admin.organisation,
        by=admin.user,
        email="new@example.com",
        is_admin=False,
        now=timezone.now(),
    )
    return admin, row


def give_up(server: MailServer) -> None:
    server.answers = {"RCPT": "550 no such mailbox"}
    run_due_jobs()
    clock.give_up_undeliverable_mail(timezone.now())
    server.answers = {}


@BOTH_KINDS
def test_the_inviter_is_notified_of_an_undelivered_invitation_and_sends_a_new_link(
    server: MailServer, kind: Kind
):
    admin, row = invited(kind)
    old_hash = row.token_hash
    browser = browser_of(admin.user)
    assert "Not delivered" not in browser.get(kind.url("organisation")).content.decode()

    give_up(server)

    assert not Mail.objects.filter(text__contains="invited/").exists()
    told = notice_of(admin.user)
    assert told.subject == "Your invitation to new@example.com could not be delivered"
    assert told.url == f"{kind.url('organisation')}#invitations"
    page = browser.get(kind.url("organisation")).content.decode()
    assert "Not delivered" in page
    assert "Send again" in page

    browser.post(kind.url("send_invitation_again", row.ref))
    run_due_jobs()

    row.refresh_from_db()
    assert row.token_hash != old_hash
    assert len([text for text in server.taken if "/invited/" in text]) == 1
    assert "Not delivered" not in browser.get(kind.url("organisation")).content.decode()


@BOTH_KINDS
def test_sending_again_twice_sends_one_e_mail(server: MailServer, kind: Kind):
    admin, row = invited(kind)
    give_up(server)

    sent = [actions.send_invitation_again(row, by=admin.user, now=timezone.now()) for _ in range(2)]
    run_due_jobs()

    assert sent == [True, False]
    assert len([text for text in server.taken if "/invited/" in text]) == 1


@BOTH_KINDS
def test_an_invitation_that_is_over_is_not_sent_again(server: MailServer, kind: Kind):
    admin, row = invited(kind)
    give_up(server)
    actions.withdraw_invitation(row, by=admin.user, now=timezone.now())

    with pytest.raises(Refused, match="withdrawn"):
        actions.send_invitation_again(row, by=admin.user, now=timezone.now())


@BOTH_KINDS
def test_the_e_mail_of_a_withdrawn_invitation_is_no_longer_tried(server: MailServer, kind: Kind):
    admin, row = invited(kind)
    server.greeting = "421 busy"
    run_due_jobs()

    actions.withdraw_invitation(row, by=admin.user, now=timezone.now())
    server.greeting = "220 ready"
    let_pass(timedelta(hours=1))
    run_due_jobs()

    assert server.taken == []


# Codes


def test_the_page_that_asks_for_a_code_says_that_it_was_not_delivered(server: MailServer, client):
    typed = {"email": "new@example.com", "full_name": "New Person", "password1": "kestrel-of-1987"}
    answer = client.post(reverse("account_signup"), typed)
    assert answer.status_code == 302
    give_up(server)

    page = client.get(answer["Location"]).content.decode()

    assert "The e-mail could not be delivered" in page
    assert not Mail.objects.exclude(text="").exists()
