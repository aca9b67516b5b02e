"""The task that sends e-mails."""

from datetime import timedelta

from accounts.delivery import deliver
from accounts.models import Mail
from interimhub.lib.later import job_task
from interimhub.lib.models import Job

# Like mail servers themselves, so that no e-mail is lost by an outage over a weekend.
PATIENCE = timedelta(days=2)


@job_task(patience=PATIENCE)
def send_mail(job: Job, /, *, mail_id: int, **_: object) -> None:
    """Send one e-mail, if it still exists."""
    mail = Mail.objects.select_related("notice__user").filter(pk=mail_id).first()
    if mail:
        deliver(mail)
