"""Parsing a sentence into measure, baseline and target."""

import pytest

from engagements.criterion_parser import ParsedCriterion, parse_criterion


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Reduce overdue deviations from 186 to 20 by the end of March.",
            ParsedCriterion("Overdue deviations", "186", "20"),
        ),
        ("scrap rate down from 9,4 % to 3 %", ParsedCriterion("Scrap rate", "9,4 %", "3 %")),
        ("Working capital 74 → 55 days", ParsedCriterion("Working capital", "74", "55 days")),
        (
            "How we would know: batch release time from 41 to 18 days",
            ParsedCriterion("Batch release time", "41", "18 days"),
        ),
        ("Bring our stock cover to 6 weeks", ParsedCriterion("Stock cover", "", "6 weeks")),
        ("Net debt under 3.5 by year end", ParsedCriterion("Net debt", "", "under 3.5")),
        (
            "On-time delivery must not fall below 97 %.",
            ParsedCriterion("On-time delivery", "", "at least 97 %"),
        ),
        ("Absence should never rise above 6 %", ParsedCriterion("Absence", "", "at most 6 %")),
        ("Agency cover has to come down to 4 %", ParsedCriterion("Agency cover", "", "4 %")),
        ("Should under 5 %", ParsedCriterion("Should under 5 %")),
        (
            "We promised to bring that to under 300",
            ParsedCriterion("We promised to bring that to under 300"),
        ),
        (
            "We did not get the scrap rate to 3 %",
            ParsedCriterion("We did not get the scrap rate to 3 %"),
        ),
        ("Success means that the site is released", ParsedCriterion("The site is released")),
        ("no finding at the next inspection", ParsedCriterion("No finding at the next inspection")),
        ("", ParsedCriterion("")),
    ],
)
def test_a_sentence_is_parsed_into_a_criterion(sentence: str, expected: ParsedCriterion) -> None:
    assert parse_criterion(sentence) == expected


def test_a_long_sentence_is_cut_to_the_length_of_a_measure() -> None:
    measure = parse_criterion("word " * 99).measure

    assert len(measure) <= 200
    assert measure.endswith("word…")


def test_the_change_is_shown_in_one_line() -> None:
    parsed = [
        ParsedCriterion("a", "186", "20"),
        ParsedCriterion("a", "", "20"),
        ParsedCriterion("a"),
    ]

    assert [expected.change for expected in parsed] == ["186 → 20", "20", ""]
