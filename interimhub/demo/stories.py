"""The stories of the twelve briefs: what has happened before somebody opens the demo.

Each story runs the product's own actions, each with its own time. What waits for an answer is some
hours old, so that its deadline is still in the future.
"""

from datetime import datetime, timedelta

from django.db.models import Max, OuterRef, Subquery

from accounts.models import Mail, Notice
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.demo import steps
from interimhub.demo.colleagues import colleagues_join, one_is_limited
from interimhub.demo.story_context import StoryContext, play
from ranking import runs
from ranking.models import FitRun
from shortlists.actions import briefs, decisions, held_answers, interviews, mandates
from shortlists.models import Entry, HeldAnswer

# The columns with the times of a brief's transitions.
MOMENTS = (
    "confirmed_at",
    "opened_at",
    "shortlisting_at",
    "interviewing_at",
    "on_hold_since",
    "ended_at",
)
CONFIRMED_AFTER = timedelta(days=1)


def play_stories(story: StoryContext) -> None:
    """Play the story of each brief."""
    for play_story in STORIES:
        play_story(story)
    _set_the_clocks()


def _to_the_opening(story: StoryContext, key: str, *, opened_at: datetime) -> Brief:
    """Take a brief to the opening: written, played back two days later, confirmed, opened."""
    brief = steps.begin(story, key, at=opened_at - timedelta(days=7))
    steps.invite_firms(story, brief, key, at=opened_at - timedelta(days=6))
    steps.play_back(story, brief, key, at=opened_at - timedelta(days=4))
    steps.confirm(story, brief, key, at=opened_at - CONFIRMED_AFTER)
    steps.open_up(story, brief, key, at=opened_at)
    return Brief.objects.select_related("manager__user").get(pk=brief.pk)


def _fill_finish(story: StoryContext) -> None:
    """(a) Open since the day before yesterday; nobody has been approached yet."""
    _to_the_opening(story, "fill-finish", opened_at=story.ago(days=2, hours=3))


def _fill_finish_without_specialist(story: StoryContext) -> None:
    """(b) The same brief with a generalist and an RPO, and the justification on record."""
    key = "fill-finish-without-specialist"
    _to_the_opening(story, key, opened_at=story.ago(days=1, hours=2))


def _maternity(story: StoryContext) -> None:
    """(c) Three people; one invited, one being considered, one declined with a reason."""
    brief = _to_the_opening(story, "maternity", opened_at=story.ago(days=9))
    asked = {
        "sinead": ("moira.hennessy@wardlight.example", 8.6, 8.1, 6.2),
        "bronagh": ("moira.hennessy@wardlight.example", 8.5, 7.4, 5.9),
        "margarethe": ("alison.pryce@northmoor.example", 8.2, 7.2, 4.8),
    }
    entries = {}
    for person, (by, asked_ago, yes_ago, sent_ago) in asked.items():
        entry = steps.ask(story, brief, person, by=by, at=story.ago(days=asked_ago))
        steps.say_yes(story, entry, at=story.ago(days=yes_ago))
        steps.put_forward(story, entry, at=story.ago(days=sent_ago))
        entries[person] = entry
    for person, read_ago in (("sinead", 4.5), ("bronagh", 4.4), ("margarethe", 0.9)):
        steps.read_by_client(story, entries[person], at=story.ago(days=read_ago))
    entry = steps.invite(
        story,
        entries["sinead"],
        starts=[story.working_day(2, 10), story.working_day(2, 16), story.working_day(3, 9)],
        place="Westmarch North, the small board room",
        at=story.ago(days=3.2),
    )
    slot = entry.slots.soonest_first()[0]
    assert entry.candidate.user is not None
    play(interviews.pick_slot, entry, slot=slot, by=entry.candidate.user, now=story.ago(days=2.9))
    criterion = brief.criteria.in_order()[3]
    play(
        decisions.decline,
        Entry.objects.get(pk=entries["bronagh"].pk),
        reason=Entry.DeclineReason.CONTEXT,
        criterion=criterion,
        text="Your triage work is the best we have read. What decided it is our board: we need "
        "somebody who has led a divided board to a decision before, and you told us honestly that "
        "this would be the first time. It says nothing about your work with mothers and midwives.",
        by=brief.manager.user,
        now=story.ago(hours=20, minutes=10),
    )
    held = HeldAnswer.objects.get(entry=entries["bronagh"])
    play(held_answers.pass_on, held, now=story.ago(hours=20))


def _qp_cover(story: StoryContext) -> None:
    """(d) The last Thursday evening, and the following Friday."""
    thursday = {"days_before": 1}
    brief = steps.begin(story, "qp-cover", at=story.last_friday(18, 52, **thursday))
    Brief.objects.filter(pk=brief.pk).update(slate_due_at=story.last_friday(17))
    steps.invite_firms(story, brief, "qp-cover", at=story.last_friday(19, 10, **thursday))
    steps.play_back(
        story, brief, "qp-cover", at=story.last_friday(19, 43, **thursday), by_phone=True
    )
    steps.confirm(story, brief, "qp-cover", at=story.last_friday(19, 58, **thursday))
    steps.open_up(story, brief, "qp-cover", at=story.last_friday(20, 5, **thursday))
    larkspur, northmoor = "rafe.okonjo@larkspur.example", "marcus.feld@northmoor.example"
    entries = {}
    for person, by, asked, yes, sent in (
        ("anneliese", larkspur, (20, 31, 1), (21, 4, 1), (11, 20, 0)),
        ("kwame", larkspur, (20, 40, 1), (22, 12, 1), (13, 5, 0)),
        ("priyanka", northmoor, (20, 52, 1), (7, 48, 0), (15, 40, 0)),
    ):
        (h1, m1, d1), (h2, m2, d2), (h3, m3, d3) = asked, yes, sent
        entry = steps.ask(story, brief, person, by=by, at=story.last_friday(h1, m1, days_before=d1))
        steps.say_yes(story, entry, at=story.last_friday(h2, m2, days_before=d2))
        steps.put_forward(story, entry, at=story.last_friday(h3, m3, days_before=d3))
        entries[person] = entry
    steps.read_by_client(story, entries["anneliese"], at=story.last_friday(16, 10))
    steps.invite(
        story,
        entries["anneliese"],
        starts=[story.working_day(1, 8), story.working_day(1, 12), story.working_day(2, 8)],
        place="By telephone",
        at=story.last_friday(16, 50),
    )
    # The other two were opened two hours ago, so that their deadlines run on any day.
    steps.read_by_client(story, entries["kwame"], at=story.ago(hours=2))
    steps.read_by_client(story, entries["priyanka"], at=story.ago(hours=1.9))


def _transfer(story: StoryContext) -> None:
    """On hold, since the buyer of the line asked for time; one interim waits and knows why."""
    opened_at = story.ago(days=24)
    brief = _to_the_opening(story, "transfer", opened_at=opened_at)
    # The worker ranks the briefs in search when the demo starts; this one was ranked before its
    # hold.
    runs.rank_brief(brief)
    FitRun.objects.filter(brief=brief).update(
        started_at=opened_at + timedelta(seconds=20), finished_at=opened_at + timedelta(seconds=24)
    )
    entry = steps.ask(
        story, brief, "giulia", by="ingrid.solheim@larkspur.example", at=story.ago(days=22)
    )
    steps.say_yes(story, entry, at=story.ago(days=21))
    play(
        briefs.hold_brief,
        Brief.objects.get(pk=brief.pk),
        reason="The buyer of the line has asked for three weeks before the contract is signed. "
        "Until then nobody can say which of the two products moves first.",
        review_on=story.in_days(12),
        by=brief.manager.user,
        now=story.ago(days=6),
    )


def _waiting_list(story: StoryContext) -> None:
    """The playback has been waiting for its manager since this morning."""
    brief = steps.begin(story, "waiting-list", at=story.ago(days=5))
    steps.invite_firms(story, brief, "waiting-list", at=story.ago(days=4))
    steps.play_back(story, brief, "waiting-list", at=story.ago(hours=5))


def _chief_nurse(story: StoryContext) -> None:
    """Confirmed yesterday; its manager has not opened it yet."""
    brief = steps.begin(story, "chief-nurse", at=story.ago(days=6))
    steps.invite_firms(story, brief, "chief-nurse", at=story.ago(days=5))
    steps.play_back(story, brief, "chief-nurse", at=story.ago(days=3))
    steps.confirm(story, brief, "chief-nurse", at=story.ago(days=1))


def _patient_record(story: StoryContext) -> None:
    """A draft beside the notes of a call; its page says what is missing."""
    steps.begin(story, "patient-record", at=story.ago(days=2))


def _erp(story: StoryContext) -> None:
    """One person put forward, one who reads the words before they go, one whom two firms ask."""
    brief = _to_the_opening(story, "erp", opened_at=story.ago(days=6))
    tallis, northmoor = "yusra.haddad@tallisroe.example", "marcus.feld@northmoor.example"
    harriet = steps.ask(story, brief, "harriet", by=tallis, at=story.ago(days=5.5))
    steps.say_yes(story, harriet, at=story.ago(days=4.6))
    steps.put_forward(story, harriet, at=story.ago(days=1.2))
    mirjam = steps.ask(story, brief, "mirjam", by=northmoor, at=story.ago(days=4.1))
    steps.say_yes(story, mirjam, at=story.ago(days=2.3))
    steps.show(story, mirjam, at=story.ago(hours=6))
    steps.ask(story, brief, "tomas", by=tallis, at=story.ago(hours=5))
    fairlead = "piotr.zawadzki@fairlead.example"
    steps.ask(story, brief, "tomas", by=fairlead, at=story.ago(hours=2), words="erp:tomas:fairlead")
    somebody = _somebody(story, firm="northmoor", skill="SAP S/4HANA")
    if somebody is None:
        return
    entry = steps.ask(
        story, brief, somebody, by=northmoor, at=story.ago(hours=9), words="erp:somebody"
    )
    assert somebody.user is not None
    play(
        mandates.ask_question,
        entry,
        text="Who can stop the second plant, and would that person really do it? And is the "
        "integrator paid by the day or by the result?",
        by=somebody.user,
        now=story.ago(hours=3),
    )


def _closure(story: StoryContext) -> None:
    """Cancelled: the family keeps the foundry; everybody was notified of the end."""
    brief = _to_the_opening(story, "closure", opened_at=story.ago(days=27))
    northmoor = "marcus.feld@northmoor.example"
    emeka = steps.ask(story, brief, "emeka", by=northmoor, at=story.ago(days=26))
    steps.say_yes(story, emeka, at=story.ago(days=25))
    steps.put_forward(story, emeka, at=story.ago(days=22))
    steps.read_by_client(story, emeka, at=story.ago(days=21))
    play(
        briefs.cancel_brief,
        Brief.objects.get(pk=brief.pk),
        end_reason=Brief.EndReason.PLANS,
        reason="The playback asked whether we were sure. We were not: the family keeps the foundry "
        "and renews the furnaces.",
        by=brief.manager.user,
        now=story.ago(days=19),
    )


def _carve_out_cfo(story: StoryContext) -> None:
    """Open since yesterday; its manager would change it, and the leading firm has to answer."""
    brief = _to_the_opening(story, "carve-out-cfo", opened_at=story.ago(days=1, hours=5))
    steps.propose_change(
        story,
        brief,
        weeks=52,
        skills={"transitional services": ("must", 4), "treasury": ("should", 3)},
        reason="The buyer wants us to run its treasury for a year after the separation, and the"
        " service agreements have become the hardest part of it.",
        at=story.ago(hours=3, minutes=20),
    )


def _integration(story: StoryContext) -> None:
    """Being played back: the leading firm has begun to write."""
    brief = steps.begin(story, "integration", at=story.ago(days=3))
    steps.invite_firms(story, brief, "integration", at=story.ago(days=2))
    steps.play_back(story, brief, "integration", at=story.ago(hours=4), sent=False)


STORIES = (
    *(_closure, _transfer, _maternity, _erp, _patient_record, _chief_nurse, _waiting_list),
    *(_integration, _fill_finish, _fill_finish_without_specialist, _carve_out_cfo, _qp_cover),
    *(colleagues_join, one_is_limited),
)


def _somebody(story: StoryContext, *, firm: str, skill: str) -> Candidate | None:
    """Return a generated interim with a high level of a skill who is open to a firm."""
    found = Candidate.objects.open_to(story.cast.firms[firm]).filter(
        skills__concept=story.words.skill(skill),
        skills__level__gte=4,
        available_from__lte=story.in_days(14),
        languages__contains=["en"],
    )
    known = [row.pk for key, row in story.people.items() if not key.startswith("interim:")]
    return found.exclude(pk__in=known).select_related("user").order_by("ref").first()


def _set_the_clocks() -> None:
    """Set the columns that get the current time automatically to the times of the stories."""
    steps_taken = {"seated_at": Max("seats__invited_at"), "sent_at": Max("playbacks__sent_at")}
    for brief in Brief.objects.annotate(**steps_taken).order_by("pk"):
        moments = (brief.created_at, *(getattr(brief, name) for name in (*steps_taken, *MOMENTS)))
        Brief.objects.filter(pk=brief.pk).update(updated_at=max(filter(None, moments)))
    told = Notice.objects.filter(pk=OuterRef("notice")).values("created_at")
    Mail.objects.filter(notice__isnull=False).update(created_at=Subquery(told))
