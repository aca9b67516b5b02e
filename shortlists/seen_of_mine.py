"""Who has read what of one interim, and when, from what the hub keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from candidates.models import Candidate
from engagements.disclosed_names import confidential_reader
from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from shortlists.confidential import title_for_interim
from shortlists.models import Approach, FirmReview, Mandate, SeenRegistration, Submission

LATEST = 10
"""The number of latest rows of each kind."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that somebody has read.

    Attributes:
        on: the day.
        who: the firm or the client.
        what: what they read, as the end of a sentence that begins with `who`.
        about: the title of the brief, as the interim may read it.
        url: the conversation, or "".
        firm_url: the firm's page, or "" for a client.
    """

    on: date
    who: str
    what: str
    about: str
    url: str = ""
    firm_url: str = ""


@dataclass(frozen=True, slots=True)
class SeenRows:
    """What the hub keeps of who has read what, at most `LATEST` rows of each kind."""

    matches: list[FirmReview]
    approaches: list[Approach]
    mandates: list[Mandate]
    submissions: list[Submission]
    registrations: list[SeenRegistration]

    @property
    def briefs(self) -> list[Brief]:
        """The briefs whose titles are shown; load what hides their clients before `in_words`."""
        entries = [row.entry for row in self.approaches]
        return [*(row.brief for row in self.matches), *(entry.brief for entry in entries)]

    def in_words(self) -> list[Seen]:
        """Return what each row tells, latest first.

        A confidential client is named only where the interim has chosen a firm. A firm's decision
        about a match is not in it: only that it opened the reasons, and on which day.
        """
        found = [
            *(_match(row) for row in self.matches),
            *(_approach(row) for row in self.approaches),
            *(_mandate(row) for row in self.mandates),
            *(_registration(row) for row in self.registrations),
        ]
        for row in self.submissions:
            found += _submission(row)
        return sorted(found, key=lambda seen: (seen.on, seen.who, seen.what), reverse=True)


def seen_rows(candidate: Candidate, mandates: Sequence[Mandate]) -> SeenRows:
    """Return who has read what of an interim. Four queries, however much there is.

    Args:
        candidate: the interim.
        mandates: their permissions, latest first, with their briefs and firms.
    """
    return SeenRows(
        matches=_MATCHES(candidate=candidate),
        approaches=_APPROACHES(candidate=candidate),
        mandates=list(mandates[:LATEST]),
        submissions=_SUBMISSIONS(candidate=candidate),
        registrations=_REGISTRATIONS(candidate=candidate),
    )


def _matches(*, candidate: Candidate) -> QuerySet[FirmReview]:
    rows = FirmReview.objects.about(candidate).filter(read_at__isnull=False)
    rows = rows.select_related("firm", "brief__client", "brief__manager__user")
    return rows.order_by("-read_at", "-pk")[:LATEST]


_MATCHES: Prepared[FirmReview] = Prepared(_matches)
_ENTRY = ("entry__brief__client", "entry__brief__manager__user", "entry__firm")
_APPROACHES: Prepared[Approach] = Prepared(
    lambda *, candidate: (
        Approach.objects.filter(entry__candidate=candidate)
        .select_related(*_ENTRY, "firm")
        .latest_first()[:LATEST]
    )
)
_SUBMISSIONS: Prepared[Submission] = Prepared(
    lambda *, candidate: (
        Submission.objects.filter(entry__candidate=candidate)
        .select_related(*_ENTRY)
        .order_by("-submitted_at", "-pk")[:LATEST]
    )
)
_REGISTRATIONS: Prepared[SeenRegistration] = Prepared(
    lambda *, candidate: (
        SeenRegistration.objects.filter(entry__candidate=candidate)
        .select_related(*_ENTRY, "firm", "concept")
        .order_by("-seen_at", "-pk")[:LATEST]
    )
)


def title_of(brief: Brief) -> str:
    """Return the title of a brief as an interim reads it who has no conversation about it."""
    return confidential_reader(brief)(brief.name) if brief.is_confidential else brief.name


def _match(row: FirmReview) -> Seen:
    assert row.read_at is not None
    return Seen(
        on=timezone.localdate(row.read_at),
        who=row.firm.name,
        what="opened why you fit, without your name",
        about=title_of(row.brief),
        firm_url=row.firm.get_absolute_url(),
    )


def _approach(row: Approach) -> Seen:
    return Seen(
        on=timezone.localdate(row.sent_at),
        who=row.firm.name,
        what="wrote to you, from your profile without your name",
        about=title_for_interim(row.entry),
        url=row.entry.get_absolute_url(),
        firm_url=row.firm.get_absolute_url(),
    )


def _mandate(row: Mandate) -> Seen:
    assert row.granted_at is not None
    return Seen(
        on=timezone.localdate(row.granted_at),
        who=row.firm.name,
        what=f"got version {row.profile_version} of your profile, with your name",
        about=title_for_interim(row.entry),
        url=row.entry.get_absolute_url(),
        firm_url=row.firm.get_absolute_url(),
    )


def _registration(row: SeenRegistration) -> Seen:
    return Seen(
        on=timezone.localdate(row.seen_at),
        who=row.firm.name,
        what=f"saw your registration: {row.concept.label}",
        about=title_for_interim(row.entry),
        url=row.entry.get_absolute_url(),
        firm_url=row.firm.get_absolute_url(),
    )


def _submission(row: Submission) -> list[Seen]:
    """Return when the firm put the interim forward, and when the client read it.

    When they got a place in front of the client is not told: who waits for one does not know it.
    """
    entry = row.entry
    about, url = title_for_interim(entry), entry.get_absolute_url()
    firm = Seen(
        on=timezone.localdate(row.submitted_at),
        who=entry.firm.name,
        what="put you forward to the client, with your profile",
        about=about,
        url=url,
        firm_url=entry.firm.get_absolute_url(),
    )
    if row.read_at is None:
        return [firm]
    client = Seen(
        on=timezone.localdate(row.read_at),
        who=entry.brief.client.name,
        what="read about you for the first time",
        about=about,
        url=url,
    )
    return [firm, client]
