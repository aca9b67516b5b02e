"""Notices among the people of a client on one brief."""

from dataclasses import dataclass

from accounts.models import User
from accounts.notices import register
from shortlists.notices.about import AboutPerson, interim_name


@register
@dataclass(frozen=True)
class PersonDecided(AboutPerson):
    """Tell the others on a brief what one of them has decided about a person."""

    code = "entry.decided"
    by: User
    is_invited: bool
    is_decision = True

    def subject(self) -> str:
        did = "invites" if self.is_invited else "has declined"
        return f"{self.by.full_name} {did} {interim_name(self.about)}"

    def body(self) -> str:
        did = "invites {} to an interview" if self.is_invited else "has declined {}"
        return (
            f"{self.by.full_name} {did.format(interim_name(self.about))} for "
            f"“{self.about.brief.name}”. If it was waiting for you too, that is done."
        )
