"""Open questions of a brief, its templates, its pack and disclosed names."""

import json
from datetime import date

import pytest

from engagements.completeness import (
    completeness,
    missing_for_approach,
    missing_for_confirmation,
    missing_for_playback,
)
from engagements.disclosed_names import disclosed_names
from engagements.models import Brief, Requirement, TruthItem
from engagements.pack import PackAnswer, brief_pack
from engagements.situation_templates import TEMPLATES, blanks_left
from skills.models import Concept
from tests.factories import (
    NOW,
    BriefFactory,
    ClientFactory,
    ClientMemberFactory,
    CriterionFactory,
    RequirementFactory,
    TruthItemFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


# Completeness


def test_an_empty_brief_needs_five_answers_for_the_playback() -> None:
    brief = BriefFactory(
        complete=False, what_happened="", starts_on=None, place="", days_on_site=None
    )

    assert missing_for_playback(brief) == [
        "What happened?",
        "What does success look like? One criterion with its measure and target",
        "When does it start?",
        "Where is it?",
        "Who is the sponsor?",
    ]


def test_five_answers_are_enough_for_the_playback() -> None:
    assert missing_for_playback(BriefFactory()) == []


def test_a_criterion_without_a_target_is_not_enough() -> None:
    brief = BriefFactory(complete=False)
    TruthItemFactory(brief=brief)
    CriterionFactory(brief=brief, target="")

    assert missing_for_playback(brief) == [
        "What does success look like? One criterion with its measure and target"
    ]


def test_an_unknown_counts_as_an_answer() -> None:
    brief = BriefFactory(complete=False)
    CriterionFactory(brief=brief)
    TruthItemFactory(
        brief=brief, answer="", is_unknown=True, found_out_by="me", found_out_on=NOW.date()
    )

    assert missing_for_playback(brief) == []


def test_a_fully_remote_brief_needs_no_place() -> None:
    assert missing_for_playback(BriefFactory(place="", days_on_site=0)) == []


def test_only_safety_asks_who_is_harmed() -> None:
    asked = "Who is harmed if this fails, and how would you see it first?"

    safety = missing_for_approach(BriefFactory(value_kind=Brief.Value.SAFETY))
    cash = missing_for_approach(BriefFactory(value_kind=Brief.Value.CASH))

    assert (asked in safety, asked in cash) == (True, False)


def groups_of(brief: Brief) -> dict[str, tuple[int, list[str]]]:
    """Return the total and the open questions of each group, by its title."""
    groups = completeness(brief).groups
    return {group.title: (group.total, [gap.label for gap in group.gaps]) for group in groups}


def test_open_questions_are_grouped_by_what_needs_them_first() -> None:
    brief = BriefFactory(
        what_happened="", why_now="", value_kind=Brief.Value.CASH, starts_on=None, seniority=None
    )

    assert groups_of(brief) == {
        "Before a firm starts": (5, ["What happened?", "When does it start?"]),
        "Before you confirm": (
            6,
            [
                "How senior is the role?",
                "What must they be able to do? At least one must-have skill",
            ],
        ),
        "Before anyone is asked": (
            12,
            [
                "Why now?",
                "What has been tried before?",
                "What may they decide alone?",
                "Whom do they report to?",
                "Which risks are known?",
                "Why did earlier attempts fail?",
                "How many stages does the selection have?",
                "How much travel, how many nights away?",
            ],
        ),
    }


@pytest.mark.parametrize("status", ["played_back", "confirmed", "opened", "shortlisting"])
@pytest.mark.parametrize("value", ["", Brief.Value.SAFETY, Brief.Value.CASH])
def test_the_total_of_a_group_never_changes(status: str, value: str) -> None:
    empty = BriefFactory(complete=False, what_happened="", starts_on=None, place="", value_kind="")
    later = BriefFactory(value_kind=value, **{status: True})
    RequirementFactory(brief=later)

    totals = [[total for total, _ in groups_of(brief).values()] for brief in (empty, later)]

    assert totals == [[5, 6, 12]] * 2


def test_a_gap_leads_to_the_step_that_answers_it() -> None:
    brief = BriefFactory(why_now="")

    gap = next(gap for gap in completeness(brief).gaps if gap.label == "Why now?")

    assert gap.url == f"/briefs/{brief.ref}/edit/situation/"


def test_a_skill_that_is_no_must_have_does_not_answer_what_they_must_be_able_to_do() -> None:
    brief = BriefFactory()
    RequirementFactory(brief=brief, importance=Requirement.Importance.SHOULD)

    assert missing_for_confirmation(brief) == [
        "What must they be able to do? At least one must-have skill"
    ]


@pytest.mark.parametrize("status", ["confirmed", "opened"])
def test_no_question_stops_a_brief_that_can_no_longer_answer_it(status: str) -> None:
    brief = BriefFactory(duration_weeks=None, **{status: True})

    asked = missing_for_approach(brief)

    told = completeness(brief)
    answerable = {gap.label for gap in told.gaps}
    assert set(asked) == answerable
    assert "How long will it take?" in groups_of(brief)["Before you confirm"][1]
    assert "How long will it take?" not in asked


def test_every_question_can_be_answered_until_the_playback_is_confirmed() -> None:
    brief = BriefFactory(duration_weeks=None, played_back=True)

    assert all(gap.url for group in completeness(brief).groups for gap in group.gaps)


def test_blanks_of_a_template_are_not_answers() -> None:
    template = TEMPLATES["gmp-remediation"]
    brief = BriefFactory(template=template.key, what_happened=template.what_happened)

    assert missing_for_playback(brief) == [
        "What happened? There are blanks left in square brackets"
    ]


def test_brackets_that_are_not_blanks_are_ignored() -> None:
    assert blanks_left("gmp-remediation", "They wrote [sic] nine.") == []
    assert blanks_left("", "on [date]") == []


# Templates


def test_every_code_of_the_templates_is_in_the_vocabulary(
    shipped_vocabulary: None,
) -> None:
    codes = {idea.code for template in TEMPLATES.values() for idea in template.skills}
    situations = {code for template in TEMPLATES.values() for code in template.situations}

    known = set(Concept.objects.skills().values_list("code", flat=True))
    lived = set(Concept.objects.of_kind("situation").values_list("code", flat=True))

    assert (codes - known, situations - lived) == (set(), set())


def test_there_are_eight_templates_with_blanks_and_without_figures() -> None:
    texts = [text for template in TEMPLATES.values() for text in template.texts if text]

    assert len(TEMPLATES) == 8
    assert all(1 <= len(template.criteria) <= 6 for template in TEMPLATES.values())
    assert not [text for text in texts if any(sign in text for sign in "£$€")]


# The pack


def confidential() -> Brief:
    client = ClientFactory(name="Marlow Pharma", alias="a maker of injectables")
    manager = ClientMemberFactory(client=client, user=UserFactory(full_name="Anna Keller"))
    brief: Brief = BriefFactory(client=client, manager=manager, is_confidential=True)
    return brief


def test_the_pack_of_a_confidential_brief_does_not_name_the_client() -> None:
    pack = brief_pack(confidential(), named=False)

    words = json.dumps(pack.as_json())
    assert (pack.client, pack.is_confidential) == ("a maker of injectables", True)
    assert [name for name in ("Marlow", "Keller") if name in words] == []


def test_the_pack_names_the_client_of_a_brief_that_is_not_confidential() -> None:
    pack = brief_pack(confidential(), named=True)

    assert (pack.client, pack.is_confidential) == ("Marlow Pharma", False)


def test_the_pack_has_every_question_including_unanswered_ones() -> None:
    brief = BriefFactory()
    TruthItemFactory(
        brief=brief,
        kind=TruthItem.Kind.RISKS,
        answer="",
        is_unknown=True,
        found_out_by="me",
        found_out_on=NOW.date(),
    )

    items = {item.kind: item for item in brief_pack(brief, named=True).truth}

    assert list(items) == TruthItem.Kind.values
    assert items["risks"] == PackAnswer(
        kind="risks",
        label="Known risks",
        is_unknown=True,
        found_out_by="me",
        found_out_on=date(2026, 11, 19),
    )


def test_the_pack_has_no_key_about_money() -> None:
    words = json.dumps(brief_pack(BriefFactory(), named=True).as_json()).lower()

    assert [word for word in ("rate", "price", "fee", "budget") if f'"{word}' in words] == []


def test_disclosed_names_are_listed_with_their_text() -> None:
    brief = confidential()
    brief.why_now = "Marlow's board met. Anna Keller asked for it."
    brief.save(update_fields=["why_now"])
    brief.truth.filter(kind="sponsor").update(answer="Margaret Obi, Chief Operating Officer")

    found = {(result.name, result.whose, result.where) for result in disclosed_names(brief)}

    assert found == {
        ("Marlow", "the client's name", "Why now"),
        ("Anna Keller", "the manager's name", "Why now"),
        ("Margaret Obi", "the sponsor's name", "Sponsor"),
    }


def test_a_common_word_of_a_name_discloses_nothing() -> None:
    brief = confidential()
    brief.why_now = "The pharma industry is watching."
    brief.save(update_fields=["why_now"])

    assert disclosed_names(brief) == []


def test_a_word_of_the_alias_discloses_nothing() -> None:
    brief = confidential()
    brief.client.name, brief.client.alias = "Marlow Sterile Medicines", "a maker of medicines"
    brief.why_now = "Two medicines run short."
    brief.save(update_fields=["why_now"])

    assert disclosed_names(brief) == []
