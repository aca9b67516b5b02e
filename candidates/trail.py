"""Events of a profile in the trail."""

from collections.abc import Sequence

from accounts.models import ActivityKind
from accounts.models.facts import StoredFacts
from readings.trail import suggestions_accepted, suggestions_undone


class ProfileEvent(ActivityKind):
    """An event of a profile."""

    OPENED = "profile.opened", "started a profile"
    IMPORTED = "profile.imported", "imported the profile"
    REIMPORTED = "profile.reimported", "imported the profile again"
    CLAIMED = "profile.claimed", "claimed an imported profile"
    IMPORT_NOTES_READ = "profile.import_notes_read", "looked over what an import had left out"
    MADE_VISIBLE = "profile.made_visible", "let firms find the profile"
    HIDDEN = "profile.hidden", "hid the profile"
    BASICS_CHANGED = "profile.basics_changed", "changed the profile’s basics"
    AVAILABILITY_CHANGED = "profile.availability_changed", "changed their availability"
    AVAILABILITY_CONFIRMED = "profile.availability_confirmed", "confirmed their availability"
    SKILL_ADDED = "profile.skill_added", "added a skill"
    SKILL_CHANGED = "profile.skill_changed", "changed a skill"
    SKILL_REMOVED = "profile.skill_removed", "removed a skill"
    REGISTRATION_ADDED = "profile.registration_added", "added a registration"
    REGISTRATION_CHANGED = "profile.registration_changed", "changed a registration"
    REGISTRATION_REMOVED = "profile.registration_removed", "removed a registration"
    ASSIGNMENT_ADDED = "profile.assignment_added", "added a past assignment"
    ASSIGNMENT_CHANGED = "profile.assignment_changed", "changed a past assignment"
    ASSIGNMENT_REMOVED = "profile.assignment_removed", "removed a past assignment"
    REPRESENTATION_CHANGED = "profile.representation_changed", "changed who may represent them"
    STANCE_CHANGED = "profile.stance_changed", "changed their choice for a firm"
    DETAILS_CHANGED = "profile.details_changed", "changed their personal details"
    PHOTO_ADDED = "profile.photo_added", "added a photo"
    PHOTO_REMOVED = "profile.photo_removed", "removed their photo"
    CV_ADDED = "profile.cv_added", "added a CV"
    SUGGESTION_ACCEPTED = "profile.suggestion_accepted", "accepted a suggestion"
    SUGGESTION_UNDONE = "profile.suggestion_undone", "undid a suggestion"

    def sentence(self, facts: Sequence[StoredFacts]) -> str:
        """Return what was done; for several suggestions with their number."""
        if self is ProfileEvent.SUGGESTION_ACCEPTED:
            return suggestions_accepted(facts, "from their CV")
        if self is ProfileEvent.SUGGESTION_UNDONE:
            return suggestions_undone(facts, "from their CV")
        return super().sentence(facts)

    @property
    def is_merged(self) -> bool:
        """Whether consecutive events of this kind by one person are shown as one line."""
        return self in {ProfileEvent.SUGGESTION_ACCEPTED, ProfileEvent.SUGGESTION_UNDONE}
