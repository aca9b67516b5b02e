"""Why firms do not find an interim, and where each reason is mended."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from candidates import completeness
from candidates.models import Candidate


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One condition of being found, and how it stands.

    Attributes:
        label: what it is about: "Generalist firms".
        words: how it stands, as a sentence.
        is_open: whether it lets firms find the interim.
        url, verb: the page that changes it, and the label of the link.
    """

    label: str
    words: str
    is_open: bool
    url: str
    verb: str

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return "live" if self.is_open else "quiet"

    @property
    def state(self) -> str:
        """The text of its pill."""
        return "Open" if self.is_open else "Closed"


def finding_lines(candidate: Candidate, *, today: date) -> list[FindingLine]:
    """Return what decides who finds a profile. Uses prefetched `skills`, `record` and `sectors`."""
    return [
        _profile(candidate, today),
        *_kinds(candidate),
        _availability(candidate, today),
        _places(candidate),
    ]


def _profile(candidate: Candidate, today: date) -> FindingLine:
    found = completeness.of(candidate, today=today)
    label = "Your profile"
    if not found.is_ready and found.next:
        words = f"Firms find a profile only with {_listed(found.missing)}."
        return FindingLine(label, words, False, found.next.url, found.next.label)
    profile = reverse("candidates:profile")
    if not candidate.is_discoverable:
        words = "Nobody can find you: you have not switched it on."
        return FindingLine(label, words, False, profile, "Be found")
    if found.next:
        words = f"Complete enough to be found. {found.done} of {found.total} points are done."
        return FindingLine(label, words, True, found.next.url, found.next.label)
    return FindingLine(label, "Complete, and switched on.", True, profile, "Look at it")


def _kinds(candidate: Candidate) -> list[FindingLine]:
    url = reverse("candidates:visibility")
    high = " Only those whose work is known to be at executive level or above." * (
        candidate.never_below_executive
    )
    lines = []
    for label, is_open, who in (
        ("Specialist firms", candidate.open_to_specialists, "in one of your sectors"),
        ("Generalist firms", candidate.open_to_generalists, ""),
        ("RPOs", candidate.open_to_rpos, ""),
    ):
        rule = f"They find you{f' if they work {who}' if who else ''}.{high}"
        words = rule if is_open else "You are closed to them, except to those you trust."
        lines.append(FindingLine(label, words, is_open, url, "Change, or see each firm"))
    return lines


def _availability(candidate: Candidate, today: date) -> FindingLine:
    url, label = reverse("candidates:availability"), "Your availability"
    free = candidate.available_from
    if free is None:
        words = "You have not said from when you are free."
        return FindingLine(label, words, False, url, "Say from when")
    if completeness.is_stale(candidate, today=today):
        words = "You have not confirmed it for thirty days, so no firm can rely on it."
        return FindingLine(label, words, False, url, "Confirm it")
    day = date_format(free, "j F Y")
    words = f"You are free from {day}: work that must begin well before is not matched with you."
    return FindingLine(label, words, True, url, "Change it")


def _places(candidate: Candidate) -> FindingLine:
    url, label = reverse("candidates:availability"), "Place, language, permit"
    remote = ["remotely"] if candidate.is_remote_ok else []
    asked = {
        "a place": [*candidate.region_labels, *remote],
        "a language": candidate.language_labels,
        "a country without permit": candidate.right_to_work_labels,
    }
    missing = [noun for noun, known in asked.items() if not known]
    if missing:
        words = f"You have not named {_listed(missing)}, so no brief that asks for it finds you."
        return FindingLine(label, words, False, url, "Name it")
    words = "; ".join(", ".join(known) for known in asked.values())
    return FindingLine(label, f"Briefs elsewhere are not matched: {words}.", True, url, "Change it")


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
