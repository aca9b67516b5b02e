"""One brief with all its proof: domain, sponsor, approval, and the conversation on its value."""

from engagements.actions import approvals, domains, people, sponsors, value
from engagements.models import Brief, BriefPerson, SponsorAnswer
from interimhub.demo.refs import ref
from interimhub.demo.story_context import StoryContext, play

CHANGED = (
    "The stock lasts until the end of March: release time matters more to the board than the number"
    " of deviations. The weight of the first criterion was raised."
)
APPROVED = "Approved in the October meeting of the executive committee, for six months."


def one_is_proven(story: StoryContext) -> None:
    """The chief operating officer is the sponsor, has confirmed it and has talked with the firm."""
    brief = Brief.objects.select_related("client", "manager__user").get(
        ref=ref("brief", "fill-finish")
    )
    member = story.cast.members
    hugo = member["hugo.lindner@avonmere.example"]
    precious = member["precious.ndlovu@avonmere.example"]
    play(
        domains.check_domain,
        hugo.client,
        domain="avonmere.example",
        by=hugo.user,
        now=story.ago(days=12),
    )
    play(
        people.add_person,
        brief,
        member=hugo,
        role=BriefPerson.Role.SPONSOR,
        by=brief.manager.user,
        now=story.ago(days=7),
    )
    answer = SponsorAnswer.objects.select_related("brief", "member").get(brief=brief)
    play(sponsors.confirm_sponsor, answer, by=hugo.user, now=story.ago(days=6, hours=20))
    play(
        approvals.approve_brief,
        brief,
        approver=precious,
        seen_version=brief.version,
        words=APPROVED,
        now=story.ago(days=6),
    )
    lead = brief.seats.leading().select_related("consultant__user").get().consultant
    assert lead
    held = value.Held(
        held_at=story.ago(days=7, hours=2),
        minutes=50,
        changed=CHANGED,
        members=[brief.manager, hugo],
        consultants=[lead],
    )
    play(
        value.record_conversation,
        brief,
        held,
        by=lead.user,
        consultant=lead,
        now=story.ago(days=6, hours=22),
    )
