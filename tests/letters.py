"""The contents of e-mails."""

import re

from django.core import mail

from tests.jobs import run_due_jobs


def code_in_letter_to(address: str) -> str:
    """Return the code of the last e-mail to an address, sent as the worker sends it."""
    run_due_jobs()
    body = next(letter for letter in reversed(mail.outbox) if letter.to == [address]).body
    found = re.search(r"^ +(\S+)$", str(body), re.MULTILINE)
    assert found, body
    return found[1]
