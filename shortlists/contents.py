"""A permission to represent in writing: everything it says, as labels and words.

The contents follow the UK Conduct of Employment Agencies and Employment Businesses Regulations 2003
(SI 2003/3319). Neither an address of the network nor a browser is kept: the signed-in person, the
moment and the version of every text are enough to show who agreed to what (`docs/adr/0043`).
"""

from django.utils import timezone
from django.utils.formats import date_format

from shortlists.models import Mandate, day_of

NO_CONFLICT = "none declared by the firm"


def facts_of(mandate: Mandate) -> list[tuple[str, str]]:
    """Return what a version says, without empty lines; for the interim and the firm alike."""
    user, work = mandate.candidate.user, mandate.work
    interim = user.get_full_name() if user and mandate.granted_at else ""
    facts = [
        ("Interim", interim),
        ("Firm", mandate.firm.name),
        ("Consultant", mandate.consultant.user.get_full_name()),
        ("Client", work.get("client", "") if mandate.granted_at else ""),
        ("Position", f"{work.get('title', '')} (brief, version {mandate.brief_version})"),
        ("Place", ", ".join(one for one in (work.get("place"), work.get("region")) if one)),
        ("Start of the work", _day(work.get("starts_on"))),
        ("Duration", _counted(work.get("duration_weeks"), "week")),
        ("Can start", date_format(mandate.can_start_on, "j F Y") if mandate.can_start_on else ""),
        ("Profile", _profile(mandate)),
        ("Disclosure", "by name, to this client only" if mandate.granted_at else ""),
        ("Exclusive", "yes, for this brief; other briefs are not affected"),
        ("Conflicts", mandate.conflicts.strip() or NO_CONFLICT),
        ("Until", f"{date_format(mandate.ends_on, 'j F Y')}, or the end of the brief"),
        ("Version", str(mandate.number)),
        ("Given", _given(mandate)),
    ]
    return [(label, words) for label, words in facts if words]


def _day(text: str | None) -> str:
    day = day_of(text)
    return date_format(day, "j F Y") if day else ""


def _counted(number: int | None, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


def _profile(mandate: Mandate) -> str:
    if mandate.profile_version is None:
        return ""
    return f"version {mandate.profile_version}, as it was on that day"


def _given(mandate: Mandate) -> str:
    if mandate.granted_at is None:
        return ""
    local = timezone.localtime(mandate.granted_at)
    return f"by the interim, signed in, on {date_format(local, 'j F Y')} at {local:%H:%M}"
