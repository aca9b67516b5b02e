"""The pages of a brief: who may open which, and what they show."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from engagements.models import Brief
from engagements.situation_templates import TEMPLATES
from tests.browsers import browser_of
from tests.factories import (
    BriefFactory,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    CriterionFactory,
    PanelSeatFactory,
    RequirementFactory,
    SituationFactory,
)

pytestmark = pytest.mark.django_db

STEPS = ["situation", "success", "value", "person", "truth"]


def pages(brief: Brief) -> list[str]:
    return [
        reverse("brief", args=[brief.ref]),
        reverse("engagements:preview", args=[brief.ref]),
        *(reverse("engagements:edit", args=[brief.ref, step]) for step in STEPS),
    ]


def test_anonymous_visitors_of_a_brief_are_asked_to_sign_in() -> None:
    brief = BriefFactory()
    paths = [*pages(brief), reverse("engagements:briefs"), reverse("engagements:new")]

    answers = [Browser().get(path) for path in paths]

    login = reverse("account_login")
    assert [answer.url for answer in answers] == [f"{login}?next={path}" for path in paths]


def test_strangers_do_not_learn_that_a_brief_exists() -> None:
    brief = BriefFactory()
    stranger = browser_of(ClientMemberFactory().user)

    statuses = {stranger.get(path).status_code for path in pages(brief)}

    assert statuses == {404}


def test_a_consultant_of_the_panel_reads_the_brief_and_cannot_edit_it() -> None:
    seat = PanelSeatFactory(brief=BriefFactory(played_back=True), is_lead=True)
    consultant = browser_of(ConsultantFactory(firm=seat.firm).user)
    overview, *others = pages(seat.brief)

    answers = [consultant.get(path) for path in others]

    assert consultant.get(overview).status_code == 200
    assert {answer.status_code for answer in answers} == {403}
    assert b"hiring manager" in answers[-1].content


def test_a_colleague_reads_the_brief_and_why_they_cannot_edit_it() -> None:
    brief = BriefFactory()
    colleague = browser_of(ClientMemberFactory(client=brief.client).user)
    overview, preview, *steps = pages(brief)

    answers = [colleague.get(path) for path in steps]

    assert [colleague.get(overview).status_code, colleague.get(preview).status_code] == [200, 200]
    assert {answer.status_code for answer in answers} == {403}
    assert b"administrator" in answers[0].content


def test_the_manager_and_an_administrator_see_every_page() -> None:
    brief = BriefFactory()
    administrator = ClientMemberFactory(client=brief.client, is_admin=True)

    statuses = {
        browser_of(member.user).get(path).status_code
        for member in (brief.manager, administrator)
        for path in pages(brief)
    }

    assert statuses == {200}


def test_the_answers_of_a_brief_in_playback_are_shown_and_fixed_until_it_is_taken_back() -> None:
    brief = BriefFactory(played_back=True)
    manager = browser_of(brief.manager.user)

    answer = manager.get(reverse("engagements:edit", args=[brief.ref, "situation"]))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'<textarea[^>]*name="why_now"[^>]*disabled', page)
    assert not re.search(r'<textarea[^>]*name="tried_before"[^>]*disabled', page)


@pytest.mark.parametrize("step", ["success", "person"])
def test_a_confirmed_step_cannot_be_edited_while_firms_search(step: str) -> None:
    brief = BriefFactory(opened=True)

    answer = browser_of(brief.manager.user).get(reverse("engagements:edit", args=[brief.ref, step]))

    assert answer.status_code == 409
    assert b"Firms rely on this brief" in answer.content


def test_an_open_question_is_answered_while_firms_search_and_an_answer_is_not_changed() -> None:
    brief = BriefFactory(opened=True, why_now="")
    manager = browser_of(brief.manager.user)
    path = reverse("engagements:edit", args=[brief.ref, "situation"])

    manager.post(path, {"what_happened": "Something else.", "why_now": "The winter.", "seen": "0"})

    brief.refresh_from_db()
    assert brief.what_happened == "A regulator found nine things to put right."
    assert brief.why_now == "The winter."


def test_an_unknown_step_and_an_unknown_brief_are_not_found() -> None:
    brief = BriefFactory()
    manager = browser_of(brief.manager.user)

    step = manager.get(reverse("engagements:edit", args=[brief.ref, "price"]))
    other = manager.get(reverse("brief", args=[uuid.uuid4()]))
    nonsense = manager.get("/briefs/not-a-uuid/")

    assert [step.status_code, other.status_code, nonsense.status_code] == [404, 404, 404]


def test_only_members_of_a_client_start_a_brief() -> None:
    answers = [
        browser_of(person.user).get(reverse("engagements:new"))
        for person in (ConsultantFactory(), CandidateFactory())
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert b"hiring managers" in answers[0].content


# The list


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["manager", "consultant"])
def test_the_list_takes_the_same_queries_however_many(
    who: str, count: int, django_assert_num_queries: Any
) -> None:
    manager, consultant = ClientMemberFactory(), ConsultantFactory()
    for _ in range(count):
        brief = BriefFactory(client=manager.client, manager=manager, played_back=True)
        PanelSeatFactory(brief=brief, firm=consultant.firm, is_lead=True)
    browser = browser_of(manager.user if who == "manager" else consultant.user)

    # Session, person, counts by chip (the pager uses them too), rows; a client's deleted drafts.
    with django_assert_num_queries(5 if who == "manager" else 4):
        answer = browser.get(reverse("engagements:briefs"))

    assert answer.content.count(b"data-item") == count


def test_the_list_shows_a_firm_only_what_it_was_invited_to() -> None:
    consultant = ConsultantFactory()
    invited = PanelSeatFactory(
        firm=consultant.firm, brief=BriefFactory(played_back=True, title="Invited")
    ).brief
    PanelSeatFactory(firm=consultant.firm, brief=BriefFactory(title="Not shared yet"))
    BriefFactory(played_back=True, title="Of others")

    answer = browser_of(consultant.user).get(reverse("engagements:briefs"))

    assert [row.ref for row, *_ in answer.context["rows"]] == [invited.ref]


def test_the_list_is_searched_and_filtered() -> None:
    manager = ClientMemberFactory()
    facts = {"client": manager.client, "manager": manager}
    BriefFactory(title="Release the site", place="Reading", **facts)
    BriefFactory(title="Bridge the chair", place="Basel", **facts)
    BriefFactory(title="Release the batch", place="Basel", opened=True, **facts)
    browser = browser_of(manager.user)

    def titles(**asked: str) -> list[str]:
        answer = browser.get(reverse("engagements:briefs"), asked)
        return sorted(row.title for row, *_ in answer.context["rows"])

    assert titles(q="release basel") == ["Release the batch"]
    assert titles(q="release", **{"in": "draft"}) == ["Release the site"]
    assert len(titles(**{"in": "nonsense"})) == 3
    assert titles(q="nothing like it") == []


def test_the_list_is_searched_by_skill_criterion_situation_and_reason_in_any_order() -> None:
    brief = BriefFactory(title="Réorganiser l'usine", what_happened="Two recalls in a year")
    RequirementFactory(brief=brief, concept__label="Aseptic filling")
    CriterionFactory(brief=brief, measure="Complaints a month")
    brief.situations.add(SituationFactory(label="Crisis after an inspection"))
    BriefFactory(client=brief.client, manager=brief.manager, title="Bridge the chair")
    browser = browser_of(brief.manager.user)

    for words in ("filling aseptic", "complaints", "inspection crisis", "year recalls", "reorg"):
        answer = browser.get(reverse("engagements:briefs"), {"q": words})
        assert [row for row, *_ in answer.context["rows"]] == [brief], words


def test_an_empty_list_explains_what_to_do() -> None:
    manager = browser_of(ClientMemberFactory().user).get(reverse("engagements:briefs"))
    consultant = browser_of(ConsultantFactory().user).get(reverse("engagements:briefs"))

    assert b"Start your first brief" in manager.content
    assert b"No client has invited your firm yet" in consultant.content


# Beginning


def begin(member: Any, **facts: str) -> Any:
    return browser_of(member.user).post(reverse("engagements:new"), facts)


def test_a_pasted_email_is_shown_beside_every_step() -> None:
    member = ClientMemberFactory()

    begin(member, way="paste", source_text="Our QP is off sick since Thursday.")

    brief = Brief.objects.get()
    browser = browser_of(member.user)
    shown = [
        browser.get(reverse("engagements:edit", args=[brief.ref, step])).content for step in STEPS
    ]
    assert [b"Our QP is off sick since Thursday." in page for page in shown] == [True] * 5


def test_a_new_draft_opens_its_first_step() -> None:
    answer = begin(ClientMemberFactory(), way="empty")

    brief = Brief.objects.get()
    assert answer.url == reverse("engagements:edit", args=[brief.ref, "situation"])
    assert brief.is_draft


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"way": "paste", "source_text": "  "},
        {"way": "paste", "source_text": "x" * 200_001},
        {"way": "paste", "source_text": "a\x00b"},
        {"way": "copy"},
        {"way": "copy", "former": "\x00"},
        {"way": "template", "template": "no such thing"},
        {"way": "sideways"},
    ],
)
def test_an_invalid_choice_of_a_start_is_refused_with_a_message(facts: dict[str, str]) -> None:
    answer = begin(ClientMemberFactory(), **facts)

    assert answer.status_code == 422
    assert not Brief.objects.exists()


@pytest.mark.parametrize("ref", ["not-a-uuid", "8c0f3c1e-5d0b-4b56-9a53-0d7f0c9d7e11"])
def test_a_missing_brief_cannot_be_copied(ref: str) -> None:
    assert begin(ClientMemberFactory(), way="copy", former=ref).status_code == 404


def test_a_brief_of_another_client_cannot_be_copied() -> None:
    other = BriefFactory()

    answer = begin(ClientMemberFactory(), way="copy", former=str(other.ref))

    assert answer.status_code == 404


@pytest.mark.parametrize("key", list(TEMPLATES))
def test_every_template_creates_a_brief_whose_pages_all_open(key: str) -> None:
    member = ClientMemberFactory()

    begin(member, way="template", template=key)

    brief = Brief.objects.get()
    browser = browser_of(member.user)
    assert {browser.get(path).status_code for path in pages(brief)} == {200}


def test_consecutive_saves_are_one_line_of_the_timeline() -> None:
    brief = BriefFactory(complete=False)
    manager = browser_of(brief.manager.user)
    for step in ("situation", "value", "truth"):
        manager.post(reverse("engagements:edit", args=[brief.ref, step]), {"harm": "Patients."})

    page = manager.get(brief.get_absolute_url())

    assert [event.what for event in page.context["events"]] == ["worked on the brief"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("From: Tom\nSubject: QP off sick\n\nOur QP is ill.", "QP off sick"),
        ("Betreff: AW: Re: Werk Ulm\n\nGuten Abend", "Werk Ulm"),
        ("Our QP is ill. The subject: nobody else may certify.", ""),
        ("Subject:   \n\nNothing", ""),
        ("Subject: " + "x" * 400, "x" * 140),
    ],
)
def test_the_subject_of_a_pasted_email_becomes_the_title(text: str, title: str) -> None:
    member = ClientMemberFactory()

    browser_of(member.user).post(reverse("engagements:new"), {"way": "paste", "source_text": text})

    assert Brief.objects.get().title == title
