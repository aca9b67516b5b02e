"""People, the trail of what they did, and what they were told."""

from accounts.models.activity import (
    Activity,
    ActivityKind,
    ActivityNote,
    Role,
    stored_facts,
    subject_key,
)
from accounts.models.colleagues import ColleagueQuerySet
from accounts.models.invitations import (
    HeldLetters,
    Invitation,
    InvitationQuerySet,
    hash_token,
)
from accounts.models.mail import Mail
from accounts.models.notices import Notice
from accounts.models.users import User

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityNote",
    "ColleagueQuerySet",
    "HeldLetters",
    "Invitation",
    "InvitationQuerySet",
    "Mail",
    "Notice",
    "Role",
    "User",
    "hash_token",
    "stored_facts",
    "subject_key",
]
