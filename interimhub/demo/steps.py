"""The steps of the stories: each calls one of the product's actions, with its own time."""

from datetime import date, datetime, timedelta
from typing import Any

from candidates.models import Candidate
from engagements.actions import amendments, panels
from engagements.answers import Answers, RequirementFacts
from engagements.models import Brief
from interimhub.demo.briefs import IMPORTANCE, files, seat_consultants, write_brief
from interimhub.demo.refs import ref
from interimhub.demo.story_context import StoryContext, play, text_of
from interimhub.demo.vocabulary import read
from ranking import actions as ranking
from shortlists.actions import decisions, mandates, showing, submissions
from shortlists.actions.approach import approach
from shortlists.models import Entry, ShownWords

# How long before somebody is put forward they are shown the words, and agree.
SHOWN_BEFORE = timedelta(minutes=50)
AGREED_BEFORE = timedelta(minutes=20)


def begin(story: StoryContext, key: str, *, at: datetime) -> Brief:
    """Create a brief at the given time."""
    brief = write_brief(story, files()[key])
    Brief.objects.filter(pk=brief.pk).update(created_at=at, updated_at=at)
    return _again(brief)


def invite_firms(story: StoryContext, brief: Brief, key: str, *, at: datetime) -> None:
    """Set the panel, led by the first firm, and send the brief for playback."""
    row = files()[key]
    manager = story.user(row["manager"])
    firms = [story.cast.firms[name] for name in row["panel"]]
    play(
        panels.set_panel,
        brief,
        by=manager,
        firms=firms,
        lead=firms[0],
        justification=row.get("justification", ""),
        now=at,
    )
    seat_consultants(story, brief, row)
    brief = _again(brief)
    play(panels.send_for_playback, brief, by=manager, now=at + timedelta(minutes=4))


def play_back(
    story: StoryContext,
    brief: Brief,
    key: str,
    *,
    at: datetime,
    by_phone: bool = False,
    sent: bool = True,
) -> None:
    """Write the leading firm's playback, and send it if `sent`."""
    row = files()[key]
    leader = story.cast.consultants[next(iter(row["panel"].values()))]
    brief = _again(brief)
    words = {name: text_of(said) for name, said in row["playback"].items()}
    play(panels.save_playback, brief, by=leader, is_by_phone=by_phone, now=at, **words)
    if sent:
        play(panels.send_playback, _again(brief), by=leader, now=at + timedelta(minutes=5))


def confirm(story: StoryContext, brief: Brief, key: str, *, at: datetime) -> None:
    """Confirm the waiting playback."""
    manager = story.user(files()[key]["manager"])
    playback = brief.playbacks.select_related("brief__client", "brief__manager__user").get()
    play(panels.confirm_playback, playback, by=manager, now=at)


def open_up(story: StoryContext, brief: Brief, key: str, *, at: datetime) -> None:
    """Open a confirmed brief; the worker computes the ranking later."""
    manager = story.user(files()[key]["manager"])
    play(ranking.open_brief, _again(brief), by=manager, now=at)


def ask(
    story: StoryContext,
    brief: Brief,
    person: str | Candidate,
    *,
    by: str,
    at: datetime,
    words: str = "",
) -> Entry:
    """Approach an interim with the pack and the message from the demo's files."""
    candidate = story.interim(person) if isinstance(person, str) else person
    key = words or f"{_key(brief)}:{person}"
    entry = play(
        approach,
        _again(brief),
        candidate,
        by=story.user(by),
        why_you=read("words_said")[key]["why_you"],
        now=at,
    )
    public = ref("entry", _key(brief), candidate.ref)
    sent = entry.approaches.filter(consultant__user=story.user(by))
    sent.update(ref=ref("approach", _key(brief), f"{candidate.ref} {by}"))
    if entry.approaches.count() == 1:
        Entry.objects.filter(pk=entry.pk).update(ref=public, created_at=at)
    return Entry.objects.get(pk=entry.pk)


def say_yes(
    story: StoryContext, entry: Entry, *, at: datetime, free_on: date | None = None
) -> None:
    """Accept as the interim, choosing the firm that asked."""
    entry = Entry.objects.select_related("candidate__user", "firm").get(pk=entry.pk)
    person = entry.candidate
    assert person.user is not None
    assert person.available_from is not None
    play(
        mandates.grant_mandate,
        entry,
        firm=entry.firm,
        profile_version=person.version,
        can_start_on=free_on or person.available_from,
        by=person.user,
        now=at,
    )


def show(story: StoryContext, entry: Entry, *, at: datetime) -> ShownWords:
    """Show the interim what the client will read, with a rationale for every criterion."""
    entry, case = _case(story, entry)
    shown: ShownWords = play(showing.show_words, entry, by=entry.consultant.user, now=at, **case)
    return shown


def put_forward(story: StoryContext, entry: Entry, *, at: datetime) -> None:
    """Submit the interim, who was shown the words before and says that they are right."""
    shown = show(story, entry, at=at - SHOWN_BEFORE)
    entry, case = _case(story, entry)
    assert entry.candidate.user is not None
    play(
        showing.agree_to_words,
        entry,
        seen=shown.ref,
        by=entry.candidate.user,
        now=at - AGREED_BEFORE,
    )
    play(submissions.submit, entry, by=entry.consultant.user, now=at, **case)


def _case(story: StoryContext, entry: Entry) -> tuple[Entry, dict[str, Any]]:
    """Return the conversation as it is now, and the consultant's words about the interim."""
    rows = Entry.objects.select_related("brief", "candidate__user", "consultant__user")
    entry = rows.get(pk=entry.pk)
    said = read("words_said")[f"{_key(entry.brief)}:{_person(story, entry.candidate)}"]
    record = list(entry.candidate.record.latest_first())
    criteria = entry.brief.criteria.in_order()
    rationales = {
        str(criterion.ref): {"text": text, "evidence": str(record[place].ref)}
        for criterion, text, place in zip(
            criteria, said["rationales"], said["evidence"], strict=True
        )
    }
    case = {"introduction": said["introduction"], "risk": said["risk"], "rationales": rationales}
    return entry, case


def read_by_client(story: StoryContext, entry: Entry, *, at: datetime) -> None:
    """Open the person's page as the hiring manager, for the first time."""
    entry = Entry.objects.select_related("brief__manager__user").get(pk=entry.pk)
    play(decisions.read_person, entry, by=entry.brief.manager.user, now=at)


def invite(
    story: StoryContext, entry: Entry, *, starts: list[datetime], place: str, at: datetime
) -> Entry:
    """Invite to an interview, proposing several times."""
    entry = Entry.objects.select_related("brief__manager__user").get(pk=entry.pk)
    manager = entry.brief.manager.user
    play(decisions.invite, entry, starts=starts, minutes=60, place=place, by=manager, now=at)
    return Entry.objects.select_related("candidate__user").get(pk=entry.pk)


def propose_change(
    story: StoryContext,
    brief: Brief,
    *,
    weeks: int,
    skills: dict[str, tuple[str, int]],
    reason: str,
    at: datetime,
) -> None:
    """Propose a change of an open brief: another duration, and skills by their word."""
    rows = {
        row.concept.code: RequirementFacts(row.concept.code, row.importance, row.level)
        for row in brief.requirements.select_related("concept")
    }
    for word, (importance, level) in skills.items():
        code = story.words.skill(word).code
        rows[code] = RequirementFacts(code, IMPORTANCE[importance], level)
    play(
        amendments.propose_change,
        brief,
        seen_version=brief.version,
        answers=Answers(columns={"duration_weeks": weeks}, requirements=list(rows.values())),
        reason=reason,
        by=brief.manager.user,
        now=at,
    )


def _again(brief: Brief) -> Brief:
    return Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)


def _key(brief: Brief) -> str:
    return next(key for key in files() if ref("brief", key) == brief.ref)


def _person(story: StoryContext, candidate: Candidate) -> str:
    return next(key for key, row in story.people.items() if row.pk == candidate.pk)
