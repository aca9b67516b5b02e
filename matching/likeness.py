"""How much the past assignments of people are like a brief: words, outcomes and roles.

A cosine is computed from sums of integers that floats hold exactly, so it does not depend on who
else is compared or on the machine. Everything is a maximum over a person's assignments and
sentences: another one never lowers it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.need import Need
from matching.pool import Bools, Floats, Ints
from matching.record import Int8s, Record, batches
from matching.weights import WEIGHTS

MAX_EXACT_FLOAT32 = 2**24 // 128**2
"""Vector length up to which a float32 holds any sum of int8 products exactly, in any order."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much the records of some people are like a brief.

    Attributes:
        has_text, has_title: shape (n,), whose texts and titles are known.
        is_like: shape (n,), whose record is like the brief at a coarse look; only theirs is read.
        whole: shape (n,), the cosine of the brief and the best assignment.
        sentences: shape (B, n), the cosine of each sentence and the best sentence; 0 if not read.
        criteria: shape (C, n), the same for the success criteria.
        words: shape (n,), the credit of the words, 0 to 1.
        outcome: shape (C, n), the credit of each criterion, 0 to 1.
        role: shape (n,), the credit of the best past role, 0 to 1.
    """

    has_text: Bools
    has_title: Bools
    is_like: Bools
    whole: Floats
    sentences: Floats
    criteria: Floats
    words: Floats
    outcome: Floats
    role: Floats


def likeness(record: Record, need: Need, rows: Ints) -> Likeness:
    """Compare the records of some rows, shape (n,), with a brief.

    Raises:
        ValueError: the vectors of the pool and those of the need differ in length.
    """
    has_text = record.has_text[rows]
    is_like = has_text & passes_coarse(record, need, rows)
    whole = np.zeros(len(rows))
    cosines = np.zeros((len(need.sentences) + len(need.criteria), len(rows)))
    like = np.flatnonzero(is_like)
    if len(cosines) and len(like):
        whole[like] = whole_cosine(record, need, rows[like])
        cosines[:, like] = sentence_cosines(record, need, rows[like])
    sentences, criteria = cosines[: len(need.sentences)], cosines[len(need.sentences) :]
    return Likeness(
        has_text=has_text,
        has_title=record.has_title(rows),
        is_like=is_like,
        whole=whole,
        sentences=sentences,
        criteria=criteria,
        words=words_credit(whole, sentences) * is_like,
        outcome=_ramp(criteria, WEIGHTS.cosine_floor, WEIGHTS.cosine_range) * is_like,
        role=role_credit(record, need, rows),
    )


def words_credit(whole: Floats, sentences: Floats) -> Floats:
    """Return the credit of the words, shape (n,), from the cosines; see `Likeness`.

    Sentences count at most as much as the best whole assignment: a sentence that could stand in any
    record says little without the work around it.
    """
    if not len(sentences):
        return np.zeros_like(whole)
    # Added up one by one, so that the mean does not depend on who else is compared.
    total = np.zeros_like(whole)
    for row in sentences:
        total += row
    mean = np.minimum(total / len(sentences), whole)
    return _ramp((whole + mean) / 2, WEIGHTS.words_floor, WEIGHTS.words_range)


def words_limit(whole: Floats) -> Floats:
    """Return the most that the words can be worth, whatever the sentences say."""
    return _ramp(whole, WEIGHTS.words_floor, WEIGHTS.words_range)


def passes_coarse(record: Record, need: Need, rows: Ints) -> Bools:
    """Return who has an assignment that is like the brief by its coarse vector, shape (n,).

    Everybody, if the brief has no text of its own.
    """
    if not len(need.whole):
        return np.ones(len(rows), np.bool_)
    if not len(record.vectors):
        return np.zeros(len(rows), np.bool_)
    _check_length(record, need.whole)
    asked = need.whole[None, : record.coarse.shape[1]]
    best = np.full(len(rows), -1.0)
    for people, entry, first in _by_person(record, rows):
        dots = _dots(record.coarse.take(entry, axis=0), asked)
        cosines = _divided(dots, _squares(asked), record.coarse_squares.take(entry))[0]
        best[people] = np.maximum.reduceat(cosines, first)
    return best >= WEIGHTS.coarse_floor


def whole_cosine(record: Record, need: Need, rows: Ints) -> Floats:
    """Return the cosine of the brief and each person's best assignment, shape (n,); 0 for none."""
    found = np.zeros(len(rows))
    if not len(need.whole):
        return found
    for people, entry, first in _by_person(record, rows):
        text = record.text.take(entry)
        vectors = record.vectors.take(text, axis=0, mode="clip")
        cosines = _cosines(vectors, need.whole[None])[0]
        cosines[text < 0] = 0.0
        found[people] = np.maximum(np.maximum.reduceat(cosines, first), 0.0)
    return found


def _by_person(record: Record, rows: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield batches of people, as indices into `rows`, their assignments, and where each begins."""
    counts = record.start[rows + 1] - record.start[rows]
    people = np.flatnonzero(counts)
    for batch in batches(counts[people]):
        here = people[batch]
        many = counts[here]
        yield here, record.assignments_of(rows[here])[1], np.cumsum(many) - many


def sentence_cosines(record: Record, need: Need, rows: Ints) -> Floats:
    """Return the cosine of each sentence and criterion of the brief and each person's best one.

    Shape (B + C, n); 0 for nobody's.
    """
    asked = asked_vectors(need)
    found = np.zeros((len(asked), len(rows)))
    if not len(asked) or not len(record.vectors):
        return found
    _check_length(record, asked[0])
    which, assignment = record.assignments_of(rows)
    of, entry = record.sentences_of(assignment)
    person = which[of]
    counts = np.bincount(person, minlength=len(rows))
    people = np.flatnonzero(counts)
    done = 0
    for batch in batches(counts[people]):
        here = people[batch]
        many = counts[here]
        part = slice(done, done + int(many.sum()))
        stated = record.vectors.take(record.sentence.take(entry[part]), axis=0)
        cosines = _cosines(stated, asked)
        first = np.cumsum(many) - many
        found[:, here] = np.maximum(np.maximum.reduceat(cosines, first, axis=1), 0.0)
        done = part.stop
    return found


def role_credit(record: Record, need: Need, rows: Ints) -> Floats:
    """Return the credit of each person's best past role, shape (n,); 0 for nobody's."""
    found = np.zeros(len(rows))
    if not need.asks_for_role or not len(record.families):
        return found
    which, entry = record.assignments_of(rows)
    title = record.title[entry]
    named = title >= 0
    by_title = title_credit(record, need, title[named])
    np.maximum.at(found, which[named], by_title[title[named]])
    return found


def title_credit(record: Record, need: Need, titles: Ints) -> Floats:
    """Return how much each distinct title is like the role, shape (T,), 0 to 1.

    Only that of `titles` is computed; the others have 0.
    """
    credit = np.zeros(len(record.families))
    is_held = np.zeros(len(record.families), np.bool_)
    is_held[titles] = True
    held = np.flatnonzero(is_held)
    if len(need.families):
        families = record.families[held]
        known = (families >= 0) & (families < len(need.families))
        credit[held[known]] = need.families[families[known]]
    held = held[record.title_vectors[held] >= 0]
    if len(need.title) and len(held):
        _check_length(record, need.title)
        for batch in _slices(len(held)):
            vectors = record.vectors[record.title_vectors[held[batch]]]
            cosine = _cosines(vectors, need.title[None])[0]
            near = WEIGHTS.title_cap * _ramp(cosine, WEIGHTS.title_floor, WEIGHTS.title_range)
            credit[held[batch]] = np.maximum(credit[held[batch]], near)
    return credit


def entry_cosines(record: Record, need: Need, assignments: Ints) -> tuple[Floats, Floats, Ints]:
    """Return what an explanation needs of some assignments, which must have sentences or a text.

    Returns:
        The cosine of each assignment's whole text, shape (a,); the cosines of each sentence and
        criterion with each of their sentences, shape (B + C, s); the assignment of each of these,
        an index into `assignments`, shape (s,).
    """
    whole = np.zeros(len(assignments))
    text = record.text[assignments]
    if len(need.whole) and (text >= 0).any():
        whole[text >= 0] = _cosines(record.vectors[text[text >= 0]], need.whole[None])[0]
    of, entry = record.sentences_of(assignments)
    asked = asked_vectors(need)
    if not len(asked) or not len(entry):
        return whole, np.zeros((len(asked), len(entry))), of
    return whole, _cosines(record.vectors[record.sentence[entry]], asked), of


def asked_vectors(need: Need) -> Int8s:
    """Return the vectors of the brief's sentences, then of its criteria."""
    parts = [one for one in (need.sentences, need.criteria) if len(one)]
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.int8)


def _cosines(stated: Int8s, asked: Int8s) -> Floats:
    """Return the cosines, shape (asked, stated). A zero vector is similar to nothing."""
    return _divided(_dots(stated, asked), _squares(asked), _squares(stated))


def _dots(stated: Int8s, asked: Int8s) -> Floats:
    """Return the dot products, shape (asked, stated): whole numbers, in the widest type needed."""
    kind = _exact(stated)
    right: npt.NDArray[Any] = stated.astype(kind)
    if len(asked) == 1:
        # A matrix by a vector is a kernel of its own, and faster.
        found: npt.NDArray[Any] = (right @ asked[0].astype(kind))[None]
    else:
        found = asked.astype(kind) @ right.T
    return found.astype(np.float64)


def _squares(vectors: Int8s) -> Floats:
    exact: npt.NDArray[Any] = vectors.astype(_exact(vectors))
    found: Floats = np.einsum("ij,ij->i", exact, exact).astype(np.float64)
    return found


def _exact(vectors: Int8s) -> type[np.floating[Any]]:
    return np.float32 if vectors.shape[1] < MAX_EXACT_FLOAT32 else np.float64


def _divided(dots: Floats, asked_squares: Floats, squares: Floats | Ints) -> Floats:
    size = np.sqrt(asked_squares[:, None] * squares[None, :])
    cosines: Floats = np.divide(dots, size, out=np.zeros_like(dots), where=size > 0)
    return cosines


def _ramp(cosine: Floats, floor: float, over: float) -> Floats:
    return np.minimum(np.maximum((cosine - floor) / over, 0.0), 1.0)


def _slices(count: int, step: int = 1 << 14) -> list[slice]:
    return [slice(begin, begin + step) for begin in range(0, count, step)]


def _check_length(record: Record, vector: Int8s) -> None:
    if record.vectors.shape[1] != len(vector):
        raise ValueError(
            f"record: vectors of length {record.vectors.shape[1]}, the brief's have {len(vector)}"
        )
