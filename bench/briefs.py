"""Briefs to profiles: a part of `bench/quality.py`.

`ranking-onet-esco`: 315 American occupations described in sentences (O*NET) as briefs, 3,008
occupations of ESCO with their skills as profiles, without titles on either side. Grades say which
match. The measure is nDCG@10 with the grades as gains, for the code that `manage.py rank
--vocabulary` runs.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from bench.keywords import BM25
from bench.resampling import PerText
from matching.linking import build_ngram_index, ngram_similarity
from ranking import files
from ranking.text_matching import VocabularyLookup, sentences
from skills import encoder, linking
from skills.words import key_of

SET, VOCABULARY = "ranking-onet-esco", "vocabulary-esco-1.1.0"
TARGET = {"nDCG@10": 0.57}
DEEP = 10
WORST = 5

Floats = npt.NDArray[Any]


def measure(data: Path) -> dict[str, Any]:
    """Measure the briefs, if they and their vocabulary are in `data`."""
    folder = data / SET
    skipped = [path.name for path in (folder, data / VOCABULARY) if not path.is_dir()]
    if skipped:
        return {"skipped": skipped, "sets": {}}
    linker = linking.read_vocabulary(data / VOCABULARY, _tell)
    lookup = VocabularyLookup(linker, is_shipped=False)
    today = timezone.localdate()
    briefs = files.read_briefs(folder / "briefs-dev.jsonl").items
    profiles = files.read_profiles(folder / "profiles.jsonl", lookup, today=today).items
    gold = _gold(folder / "gold-dev.tsv")
    profile_set = files.build_profile_set(profiles, lookup)

    ids = profile_set.ids
    own = []
    for brief in briefs:
        need, _ = files.build_brief_need(brief, lookup, this_year=today.year)
        ranking = files.rank_profiles(profile_set, need, DEEP)
        own.append(_ndcg([ids[at] for at in ranking.ids.tolist()], gold[brief.id]))
    worst = np.argsort(own, kind="stable")[:WORST]
    ways = {"InterimHub": _mean(own)}
    for name, scores in _ways(briefs, profiles, lookup):
        ways[name] = _mean(
            [
                _ndcg(
                    [profile_set.ids[at] for at in np.argsort(-row, kind="stable")[:DEEP]],
                    gold[one.id],
                )
                for row, one in zip(scores, briefs, strict=True)
            ]
        )
    return {
        "skipped": [],
        "sets": {
            SET: {
                "texts": len(briefs),
                "target": TARGET if linker.has_encoder else {},
                "worst": [briefs[at].id for at in worst],
                "nothing_right": sum(one == 0.0 for one in own),
                "ways": ways,
            }
        },
    }


def _gold(path: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["brief"], {})[row["profile"]] = float(row["gain"])
    return found


def _ndcg(found: list[str], gains: dict[str, float]) -> float:
    ideal = sorted(gains.values(), reverse=True)[:DEEP]
    return _dcg([gains.get(one, 0.0) for one in found]) / _dcg(ideal)


def _dcg(gains: list[float]) -> float:
    return float(sum(gain / np.log2(place + 2) for place, gain in enumerate(gains)))


def _mean(figures: list[float]) -> dict[str, PerText]:
    return {"nDCG@10": PerText.mean(figures)}


def _ways(
    briefs: list[files.BriefInput], profiles: list[Any], lookup: VocabularyLookup
) -> Iterator[tuple[str, Floats]]:
    """Yield the baselines and their scores: whole text against the names of all skills, (B, P)."""
    labels = lookup.linker.vocabulary.labels
    told = [sentences(brief.data) for brief in briefs]
    asked = [key_of(" ".join(lines)) for lines in told]
    offered = [key_of(" ".join(labels[at] for at in one.skills)) for one in profiles]
    words = BM25([text.split() for text in offered])
    yield "BM25", np.array([words.scores(text.split()) for text in asked])
    yield "character TF-IDF", ngram_similarity(build_ngram_index(offered), asked)
    names = lookup.linker.names
    if names.vectors is not None:
        own = _unit(names.vectors[names.first].astype(np.float32))
        theirs = _unit(np.array([own[list(one.skills)].mean(axis=0) for one in profiles]))
        ours = [_unit(encoder.encode(lines).astype(np.float32)).mean(axis=0) for lines in told]
        yield "bare encoder", _unit(np.array(ours)) @ theirs.T


def _unit(vectors: Floats) -> Floats:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _tell(done: int, of: int) -> None:
    if done == of or done % 5120 < 512:
        sys.stderr.write(f"encoding names: {done} of {of}\n")
