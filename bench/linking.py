"""Sentences and phrases to skills: a part of `bench/quality.py`.

`linking-skillskape-dev`: sentences of job advertisements and the ESCO skills that they ask for
(SkillSkape, development split), against all 13,891 skills of ESCO 1.1.0. RP@10: the number of right
ones among the top ten, divided by the number of right ones (at most ten); mean over the texts that
have any.

`phrases`: phrases of interims and our concepts that they may mean, or none (`phrases.csv`,
written by us before they were linked), against the shipped vocabulary. `quiet`: the share of the
meaningless phrases without a link; `certain`: the share of phrases linked automatically;
`precision`: the share of those links that are right.
"""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.keywords import BM25
from bench.resampling import PerText
from matching.linking import cosines, ngram_similarity
from skills import encoder, linking
from skills.linking.linker import KINDS, Linker, best
from skills.words import key_of

Scores = npt.NDArray[np.float64]
Way = Callable[[str], Scores]

TARGET = {"RP@10": 0.60}
SENTENCES, VOCABULARY = "linking-skillskape-dev", "vocabulary-esco-1.1.0"
PHRASES = Path(__file__).with_name("phrases.csv")
DEEP = 10


def measure(data: Path) -> dict[str, Any]:
    """Measure the sentences, if they are in `data`, and the phrases."""
    skipped = [
        name
        for name, path in (
            (SENTENCES, data / f"{SENTENCES}.jsonl"),
            (VOCABULARY, data / VOCABULARY),
        )
        if not path.exists()
    ]
    sets = {} if skipped else {SENTENCES: _sentences(data)}
    return {"skipped": skipped, "sets": sets | {"phrases": _phrases()}}


def _sentences(data: Path) -> dict[str, Any]:
    linker = linking.read_vocabulary(data / VOCABULARY, _tell)
    lines = (data / f"{SENTENCES}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    number = {code: at for at, code in enumerate(linker.vocabulary.codes)}
    gold = [{number[code] for code in row["skills"] if code in number} for row in rows]
    texts = [row["text"] for row in rows]
    ways = {
        name: _precision(name, texts, gold, way)
        for name, way in _ways(linker, product=True).items()
    }
    return {
        "texts": len(texts),
        "without_gold": sum(not wanted for wanted in gold),
        "target": TARGET if linker.has_encoder else {},
        "ways": ways,
    }


def _precision(
    name: str, texts: Sequence[str], gold: Sequence[set[int]], way: Way
) -> dict[str, PerText]:
    shares, firsts, turns = [], [], []
    for done, (text, wanted) in enumerate(zip(texts, gold, strict=True)):
        if done % 200 == 0:
            _say(f"{name}: {done} of {len(texts)}")
        found = best(way(text), DEEP)
        if wanted:
            right = [place for place, at in enumerate(found) if at in wanted]
            shares.append(len(right) / min(DEEP, len(wanted)))
            turns.append(1.0 / (1 + right[0]) if right else 0.0)
            firsts.append(float(right[:1] == [0]))
    return {
        "RP@10": PerText.mean(shares),
        "MRR@10": PerText.mean(turns),
        "first": PerText.mean(firsts),
    }


def _phrases() -> dict[str, Any]:
    linker = linking.shipped(_tell)
    with PHRASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gold = [{code for code in row["codes"].split("|") if code} for row in rows]
    allowed = linker.allowed(KINDS)
    ways = {}
    for name, way in _ways(linker, product=True).items():
        turns = []
        for row, wanted in zip(rows, gold, strict=True):
            found = best(np.where(allowed, way(row["phrase"]), -1.0), DEEP)
            codes = [linker.vocabulary.codes[at] for at in found]
            places = [place for place, code in enumerate(codes) if code in wanted]
            if wanted:
                turns.append(1.0 / (1 + places[0]) if places else 0.0)
        ways[name] = {"MRR@10": PerText.mean(turns)}
    return {
        "texts": len(rows),
        "without_gold": sum(not wanted for wanted in gold),
        "ways": {"InterimHub, with its floor": _linked(linker, rows, gold), **ways},
    }


def _linked(linker: Linker, rows: list[dict[str, str]], gold: list[set[str]]) -> dict[str, PerText]:
    """Measure the product with its floor and its automatic links."""
    turns, quiet, is_certain, is_right = [], [], [], []
    for row, wanted in zip(rows, gold, strict=True):
        links = linker.link(row["phrase"], kinds=KINDS, top=DEEP)
        places = [place for place, link in enumerate(links) if link.code in wanted]
        if wanted:
            turns.append(1.0 / (1 + places[0]) if places else 0.0)
        else:
            quiet.append(not links)
        is_certain.append(float(bool(links) and links[0].is_certain))
        is_right.append(is_certain[-1] * (places[:1] == [0]))
    return {
        "MRR@10": PerText.mean(turns),
        "quiet": PerText.mean(quiet),
        "certain": PerText.mean(is_certain),
        "precision": PerText(np.array(is_right), np.array(is_certain)),
    }


def _ways(linker: Linker, *, product: bool) -> dict[str, Way]:
    """Return each method's scores of the concepts for a text; the best name of a concept counts."""
    names = linker.names
    words = BM25([key.split() for key in linker.vocabulary.keys])

    def of_concepts(scores: npt.NDArray[Any]) -> Scores:
        return np.maximum.reduceat(np.asarray(scores, dtype=np.float64), names.start)

    def encoded(text: str) -> Scores:
        assert names.vectors is not None
        assert names.lengths is not None
        asked = encoder.encode([text.lower()])
        found = [block[0] for _, block in cosines(asked, names.vectors, names.lengths)]
        return of_concepts(np.concatenate(found))

    ways: dict[str, Way] = {}
    if product:
        ways["InterimHub"] = linker.scores
    ways["BM25"] = lambda text: of_concepts(words.scores(key_of(text).split()))
    ways["character TF-IDF"] = lambda text: of_concepts(
        ngram_similarity(names.ngrams, [key_of(text)])[0]
    )
    if linker.has_encoder:
        ways["bare encoder"] = encoded
    return ways


def _tell(done: int, of: int) -> None:
    if done == of or done % 5120 < 512:
        _say(f"encoding names: {done} of {of}")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
