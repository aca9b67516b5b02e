"""A consultant approaches an interim."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from accounts.delivery import email_of
from accounts.models import Activity, Deadline, Mail, Notice
from candidates.models import FirmStance
from engagements.models import Brief, TruthItem
from shortlists import actions
from shortlists.actions import mandates, withdrawals
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Approach, Entry
from sourcing.actions import set_aside
from tests.deadlines import due_at
from tests.factories import NOW, TODAY, ClientFactory, ConsultantFactory, EntryFactory, FirmFactory
from tests.shortlists.races import at_once
from tests.shortlists.worlds import match_of, open_to, ready_brief, seat_on

APPROACH_ANSWER = ConversationDeadline.APPROACH_ANSWER
WHY = "You closed eleven observations at a fill-finish site in five months."


def approach(brief, candidate, consultant, **facts):
    return actions.approach(
        brief, candidate, by=consultant.user, why_you=WHY, **{"now": NOW, **facts}
    )


@pytest.mark.django_db
def test_the_interim_receives_the_pack():
    brief = ready_brief()
    ours = seat_on(brief)
    other = seat_on(brief)
    candidate = open_to(ours.firm)
    match = match_of(brief, candidate)

    entry = approach(brief, candidate, ours, result=match)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.APPROACHED
    assert (entry.firm, entry.consultant, entry.result) == (ours.firm, ours, match)
    assert due_at(entry.approaches.get(), APPROACH_ANSWER) == NOW + timedelta(hours=48)
    sent = entry.approaches.get()
    assert (sent.firm, sent.consultant, sent.sent_at) == (ours.firm, ours, NOW)
    assert (sent.status, sent.words, sent.brief_version) == (Approach.Status.WAITING, WHY, 1)
    assert sent.pack["why_you"] == WHY
    assert sent.pack["brief_version"] == 1
    assert sent.pack["approached_by"] == {
        "firm_ref": str(ours.firm.ref),
        "firm": ours.firm.name,
        "kind": "specialist",
        "consultant": ours.user.full_name,
    }
    assert {firm["name"] for firm in sent.pack["firms"]} == {ours.firm.name, other.firm.name}
    assert Notice.objects.get().user == candidate.user
    trail = Activity.objects.about(entry).get()
    assert (trail.kind, trail.before, trail.after) == (
        "entry.approached",
        "under_review",
        "approached",
    )
    assert trail.facts == {"approach": entry.approaches.get().pk}


@pytest.mark.django_db
def test_a_slate_hour_shortens_the_interims_deadline():
    brief = ready_brief(slate_due_at=NOW + timedelta(hours=20))
    ours = seat_on(brief)

    entry = approach(brief, open_to(ours.firm), ours)

    assert due_at(entry.approaches.get(), APPROACH_ANSWER) == NOW + timedelta(hours=10)


@pytest.mark.django_db
def test_a_confidential_client_is_named_nowhere():
    client = ClientFactory(name="Kestrelmount Injectables", alias="a maker of injectables")
    brief = ready_brief(client=client, is_confidential=True)
    ours = seat_on(brief)

    sent = approach(brief, open_to(ours.firm), ours).approaches.get()

    told = f"{sent.pack}{email_of(Notice.objects.get())}"
    assert "Kestrelmount" not in told
    assert sent.pack["client"] == "a maker of injectables"


@pytest.mark.django_db
def test_an_entry_under_review_becomes_the_approach():
    brief = ready_brief()
    ours = seat_on(brief)
    looked_at = EntryFactory(brief=brief, candidate=open_to(ours.firm), consultant=ours)

    entry = approach(brief, looked_at.candidate, ours)

    assert (entry.pk, Entry.objects.count()) == (looked_at.pk, 1)


@pytest.mark.django_db
def test_the_sender_of_the_approach_is_the_consultant_not_the_first_reviewer():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)
    looked_at = EntryFactory(brief=brief, candidate=open_to(ours.firm), consultant=colleague)

    approach(brief, looked_at.candidate, ours)

    assert Entry.objects.get().consultant == ours


@pytest.mark.django_db
def test_the_first_to_approach_takes_a_seat_without_a_consultant():
    brief = ready_brief()
    ours = seat_on(brief)
    colleague = ConsultantFactory(firm=ours.firm)
    brief.seats.update(consultant=None)

    approach(brief, open_to(ours.firm), ours)
    approach(brief, open_to(ours.firm), colleague)

    assert brief.seats.get().consultant == ours


@pytest.mark.django_db
@pytest.mark.parametrize(
    "reason",
    ["own firm", "said no", "blocked", "hidden", "closed", "unclaimed"],
)
def test_every_refusal_has_the_same_text(reason: str):
    brief = ready_brief()
    ours = seat_on(brief)
    candidate = open_to(ours.firm)
    if reason == "own firm":
        EntryFactory(approached=True, brief=brief, candidate=candidate, consultant=ours)
    elif reason == "said no":
        EntryFactory(
            approached=True,
            brief=brief,
            candidate=candidate,
            consultant=ours,
            approach__status="declined",
            approach__answered_at=NOW,
        ).end(Entry.Status.DECLINED_BY_INTERIM, now=NOW, by=candidate.user, text="")
    elif reason == "blocked":
        FirmStance.objects.update(stance=FirmStance.Stance.BLOCKED)
    elif reason == "closed":
        FirmStance.objects.all().delete()
    elif reason == "hidden":
        candidate.is_discoverable = False
        candidate.save(update_fields=["is_discoverable"])
    else:
        candidate.user = None
        candidate.save(update_fields=["user"])
    before = Entry.objects.count()

    with pytest.raises(actions.NotAvailable, match=r"^Not available for this brief\.$"):
        approach(brief, candidate, ours)

    assert Entry.objects.count() == before
    assert not Mail.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Entry.Status.DISMISSED, Entry.Status.EXPIRED])
def test_an_interim_set_aside_or_without_an_answer_may_be_approached(status: str):
    brief = ready_brief()
    ours = seat_on(brief)
    candidate = open_to(ours.firm)
    EntryFactory(brief=brief, candidate=candidate, status=status)

    entry = approach(brief, candidate, ours)

    assert entry.status == Entry.Status.APPROACHED


@pytest.mark.django_db
def test_nobody_is_approached_on_a_held_brief():
    brief = ready_brief()
    ours = seat_on(brief)
    candidate = open_to(ours.firm)
    brief.hold(reason="The board meets first.", review_on=None, now=NOW)

    with pytest.raises(actions.NotReadyToApproach, match="on hold"):
        approach(brief, candidate, ours)


@pytest.mark.django_db
def test_nobody_is_approached_on_an_incomplete_brief():
    brief = ready_brief()
    ours = seat_on(brief)
    candidate = open_to(ours.firm)
    TruthItem.objects.filter(kind=TruthItem.Kind.AUTHORITY).delete()

    with pytest.raises(actions.NotReadyToApproach, match="What may they decide alone"):
        approach(brief, candidate, ours)


@pytest.mark.django_db
def test_a_firm_without_a_seat_cannot_approach():
    brief = ready_brief()
    gone = seat_on(brief)
    candidate = open_to(gone.firm)
    brief.seats.update(withdrawn_at=NOW)

    with pytest.raises(actions.NotReadyToApproach):
        approach(brief, candidate, gone)


@pytest.mark.django_db
def test_approaching_restores_a_match_set_aside():
    brief = ready_brief()
    ours = seat_on(brief)
    candidate = open_to(ours.firm)
    review = set_aside(match_of(brief, candidate), by=ours.user, reason="context", now=NOW)

    approach(brief, candidate, ours)

    review.refresh_from_db()
    assert not review.is_set_aside


@pytest.mark.django_db(transaction=True)
def test_two_firms_at_the_same_moment_join_one_conversation_with_one_letter():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    candidate = open_to(ours.firm)
    candidate.stances.create(firm=theirs.firm, stance="trusted")

    ends = at_once(
        lambda: approach(brief, candidate, ours),
        lambda: approach(brief, candidate, theirs),
    )

    entry = Entry.objects.get()
    assert ends == [entry, entry]
    assert {sent.firm for sent in entry.approaches.all()} == {ours.firm, theirs.firm}
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answer", ["choose", "decline", "withdraw"])
def test_a_firm_that_asks_while_the_interim_answers_is_heard_or_waits_for_the_clock(answer: str):
    for _ in range(5):
        brief = ready_brief()
        ours, theirs = seat_on(brief), seat_on(brief)
        candidate = open_to(ours.firm)
        candidate.stances.create(firm=theirs.firm, stance="trusted")
        entry, interim = approach(brief, candidate, ours), candidate.user
        verbs = {
            "choose": lambda e=entry, i=interim, c=candidate, f=ours.firm: mandates.grant_mandate(
                e, firm=f, profile_version=c.version, can_start_on=TODAY, by=i, now=NOW
            ),
            "decline": lambda e=entry, i=interim: mandates.decline_approach(
                e, reason="", by=i, now=NOW
            ),
            "withdraw": lambda e=entry, i=interim: withdrawals.withdraw(e, by=i, now=NOW),
        }

        sent, _ = at_once(lambda b=brief, c=candidate, t=theirs: approach(b, c, t), verbs[answer])

        assert sent == entry
        theirs_sent = entry.approaches.get(firm=theirs.firm)
        waits = Deadline.objects.about(theirs_sent).open().exists()
        assert waits == theirs_sent.is_waiting
        heard = {"choose": "passed_over", "decline": "declined", "withdraw": "closed"}[answer]
        assert theirs_sent.status in {heard, "waiting"}
        letters = candidate.user.notices.filter(kind="entry.approached")
        assert letters.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_constraint_leads_who_came_second_into_the_same_conversation():
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    candidate = open_to(ours.firm)
    written, checked = Event(), Event()

    def write_without_the_lock() -> None:
        # The other transaction has not committed: only the unique index sees its entry.
        with transaction.atomic():
            EntryFactory(approached=True, brief=brief, candidate=candidate, consultant=theirs)
            written.set()
            checked.wait(timeout=1)
        connection.close()

    other = Thread(target=write_without_the_lock)
    other.start()
    assert written.wait(timeout=10)

    entry = approach(Brief.objects.get(), candidate, ours)

    other.join(timeout=10)
    assert Entry.objects.live().get() == entry
    assert entry.firm == theirs.firm
    assert entry.approaches.count() == 2


@pytest.mark.django_db
def test_every_kind_of_firm_has_the_same_rights():
    brief = ready_brief()
    rpo = seat_on(brief)
    rpo.firm.kind = FirmFactory.build(rpo=True).kind
    rpo.firm.save(update_fields=["kind"])

    entry = approach(brief, open_to(rpo.firm), rpo)

    assert entry.status == Entry.Status.APPROACHED
