"""Suggestions from a pasted text, each with its quotation; small talk gives none."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.linking.criteria import as_criterion, find_criteria
from skills.linking.texts import MAX_CHARACTERS, Suggestions, suggest_from
from tests.skills.own import own_linker, spelling_linker

CFO = """Interim CFO with 18 years of experience in industrial groups.
Renegotiated covenants with nine banks, introduced 13-week cash forecasting and released EUR 22
million of working capital within nine months.
Led the carve-out of the plastics division including TSA management and IFRS reporting.
Month-end close shortened from 12 to 5 days. Reported to the CEO.
Married, two children, enjoys sailing and cooking."""
PLANT = """We have to close our plant in Duisburg by 30 June 2027; 240 people work there.
We look for a plant manager who has led a site closure before and who negotiates the social plan
with the works council. The plant manager reports to the COO.
Success means: no line stop at a customer, scrap kept below 3 %, and no accidents."""
HOSPITAL = """After three serious incidents in maternity the board needs an interim chief nurse.
She will lead clinical governance and duty of candour. Only 61 % of patients are seen in time. We
want to raise this from 61 % to 76 % by next spring."""
SMALL_TALK = """Hi Tom, it was lovely to see you and the kids at the lake last weekend. The weather
was great and the barbecue even better. Shall we watch the match on Saturday? Mum says hello, and
she bought a new car. I start my holiday in July and we might drive to Italy. See you soon, call me
by Friday at 5 pm. Flights from 120 to 300 euros."""


def read(text: str) -> Suggestions:
    return suggest_from(own_linker(), text)


def labels(found: tuple) -> set[str]:
    return {one.label for one in found}


def test_suggestions_from_the_cv_of_a_finance_chief():
    found = read(CFO)

    assert labels(found.skills) >= {
        "thirteen-week cash forecast",
        "working capital",
        "transitional service agreements",
        "IFRS reporting",
        "month-end close",
    }
    assert labels(found.situations) == {"Carve-out"}
    assert [(one.quote, one.value) for one in found.seniority] == [("CFO", 6)]
    assert [(one.baseline, one.target) for one in found.criteria] == [
        ("12", "5 days"),
        ("", "EUR 22 million"),
    ]


def test_suggestions_from_the_brief_of_a_plant_closure():
    found = read(PLANT)

    assert "Plant closure" in labels(found.situations)
    assert "works council negotiation" in labels(found.skills)
    assert [(one.quote, one.value) for one in found.seniority] == [("plant manager", 4)]
    assert labels(found.criteria) >= {"No line stop at a customer", "Scrap kept below 3 %"}


def test_suggestions_from_the_description_of_a_hospital():
    found = read(HOSPITAL)

    assert labels(found.skills) >= {"clinical governance", "serious incident investigation"}
    assert [one.quote for one in found.seniority] == ["chief nurse"]
    assert [(one.baseline, one.target) for one in found.criteria] == [("61 %", "76 %")]


def test_small_talk_gives_no_suggestions():
    found = read(SMALL_TALK)

    assert (found.skills, found.situations, found.seniority, found.criteria) == ((), (), (), ())


@pytest.mark.parametrize("text", [CFO, PLANT, HOSPITAL, SMALL_TALK])
@pytest.mark.parametrize("linker", [own_linker, spelling_linker])
def test_every_suggestion_quotes_the_text_and_there_are_no_duplicates(linker, text):
    found = suggest_from(linker(), text)

    for some in (found.skills, found.situations, found.seniority, found.criteria):
        assert [text[one.start : one.end] for one in some] == [one.quote for one in some]
        assert len({(one.code, one.label) for one in some}) == len(some)
        assert [one.score for one in some] == sorted((one.score for one in some), reverse=True)


@settings(max_examples=8)
@given(st.lists(st.sampled_from([*CFO.split(" "), "🎯", "\x00", "\n\n", "%", "from 3 to"])))
def test_any_text_gives_the_same_suggestions_every_time(words):
    text = " ".join(words)

    found = read(text)

    assert read(text) == found
    everything = (*found.skills, *found.situations, *found.seniority, *found.criteria)
    assert all(text[one.start : one.end] == one.quote for one in everything)


def test_long_text_is_cut_and_says_so():
    text = CFO + "\n" + "The weather was fine and we went for a walk. " * 25_000

    found = read(text)

    assert len(text) > 1_000_000 > MAX_CHARACTERS
    assert found.is_cut
    assert [one.quote for one in found.seniority] == ["CFO"]
    assert not read(CFO).is_cut


def test_without_the_encoder_names_are_still_found():
    found = suggest_from(spelling_linker(), CFO)

    assert not found.has_meaning
    assert "transitional service agreements" in labels(found.skills)


@pytest.mark.parametrize(
    ("sentence", "baseline", "target"),
    [
        ("Reduce scrap from 9.4 % to below 4 %.", "9.4 %", "below 4 %"),
        ("On-time delivery dropped to 62 % and must be back at 95 % by May.", "62 %", "95 %"),
        ("Open deviations are to be cut to under 60 within six months.", "", "under 60"),
        ("Raise EBITDA by 3 percentage points.", "", "3 percentage points"),
        ("Saved EUR 4.2 million in purchasing.", "", "EUR 4.2 million"),
        ("No observations at the next inspection.", "", "No observations"),
        ("The site is certified by the end of Q3.", "", ""),
        ("Complete the TSA exit by 30 June 2027.", "", ""),
        ("Have the QMS inspection-ready by Q2.", "", ""),
        ("The interim should raise output from 620 to 900 units a day.", "620", "900 units"),
        ("Cut stock by a third within 20 days.", "", "a third"),
        ("Costs have risen to 18 % and must fall to 10 % by June.", "18 %", "10 %"),
    ],
)
def test_change_that_is_measured_is_a_criterion(sentence, baseline, target):
    assert [(one.baseline, one.target) for one in find_criteria(sentence)] == [(baseline, target)]


@pytest.mark.parametrize(
    "sentence",
    [
        "18 years of experience in turnarounds of 3 plants.",
        "The hospital has 1,100 beds.",
        "Day rate to be agreed, 1,800 euros a day.",
        "Founded in 1968 in Hamburg.",
        "We need somebody by March.",
        "Flights from 120 to 300 euros.",
        "Person should have closed three carve-outs.",
        "The candidate must have led the exit of a TSA by the closing date.",
        "You have reduced costs by 20 % before.",
        "",
    ],
)
def test_a_fact_without_a_change_is_not_a_criterion(sentence):
    assert find_criteria(sentence) == []


def test_a_criterion_has_no_bullet():
    assert as_criterion("  - goals: reduce scrap to 3 %.") == "Reduce scrap to 3 %"


@pytest.mark.parametrize(
    "day", ["99 Juni 0000", "31 February 1066", "Q9", "30 June 999999999999", "-5 May", "2０27"]
)
def test_an_invalid_date_is_ignored(day):
    found = find_criteria(f"Complete the TSA exit by {day}.")

    assert {(one.baseline, one.target) for one in found} <= {("", "")}


def taken_wrongly(name: str) -> tuple[list[str], list[str]]:
    """Return the missed criteria, and the wrong suggestions."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["criterion"] == "yes") for row in csv.DictReader(file)]
    offered = {text: bool(find_criteria(text)) for text, _ in rows}
    return (
        [text for text, is_one in rows if is_one and not offered[text]],
        [text for text, is_one in rows if offered[text] and not is_one],
    )


def test_criteria_are_distinguished_from_descriptions():
    missed, wrong = taken_wrongly("criteria.csv")

    assert wrong == []
    assert missed == [
        "CQC rating moved from Inadequate to at least Requires Improvement within 12 months.",
        "Payroll for all 3,400 employees runs on Workday from 1 January 2027.",
    ]


def test_held_out_sentences_are_distinguished_too():
    missed, wrong = taken_wrongly("criteria_held_out.csv")

    assert wrong == []
    assert len(missed) == 4  # of ten


def situations(name: str) -> list[tuple[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["situation"]) for row in csv.DictReader(file)]


def first_situation(text: str) -> str:
    found = read(text).situations
    return found[0].code if found else ""


def test_situations_described_in_other_words_are_found():
    missed = {
        text: first_situation(text)
        for text, situation in situations("situations.csv")
        if first_situation(text) != situation
    }

    # "Company is selling" is taken for the sale of the company itself.
    assert missed == {
        "The parent company is selling off our business unit.": "ih:situation:exit-readiness"
    }


def test_everyday_words_name_no_situation():
    everyday = [text for text, situation in situations("situations_held_out.csv") if not situation]

    assert len(everyday) == 10
    assert [text for text in everyday if first_situation(text)] == []
