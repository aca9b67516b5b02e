"""Events of a brief in the trail, and their sentences on the timeline.

Events that apps above this one cause, such as a hold, are here too, because the timeline of the
brief shows them.
"""

from collections.abc import Callable, Mapping, Sequence

from accounts.models import ActivityKind
from accounts.models.facts import StoredFacts
from engagements.models import Brief, BriefPerson
from readings.trail import suggestions_accepted, suggestions_undone


class BriefEvent(ActivityKind):
    """An event of a brief."""

    STARTED = "brief.started", "started the brief"
    STEP_SAVED = "brief.step_saved", "worked on the brief"
    TEXT_ADDED = "brief.text_added", "added a text to read suggestions from"
    SUGGESTION_ACCEPTED = "brief.suggestion_accepted", "accepted a suggestion"
    SUGGESTION_UNDONE = "brief.suggestion_undone", "undid a suggestion"
    PANEL_SET = "brief.panel_set", "set the panel"
    SENT_FOR_PLAYBACK = "brief.sent_for_playback", "sent it for playback"
    TAKEN_BACK = "brief.taken_back", "took it back to edit"
    PLAYED_BACK = "brief.played_back", "played it back"
    PLAYBACK_CONFIRMED = "brief.playback_confirmed", "confirmed the playback"
    PLAYBACK_RETURNED = "brief.playback_returned", "sent the playback back"
    CHANGED = "brief.changed", "changed the brief while it was played back"
    CHANGE_PROPOSED = "brief.change_proposed", "proposed a change of the brief"
    CHANGE_CONFIRMED = "brief.change_confirmed", "confirmed the change of the brief"
    CHANGE_OBJECTED = "brief.change_objected", "objected to the change of the brief"
    CHANGE_WITHDRAWN = "brief.change_withdrawn", "withdrew the change of the brief"
    CHANGE_LAPSED = "brief.change_lapsed", "ended the proposed change, which nobody had answered"
    CHANGE_ENDED = "brief.change_ended", "ended the proposed change"
    OPENED = "brief.opened", "opened it"
    CONSULTANT_NAMED = "brief.consultant_named", "answers for the firm"
    SEAT_HANDED_OVER = "brief.seat_handed_over", "let a colleague answer for the firm"
    MANAGER_CHANGED = "brief.manager_changed", "let a colleague manage the brief"
    PERSON_ADDED = "brief.person_added", "added somebody to the brief"
    PERSON_REMOVED = "brief.person_removed", "took somebody off the brief"
    LIMITED = "brief.limited", "limited the brief to its people"
    UNLIMITED = "brief.unlimited", "let everybody of the organisation read the brief"
    SEAT_DECLINED = "brief.seat_declined", "gave up the seat"
    RANKED_AGAIN = "brief.ranked_again", "asked for a new ranking"
    CAP_RAISED = "brief.cap_raised", "asked to meet more people"
    SHORTLISTING_STARTED = "brief.shortlisting_started", "put the first person forward"
    INTERVIEWING_STARTED = "brief.interviewing_started", "agreed the first interview"
    PUT_ON_HOLD = "brief.held", "put it on hold"
    RESUMED = "brief.resumed", "resumed it"
    CANCELLED = "brief.cancelled", "cancelled it"
    DELETED = "brief.deleted", "deleted the draft"
    RESTORED = "brief.restored", "restored the draft"
    PURGED = "brief.purged", "removed the draft permanently"

    def sentence(self, facts: Sequence[StoredFacts]) -> str:
        """Return what was done, with details from the facts."""
        write = _SENTENCES.get(self)
        return write(facts) if write and facts else super().sentence(facts)

    @property
    def is_merged(self) -> bool:
        """Whether consecutive events of this kind by one person are shown as one line."""
        return self in _MERGED


# Between the people of the client; no firm reads them.
AMONG_COLLEAGUES = (
    BriefEvent.PERSON_ADDED,
    BriefEvent.PERSON_REMOVED,
    BriefEvent.LIMITED,
    BriefEvent.UNLIMITED,
)
_MERGED = {BriefEvent.STEP_SAVED, BriefEvent.SUGGESTION_ACCEPTED, BriefEvent.SUGGESTION_UNDONE}
_STEPS = {
    "situation": "wrote the situation",
    "success": "wrote what success looks like",
    "value": "wrote the value sought",
    "person": "wrote what the person must bring",
    "truth": "wrote the truth",
}


def _saved(facts: Sequence[StoredFacts]) -> str:
    only = facts[0].get("step") if len(facts) == 1 else None
    return _STEPS.get(str(only), str(BriefEvent.STEP_SAVED.label))


def _source(facts: Sequence[StoredFacts]) -> str:
    sources = {"document": "from a document", "email": "from an e-mail"}
    return sources.get(str(facts[-1].get("source")), "from a text")


def _played_back(facts: Sequence[StoredFacts]) -> str:
    return "played it back by phone" if facts[-1].get("by_phone") else "played it back"


_ADDED: Mapping[str, str] = {
    BriefPerson.Role.CO_OWNER: "named {} co-owner of the brief",
    BriefPerson.Role.DEPUTY: "named {} deputy for the brief",
    BriefPerson.Role.SPONSOR: "named {} sponsor of the brief",
    BriefPerson.Role.READER: "added {} to the brief as a reader",
}


def _person_added(facts: Sequence[StoredFacts]) -> str:
    role = str(facts[-1].get("role", ""))
    return _ADDED.get(role, "added {} to the brief").format(_member(facts))


def _person_removed(facts: Sequence[StoredFacts]) -> str:
    has_left = facts[-1].get("reason") == "left"
    return f"took {_member(facts)}{', who has left,' if has_left else ''} off the brief"


def _member(facts: Sequence[StoredFacts]) -> str:
    return str(facts[-1].get("name", "somebody"))


def _cap_raised(facts: Sequence[StoredFacts]) -> str:
    before, after = facts[-1].get("before"), facts[-1].get("after")
    if not (before and after):
        return str(BriefEvent.CAP_RAISED.label)
    return f"asked to meet {after} people instead of {before}"


def _cancelled(facts: Sequence[StoredFacts]) -> str:
    reason = str(facts[-1].get("reason", ""))
    if reason not in Brief.EndReason.values or reason == Brief.EndReason.OTHER:
        return "cancelled it"
    label = str(Brief.EndReason(reason).label)
    return f"cancelled it: {label[:1].lower()}{label[1:]}"


_SENTENCES: Mapping[BriefEvent, Callable[[Sequence[StoredFacts]], str]] = {
    BriefEvent.STEP_SAVED: _saved,
    BriefEvent.SUGGESTION_ACCEPTED: lambda facts: suggestions_accepted(facts, _source(facts)),
    BriefEvent.SUGGESTION_UNDONE: lambda facts: suggestions_undone(facts, _source(facts)),
    BriefEvent.PLAYED_BACK: _played_back,
    BriefEvent.PERSON_ADDED: _person_added,
    BriefEvent.PERSON_REMOVED: _person_removed,
    BriefEvent.CAP_RAISED: _cap_raised,
    BriefEvent.CANCELLED: _cancelled,
}
