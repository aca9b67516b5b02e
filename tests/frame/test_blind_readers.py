"""No page, notice or wait reveals somebody before they agreed, whatever is stored."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from candidates.models import Candidate, PastAssignment
from candidates.views.own import WORK_TEXTS
from engagements.models import Brief
from engagements.models.brief_text import BriefText
from engagements.pack import brief_pack
from ranking import profile_words
from shortlists import notices
from shortlists.asking import url_for
from shortlists.models import Approach, Entry, Question
from tests.examples import full_brief, full_profile
from tests.factories import NOW, PastAssignmentFactory
from tests.shortlists.choices import approached, as_person
from tests.shortlists.worlds import evidence, match_of

pytestmark = pytest.mark.django_db

PERSON, WORKED_FOR = "Zephyrine Halloran", "Tarrowgate Works Ltd"
CLIENT, MANAGER = "Kestrelby Pharma Ltd", "Ottoline Brackenridge"
PROFILE_LEAK = (
    "Ms Halloran (Z.H.), zephyrine of tarrowgate: zeph@gmx.de, 06 12 34 56 78, @zhalloran,"
    " zeph.fr, Tagessatz 1200"
)
BRIEF_LEAK = "Ms Brackenridge of KESTRELBY, o@kestrelby.com, kestrelby.fr, 020 7946 0958"
PROFILE_SECRETS = ["zeph", "halloran", "z.h.", "tarrowgate", "gmx.de", "06 12", "tagessatz"]
BRIEF_SECRETS = ["brackenridge", "kestrelby", "ottoline", "020 7946"]


def is_free_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def telling_profile(candidate: Candidate) -> None:
    """Write identifying words of every kind into every text of a profile, as in an old row."""
    texts = [name for name in Candidate.BASICS if is_free_text(Candidate._meta.get_field(name))]
    assert {"headline", "summary", "geography"} <= set(texts)
    Candidate.objects.filter(pk=candidate.pk).update(**dict.fromkeys(texts, PROFILE_LEAK))
    works = [name for name in WORK_TEXTS if name != "organisation"]
    PastAssignment.objects.filter(candidate=candidate).update(
        organisation=WORKED_FOR, **dict.fromkeys(works, PROFILE_LEAK)
    )
    get_user_model().objects.filter(pk=candidate.user_id).update(full_name=PERSON)


def telling_brief(brief: Brief) -> None:
    """Write identifying words of every kind into every text of a confidential brief."""
    texts = [field.name for field in BriefText._meta.fields if is_free_text(field)]
    columns: dict[str, object] = dict.fromkeys(
        {*texts, "title"} & {f.name for f in Brief._meta.fields}, BRIEF_LEAK
    )
    Brief.objects.filter(pk=brief.pk).update(
        hold_reason=BRIEF_LEAK, is_confidential=True, **columns
    )
    brief.criteria.update(
        measure=BRIEF_LEAK, baseline=BRIEF_LEAK, target=BRIEF_LEAK, evidence=BRIEF_LEAK
    )
    brief.truth.update(answer=BRIEF_LEAK)
    type(brief.client).objects.filter(pk=brief.client_id).update(name=CLIENT, alias="a maker")
    get_user_model().objects.filter(pk=brief.manager.user_id).update(full_name=MANAGER)


def told(text: str, secrets: list[str]) -> list[str]:
    # Tokens and ids are random, and may contain any three letters by chance.
    text = re.sub(r"\w{64}|[0-9a-f-]{32,36}", "", text).lower()
    return [secret for secret in secrets if secret in text]


def secrets_on(pages: dict[str, Any], secrets: list[str]) -> dict[str, list[str]]:
    return {page: told(response.content.decode(), secrets) for page, response in pages.items()}


def test_no_page_of_a_firm_reveals_an_interim_before_the_mandate():
    brief, consultant = full_brief()
    candidate = full_profile()
    candidate.stances.create(firm=consultant.firm, stance="trusted")
    telling_profile(candidate)
    line = evidence("GMP remediation", "have") | {"detail": PROFILE_LEAK, "asks": [PROFILE_LEAK]}
    gap = evidence("Sterility", "missing") | {"sentence": PROFILE_LEAK}
    quotes = [{"asked": PROFILE_LEAK, "said": PROFILE_LEAK}]
    words = line | {"kind": "words", "code": "words", "points": 40.0, "quotes": quotes}
    match = match_of(brief, candidate, evidence=[line, words], gaps=[gap], asks=[PROFILE_LEAK])
    another = PastAssignmentFactory().candidate
    another.stances.create(firm=consultant.firm, stance="trusted")
    telling_profile(another)
    reader = as_person(Browser(), consultant.user)
    ask = reverse("sourcing:approach", args=[brief.ref, consultant.firm.own_id(match.ref)])
    pages = [
        reverse("sourcing:matches", args=[brief.ref]),
        reverse("sourcing:match", args=[brief.ref, consultant.firm.own_id(match.ref)]),
        ask,
        reverse("sourcing:find", args=[brief.ref]) + "?q=batch",
        reverse("sourcing:find", args=[brief.ref]) + "?q=this+interim",
        reverse("sourcing:found", args=[brief.ref, consultant.firm.own_id(another.ref)]),
    ]

    profile_words.write_all()

    before = {page: reader.get(page) for page in pages}
    assert all(before[page].context["found"].hits for page in pages if "/find/?" in page)
    reader.post(ask, {"why_you": "You closed eleven observations in five months."})
    entry = Entry.objects.get()
    Question.objects.create(
        entry=entry,
        firm=entry.firm,
        text="How many sites?",
        asked_by=candidate.user,
        asked_at=NOW,
    )
    after = ["/today/", reverse("shortlists:conversations"), url_for(entry.firm, entry)]
    before |= {page: reader.get(page) for page in after}

    shown = {
        page: told(response.content.decode(), PROFILE_SECRETS) for page, response in before.items()
    }
    assert {response.status_code for response in before.values()} == {200}
    assert shown == {page: [] for page in before}


def asked_on_a_telling_brief() -> Entry:
    brief, _ = full_brief()
    manager: User = brief.manager.user
    assert manager is not None
    telling_brief(brief)
    brief = Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)
    old_pack = brief_pack(brief, named=True).as_json() | {
        "client": "a maker",
        "is_confidential": True,
        "why_you": BRIEF_LEAK,
    }
    entry = approached(brief=brief).entry
    Approach.objects.filter(entry=entry).update(pack=old_pack, words=BRIEF_LEAK)
    Question.objects.create(
        entry=entry,
        firm=entry.firm,
        text="Where?",
        asked_by=entry.candidate.user,
        asked_at=NOW,
        answer=BRIEF_LEAK,
        answered_by=entry.consultant.user,
        answered_at=NOW,
    )
    leak = evidence("GMP", "have") | {"label": BRIEF_LEAK, "detail": BRIEF_LEAK}
    quotes = [{"asked": BRIEF_LEAK, "said": "Closed them."}]
    words = leak | {"kind": "words", "code": "words", "quotes": quotes}
    match_of(brief, entry.candidate, evidence=[leak, words], asks=[BRIEF_LEAK])
    return Entry.objects.select_related("brief__client", "brief__manager__user").get(pk=entry.pk)


def test_no_page_of_an_interim_reveals_a_confidential_client_before_the_mandate():
    entry = asked_on_a_telling_brief()
    reader = as_person(Browser(), entry.candidate.user)
    pages = [
        "/today/",
        reverse("shortlists:conversations"),
        entry.get_absolute_url(),
        reverse("shortlists:choose", args=[entry.ref]),
        reverse("accounts:notices"),
    ]

    read = {page: reader.get(page) for page in pages}

    assert {response.status_code for response in read.values()} == {200}
    shown = {
        page: told(response.content.decode(), BRIEF_SECRETS) for page, response in read.items()
    }
    assert shown == {page: [] for page in pages}


def test_no_notice_to_an_interim_reveals_a_confidential_client_before_the_mandate():
    entry = asked_on_a_telling_brief()
    Brief.objects.filter(pk=entry.brief_id).update(end_reason=BRIEF_LEAK)
    entry.brief.refresh_from_db()
    approach, question = entry.approaches.get(), entry.questions.get()
    someone = entry.consultant.user
    said = [
        notices.Approached(approach),
        notices.QuestionAnswered(question),
        notices.DeclineConfirmed(entry),
        notices.WithdrawalConfirmed(entry),
        notices.AvailabilityWanted(entry, by=someone),
        notices.EntryOnHold(entry),
        notices.BriefResumed(entry, is_reply_moved=True),
        notices.BriefCancelled(entry, status_before=entry.status),
        notices.ReplyReminder(entry, asked_by=someone, firm=entry.firm, is_late=False),
        notices.Expired(entry),
    ]

    shown = {
        notice.code: told(f"{notice.subject()} {notice.body()}", BRIEF_SECRETS) for notice in said
    }

    assert shown == {notice.code: [] for notice in said}


def test_the_preview_without_the_name_is_what_an_interim_reads():
    brief, _ = full_brief()
    telling_brief(brief)
    reader = as_person(Browser(), brief.manager.user)

    pack = brief_pack(Brief.objects.get(pk=brief.pk), named=False)
    page = reader.get(reverse("engagements:preview", args=[brief.ref])).content.decode()

    assert told(str(pack), BRIEF_SECRETS) == []
    assert "Ms Brackenridge" in page, "the manager is told what is hidden"


@pytest.mark.parametrize("field", ["headline", "summary", "geography"])
def test_an_interim_sees_under_the_field_which_words_are_hidden(field: str):
    candidate = full_profile()
    telling_profile(candidate)
    Candidate.objects.filter(pk=candidate.pk).update(**{field: "Ask Zephyrine at 06 12 34 56 78"})
    reader = as_person(Browser(), candidate.user)

    page = reader.get(reverse("candidates:basics")).content.decode()

    assert "Hidden until you agree:" in page
    assert ["Zephyrine", "06 12 34 56 78"] in quoted(page)


def quoted(page: str) -> list[list[str]]:
    """Return what each note of a page quotes."""
    return [re.findall(r"<q>(.*?)</q>", note) for note in page.split('class="disclosure')[1:]]


def test_an_interim_is_told_while_typing_what_is_hidden_and_what_still_identifies_them():
    candidate = full_profile()
    get_user_model().objects.filter(pk=candidate.user_id).update(full_name=PERSON)
    writer = as_person(Browser(), candidate.user)
    typed = "Halloran led the only airport in Rotterdam"

    basics = writer.post(reverse("candidates:basics_disclosures"), {"summary": typed})
    work = writer.post(
        reverse("candidates:assignment_disclosures"),
        {"organisation": WORKED_FOR, "result": "Tarrowgate’s scrap fell. Founded in 1897"},
    )

    assert quoted(basics.content.decode()) == [["Halloran"], ["the only airport in Rotterdam"]]
    assert quoted(work.content.decode()) == [["Tarrowgate"], ["Founded in 1897"]]
    assert 'id="id_summary_disclosure" data-say hx-swap-oob="true"' in basics.content.decode()
    candidate.refresh_from_db()
    assert candidate.summary != typed, "nothing is stored"


def test_a_manager_sees_beside_a_confidential_step_which_words_are_hidden():
    brief, _ = full_brief()
    Brief.objects.filter(pk=brief.pk).update(status="draft", opened_at=None)
    telling_brief(brief)
    reader = as_person(Browser(), brief.manager.user)

    page = reader.get(reverse("engagements:edit", args=[brief.ref, "situation"])).content.decode()

    assert "Hidden from interims until they say yes" in page
    assert "Ms Brackenridge" in quoted(page)[0]
    assert "the manager&#x27;s name, in Title" in page


def test_a_manager_is_told_of_descriptions_that_may_identify_a_confidential_client():
    brief, _ = full_brief()
    Brief.objects.filter(pk=brief.pk).update(
        status="draft", opened_at=None, is_confidential=True, why_now="The oldest brewery in Leeds."
    )
    reader = as_person(Browser(), brief.manager.user)
    step = reverse("engagements:edit", args=[brief.ref, "situation"])

    confidential = reader.get(step).content.decode()
    Brief.objects.filter(pk=brief.pk).update(is_confidential=False)
    named = reader.get(step).content.decode()

    assert ["The oldest brewery in Leeds"] in quoted(confidential)
    assert quoted(named) == []
