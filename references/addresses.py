"""E-mail addresses in one form, so that one person is one referee."""

import hashlib
import unicodedata


def normalised(email: str) -> str:
    """Return an address without the differences by which one mailbox has several spellings.

    Case does not count, nor what follows a plus sign in front of the @.
    """
    local, _, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain.rstrip('.')}"


def address_hash(email: str) -> str:
    """Return what is kept of an address for good, so that nobody is asked again by mistake."""
    return hashlib.sha256(f"referee:{normalised(email)}".encode()).hexdigest()
