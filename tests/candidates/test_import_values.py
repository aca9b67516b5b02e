"""How an import reads days, languages and lists: what they plainly mean, and nothing more."""

from datetime import date
from pathlib import Path

import pytest

from candidates.importing import rows
from candidates.importing.days import NoDay, day_of, is_to_date
from candidates.importing.languages import language_of


@pytest.mark.parametrize(
    "words",
    [
        "Present",
        "present",
        "to date",
        "Heute",
        "bis heute",
        "laufend",
        "aujourd’hui",
        "À ce jour",
        "en cours",
        "heden",
        "tot heden",
        "nu",
        " ongoing ",
        "(current)",
        "– today",
    ],
)
def test_to_date_is_known_in_four_languages(words: str) -> None:
    assert is_to_date(words)


@pytest.mark.parametrize("words", ["", "soon", "2024", "presently absent", "no", "heut"])
def test_other_words_do_not_mean_to_date(words: str) -> None:
    assert not is_to_date(words)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (2024, date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024/2/9", date(2024, 2, 9), date(2024, 2, 9)),
        ("2024-02-09T23:30:00.000Z", date(2024, 2, 9), date(2024, 2, 9)),
        ("2024-02-09 08:15", date(2024, 2, 9), date(2024, 2, 9)),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("9.2.2024", date(2024, 2, 9), date(2024, 2, 9)),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Februar 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("février 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("9 mars 2024", date(2024, 3, 9), date(2024, 3, 9)),
        ("maart 2024", date(2024, 3, 1), date(2024, 3, 31)),
        ("mei 2024", date(2024, 5, 1), date(2024, 5, 31)),
        ("juillet 2024", date(2024, 7, 1), date(2024, 7, 31)),
        ("1st December, 2024", date(2024, 12, 1), date(2024, 12, 1)),
    ],
)
def test_a_date_is_parsed_in_every_usual_form(text: str | int, first: date, last: date) -> None:
    day = day_of(text)

    assert (day.first, day.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Invalid date",
        "2024-13",
        "2024-00",
        "2024-02-31",
        "0/2024",
        "01/02/2024",
        "Mayhem",
        "1949",
        "9",
        "20240209",
        "summer 2024",
        "NaN",
        1e300,
        float("inf"),
        -1,
    ],
)
def test_an_invalid_or_ambiguous_date_is_not_guessed(text: str | float) -> None:
    with pytest.raises(NoDay):
        day_of(text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("de_AT", "de"),
        ("Deutsch", "de"),
        ("German (native)", "de"),
        ("Englisch – C1", "en"),
        ("anglais", "en"),
        ("Duits", "de"),
        ("Français: langue maternelle", "fr"),
        ("Chinese", "zh"),
        ("中文", "zh"),
        ("nld", "nl"),
        ("Klingon", ""),
        ("Germanic studies", ""),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_code_or_name(words: str, code: str) -> None:
    assert language_of(words) == code


def read(tmp_path: Path, raw: bytes) -> list[tuple[int, str | None, str]]:
    """Return line, id and reason of each row."""
    file = tmp_path / "rows"
    file.write_bytes(raw)
    return [(row.line, row.data and row.data.get("id"), row.reason) for row in rows(file)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'[{"id": "a"},\n {"id": "b"}]', [(1, "a", ""), (2, "b", "")]),
        (b'\n\n [\n{"id": "a"}\n]', [(4, "a", "")]),
        (b"[]", []),
        (b'{"id": "a"}\r\n\r\n{"id": "b"}\r\n', [(1, "a", ""), (3, "b", "")]),
        (b'{"id": "a"}\r{"id": "b"}', [(1, "a", ""), (2, "b", "")]),
        (b'{"id": "a"\n}\n', [(1, "a", "")]),
        ('{"id": "a"}\n{"id": "b"}\n'.encode("utf-16-le"), [(1, "a", ""), (2, "b", "")]),
        ('[{"id": "é"}]'.encode("utf-32"), [(1, "é", "")]),
        ('{"id": "é"}\n{"id": "ü"}\n'.encode("cp1252"), [(1, "é", ""), (2, "ü", "")]),
        (
            b'[{"id": "a"},\n {"id": "b",}]',
            [(1, "a", ""), (2, None, "is not JSON: a comma too many (line 2, column 12)")],
        ),
        (
            b'[{"id": "a"},\n 7]',
            [(1, "a", ""), (2, None, "is not an object; each item of the list is one profile")],
        ),
        (
            b'[{"id": "a"}\n {"id": "b"}]',
            [(1, None, "is not JSON: a comma or a closing bracket is missing (line 2, column 2)")],
        ),
        (
            b'{\n "id": "a",\n "x": [1, 2,]\n}',
            [(1, None, "is not JSON: a comma too many (line 3, column 12)")],
        ),
        (
            b'{"id": "a"}\n{"id" "b"}\n{"id": "c"}\n',
            [
                (1, "a", ""),
                (2, None, "is not JSON: a colon is missing (line 2, column 7)"),
                (3, "c", ""),
            ],
        ),
    ],
)
def test_profiles_are_found_with_their_lines(tmp_path, raw: bytes, expected: list[object]) -> None:
    assert read(tmp_path, raw) == expected
