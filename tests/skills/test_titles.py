import csv
from pathlib import Path

import pytest

from skills.linking.job_titles import singular
from skills.scales import Band, Seniority
from skills.titles import Title, read_title
from skills.vocabulary import DATA

FAMILY = "ih:role-family:"
HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str | None, int, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [
            (
                row["text"],
                FAMILY + row["family"] if row["family"] else None,
                int(row["level"]),
                row["band"],
            )
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(
    ("text", "role", "level", "band"), [*rows("titles.csv"), *rows("titles_held_out.csv")]
)
def test_a_title_has_the_family_level_and_band_that_a_reader_gives_it(text, role, level, band):
    assert read_title(text) == Title(text, role, level, band)


def test_one_family_at_four_levels():
    read = [read_title(text) for text in ("finance director", "VP Finance", "CFO", "group CFO")]

    assert [(title.role, title.level) for title in read] == [
        (f"{FAMILY}finance", level) for level in (4, 5, 6, 7)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀🎉",
        "\x00\ud800",
        "1234",
        "((((",
        "/ / /",
        "of the",
        "a" * 1_000_000,
        "CFO " * 250_000,
    ],
)
def test_any_line_can_be_parsed_as_a_title(text):
    title = read_title(text)

    assert (title.text, title.level in Seniority, title.band in Band) == (text, True, True)


def test_every_family_is_known_by_words_for_its_field():
    with (DATA / "title_fields.csv").open(encoding="utf-8", newline="") as file:
        named = [row["family"] for row in csv.DictReader(file)]
    with (DATA / "role_families.csv").open(encoding="utf-8", newline="") as file:
        families = [row["code"] for row in csv.DictReader(file)]

    assert named == families


def test_no_word_belongs_to_two_fields():
    with (DATA / "title_fields.csv").open(encoding="utf-8", newline="") as file:
        words = [word for row in csv.DictReader(file) for word in row["words"].split("|")]

    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("Chief Executives", "chief executive"),
        ("Secretaries", "secretary"),
        ("Business Analysts", "business analyst"),
        ("Firemen", "fireman"),
        ("Logistics Bosses", "logistics boss"),
    ],
)
def test_occupations_in_the_plural_are_compared_in_the_singular(title, one):
    assert singular(title) == one
