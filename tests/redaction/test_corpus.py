"""Hidden and wrongly hidden words of the generated corpus."""

import re
from typing import NamedTuple

import pytest

from redaction.hiding import telling_spans
from redaction.name_parts import Name
from redaction.spans import Kind
from tests.redaction import pairs
from tests.redaction.corpus import DEVELOPMENT, Example, Half, Person, examples
from tests.redaction.held_out import HELD_OUT
from tests.redaction.pairs import FRAMES, HALVES
from tests.redaction.third import THIRD

WORD = re.compile(r"[^\W_]+")


class Count(NamedTuple):
    """Counts of words to hide and of hidden words."""

    leaks: int
    shown: list[str]
    words: int
    hidden_wrongly: list[str]


def names_of(person: Person) -> tuple[Name, ...]:
    return (
        Name(person.full_name, Kind.PERSON),
        Name(person.organisation, Kind.ORGANISATION),
    )


def judged(half: Half) -> Count:
    """Read the half and count."""
    leaks, words = 0, 0
    shown: list[str] = []
    wrongly: list[str] = []
    for example in examples(half):
        hidden = hidden_places(example)
        for start, end in example.leaks:
            leaks += 1
            left = [i for i in range(start, end) if example.text[i].isalnum() and i not in hidden]
            if left:
                shown.append(f"{example.text[start:end]!r} in {example.text!r}")
        secret = {i for start, end in example.leaks for i in range(start, end)}
        for word in WORD.finditer(example.text):
            places = set(range(*word.span()))
            if not places & secret:
                words += 1
                if places & hidden:
                    wrongly.append(f"{word[0]!r} in {example.text!r} of {example.person.full_name}")
    return Count(leaks, shown, words, wrongly)


def hidden_places(example: Example) -> set[int]:
    spans = telling_spans(example.text, names_of(example.person))
    return {i for span in spans for i in range(span.start, span.end)}


@pytest.mark.parametrize(
    "half", [DEVELOPMENT, HELD_OUT, THIRD], ids=["development", "held out", "third"]
)
def test_identifying_words_are_hidden_and_ordinary_words_stay(half: Half):
    count = judged(half)

    assert count.leaks > 1000
    assert len(count.shown) <= 0.005 * count.leaks, count.shown[:40]
    assert len(count.hidden_wrongly) <= 0.005 * count.words, count.hidden_wrongly[:40]


def test_the_third_set_is_as_large_as_a_half_and_has_thousands_of_ordinary_words():
    words = sum(len(WORD.findall(text)) for text in THIRD.ordinary)

    assert words >= 15_000
    assert len(THIRD.people) >= len(HELD_OUT.people)
    for language, templates in HELD_OUT.leaks.items():
        assert len(THIRD.leaks[language]) >= len(templates)
        for half in HALVES:
            for category, frames in FRAMES[half][language].items():
                assert len(FRAMES[pairs.THIRD][language][category]) >= min(len(frames), 2)
            assert _frames(FRAMES[pairs.THIRD][language]) >= _frames(FRAMES[half][language])


def _frames(categories: dict[str, list[object]]) -> int:
    return sum(len(frames) for frames in categories.values())
