"""How a membership or an invitation stands now, for one reader."""

from collections.abc import Iterable

from accounts.models import Activity, Invitation, Membership, Organisation, User
from accounts.standing import Standing, event_in_words, last_change, when
from accounts.timeline import Names
from accounts.trail import OrganisationEvent


def standing_of_membership(member: Membership, reader: User) -> Standing:
    """Return how a membership stands now, for the member or somebody of the organisation."""
    row = type(member)._default_manager.select_related("user").get(pk=member.pk)
    organisation = row.organisation
    name, words = row.user.full_name, organisation.words
    is_own = row.user_id == reader.pk
    if not row.has_left:
        return Standing(f"{name} {words.belongs} {organisation.name}", **_link(organisation))
    removed = Activity.objects.about(row).newest_first()
    event = last_change(removed, kinds=[OrganisationEvent.COLLEAGUE_REMOVED])
    if event is None:
        left = Activity.objects.about(organisation).newest_first()
        own = [one for one in left if one.user_id == row.user_id]
        event = last_change(own, kinds=[OrganisationEvent.LEFT])
    said = _in_words(organisation, event, reader)
    return Standing(
        state=f"You no longer {words.belong} {organisation.name}"
        if is_own
        else f"{name} no longer {words.belongs_here}",
        event=said.replace("a colleague", "you" if is_own else name),
        **({} if is_own else _link(organisation)),
    )


def standing_of_invitation(invitation: Invitation, reader: User) -> Standing:
    """Return how an invitation stands now, for its address or somebody of the organisation."""
    row = type(invitation)._default_manager.get(pk=invitation.pk)
    organisation = row.organisation
    own = organisation.membership_model().active_of(reader)
    is_member = own is not None and own.organisation_id == organisation.pk
    link = _link(organisation) if is_member else {}
    events = Activity.objects.about(organisation).newest_first()
    about = [event for event in events if event.facts.get("invitation") == row.pk]
    if row.accepted_at is not None:
        event = last_change(about, kinds=[OrganisationEvent.JOINED])
        said = _in_words(organisation, event, reader, is_named=is_member)
        said = said or f"It was accepted {when(row.accepted_at)}."
        return Standing("This invitation has been accepted", said, **link)
    if row.withdrawn_at is not None:
        event = last_change(about, kinds=[OrganisationEvent.INVITATION_WITHDRAWN])
        said = _in_words(organisation, event, reader, is_named=is_member)
        said = said or f"It was withdrawn {when(row.withdrawn_at)}."
        return Standing("This invitation was withdrawn", said, **link)
    return Standing("This invitation has run out", f"It was valid until {_until(row)}.", **link)


def _until(invitation: Invitation) -> str:
    return when(invitation.expires_at).removeprefix("on ")


def _in_words(
    organisation: Organisation, event: Activity | None, reader: User, *, is_named: bool = True
) -> str:
    names = _names(organisation, [event] if event and is_named else [])
    return event_in_words(event, kinds=OrganisationEvent, names=names, reader=reader)


def _names(organisation: Organisation, events: Iterable[Activity]) -> Names:
    actors = {event.user_id for event in events if event.user_id}
    return {organisation.role: organisation.members.names_of(actors)}


def _link(organisation: Organisation) -> dict[str, str]:
    return {"url": organisation.own_url, "verb": f"Look at the {organisation.words.noun}"}
