"""Notices to the people of a client on one brief."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.formats import date_format

from accounts.models import User
from accounts.notices import register
from engagements.models import Brief, BriefPerson
from engagements.notices.panels import AboutBrief

Role = BriefPerson.Role

_CAN = {
    Role.CO_OWNER: "You may do everything that the hiring manager may: answer, open and decide. "
    "What waits for the manager waits for you too; the first decision counts.",
    Role.SPONSOR: "You can read it, and you are notified of decisions and of its end.",
    Role.READER: "You can read it.",
}


class Decision(models.TextChoices):
    """What somebody decided on a brief; the label follows their name."""

    PLAYBACK_CONFIRMED = "playback_confirmed", "confirmed the playback"
    PLAYBACK_RETURNED = "playback_returned", "sent the playback back"
    CHANGED = "changed", "changed the brief"
    CHANGE_PROPOSED = "change_proposed", "proposed a change of the brief"
    CHANGE_WITHDRAWN = "change_withdrawn", "withdrew the proposed change of the brief"
    OPENED = "opened", "opened the brief"
    CAP_RAISED = "cap_raised", "asked to meet more people"
    PUT_ON_HOLD = "put_on_hold", "put the brief on hold"
    RESUMED = "resumed", "resumed the brief"
    CANCELLED = "cancelled", "cancelled the brief"


@register
@dataclass(frozen=True)
class PersonAdded(AboutBrief):
    """Tell somebody what they are on a brief from now on, and what they may do."""

    code = "brief.person_added"
    by: User
    role: str
    first_day: date | None = None
    last_day: date | None = None

    def subject(self) -> str:
        return f"You are {_as(self.role)} of “{self.about.name}”"

    def body(self) -> str:
        said = f"{self.by.full_name} named you {_as(self.role)} of “{self.about.name}”."
        if not (self.first_day and self.last_day):
            return f"{said} {_CAN[Role(self.role)]}"
        first, last = _day(self.first_day), _day(self.last_day)
        return (
            f"{said} From {first} until {last} you act for {self.about.manager.user.full_name}: "
            "what waits for them waits for you too. Before and after you can read it."
        )

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Brief]:
        """Keep the briefs that the reader may see, with their manager."""
        return AboutBrief.rows(reader).select_related("manager__user")


@register
@dataclass(frozen=True)
class PersonRemoved(AboutBrief):
    """Tell somebody that they have no role on a brief any more."""

    code = "brief.person_removed"
    by: User
    role: str

    @staticmethod
    def rows(reader: User) -> models.QuerySet[Brief]:
        """Return the briefs of the reader's client; the words tell nothing of limited ones."""
        return Brief.objects.filter(client__members__user=reader, client__members__left_at=None)

    def subject(self) -> str:
        return f"You are no longer {_as(self.role)} of {self._which}"

    def body(self) -> str:
        said = f"{self.by.full_name} has ended that you are {_as(self.role)} of {self._which}."
        if self.about.is_limited:
            return f"{said} Only the people on it read it now."
        return f"{said} You can still read it, as everybody of your organisation can."

    def url(self) -> str:
        return "" if self.about.is_limited else super().url()

    @property
    def _which(self) -> str:
        return "a brief" if self.about.is_limited else f"“{self.about.name}”"


@register
@dataclass(frozen=True)
class BriefDecided(AboutBrief):
    """Tell the others on a brief what one of them has decided on it."""

    code = "brief.decided"
    by: User
    what: str

    def subject(self) -> str:
        return f"{self.by.full_name} {Decision(self.what).label}: “{self.about.name}”"

    def body(self) -> str:
        did = f"{self.by.full_name} {Decision(self.what).label}"
        return f"{did}: “{self.about.name}”. If it was waiting for you too, that is done."


def _as(role: str) -> str:
    label = str(Role(role).label).lower()
    return f"a {label}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
