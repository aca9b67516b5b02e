"""Briefs to profiles: a part of `bench/quality.py`.

`ranking-onet-esco`: 315 American occupations described in sentences (O*NET) as briefs, 3,008
occupations of ESCO with their skills as profiles, without titles on either side. Grades say which
match. The measure is nDCG@10 with the grades as gains, for the code that `manage.py rank
--vocabulary` runs.

A second row has titles too: the preferred label of each occupation, as the brief's title and as
that of the profile's one assignment. The set has none; `occupation_titles.py` writes them.
"""

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.utils import timezone

from bench.keywords import BM25
from bench.occupation_titles import SET, titles_file
from bench.resampling import PerText
from matching.linking import build_ngram_index, ngram_similarity
from ranking import files
from ranking.text_matching import VocabularyLookup, sentences
from skills import encoder, linking
from skills.words import key_of

VOCABULARY = "vocabulary-esco-1.1.0"
TARGET, TARGET_WITH_TITLES = {"nDCG@10": 0.57}, {"nDCG@10": 0.68}
DEEP = 10
WORST = 5

Floats = npt.NDArray[Any]
Rows = list[dict[str, Any]]


def measure(data: Path) -> dict[str, Any]:
    """Measure the briefs, if they and their vocabulary are in `data`."""
    folder = data / SET
    skipped = [path.name for path in (folder, data / VOCABULARY) if not path.is_dir()]
    if skipped:
        return {"skipped": skipped, "sets": {}}
    linker = linking.read_vocabulary(data / VOCABULARY, _tell)
    lookup = VocabularyLookup(linker, is_shipped=False)
    gold = _gold(folder / "gold-dev.tsv")
    rows = {name: _rows(folder / f"{name}.jsonl") for name in ("briefs-dev", "profiles")}
    sets = {SET: _measured(rows["briefs-dev"], rows["profiles"], gold, lookup, TARGET)}
    if not titles_file().exists():
        return {"skipped": [f"{SET}, with titles"], "sets": sets}
    titles = dict(line.split("\t") for line in titles_file().read_text("utf-8").splitlines())
    briefs, profiles = (
        [one | as_field(titles[one["id"]]) if one["id"] in titles else one for one in rows[name]]
        for name, as_field in (
            ("briefs-dev", lambda title: {"title": title}),
            ("profiles", lambda title: {"assignments": [{"title": title}]}),
        )
    )
    sets[f"{SET}, with titles"] = _measured(briefs, profiles, gold, lookup, TARGET_WITH_TITLES)
    return {"skipped": [], "sets": sets}


def _rows(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _measured(
    brief_rows: Rows,
    profile_rows: Rows,
    gold: dict[str, dict[str, float]],
    lookup: VocabularyLookup,
    target: dict[str, float],
) -> dict[str, Any]:
    today = timezone.localdate()
    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name) / one for one in ("briefs", "profiles")]
        for path, rows in zip(paths, (brief_rows, profile_rows), strict=True):
            path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        briefs = files.read_briefs(paths[0]).items
        profiles = files.read_profiles(paths[1], lookup, today=today).items
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
                _ndcg([ids[at] for at in np.argsort(-row, kind="stable")[:DEEP]], gold[one.id])
                for row, one in zip(scores, briefs, strict=True)
            ]
        )
    return {
        "texts": len(briefs),
        "titles": sum("title" in one for one in brief_rows),
        "target": target if lookup.linker.has_encoder else {},
        "worst": [briefs[at].id for at in worst],
        "nothing_right": sum(one == 0.0 for one in own),
        "ways": ways,
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
    titles = [[work.title for work in one.record] for one in profiles]
    told = [[*_given_title(brief), *sentences(brief.data)] for brief in briefs]
    asked = [key_of(" ".join(lines)) for lines in told]
    offered = [
        key_of(" ".join([*held, *(labels[at] for at in one.skills)]))
        for held, one in zip(titles, profiles, strict=True)
    ]
    words = BM25([text.split() for text in offered])
    yield "BM25", np.array([words.scores(text.split()) for text in asked])
    yield "character TF-IDF", ngram_similarity(build_ngram_index(offered), asked)
    names = lookup.linker.names
    if names.vectors is not None:
        own = _unit(names.vectors[names.first].astype(np.float32))
        theirs = _unit(np.array([own[list(one.skills)].mean(axis=0) for one in profiles]))
        if any(titles):
            # A title is as much as all skills together: half each.
            of_titles = encoder.encode([" ".join(held) for held in titles])
            theirs = _unit(theirs + _unit(of_titles.astype(np.float32)))
        ours = [_unit(encoder.encode(lines).astype(np.float32)).mean(axis=0) for lines in told]
        found = _unit(np.array(ours))
        if any(titles):
            of_briefs = encoder.encode([brief.data.get("title") or "" for brief in briefs])
            found = _unit(found + _unit(of_briefs.astype(np.float32)))
        yield "bare encoder", found @ theirs.T


def _given_title(brief: files.BriefInput) -> list[str]:
    return [brief.data["title"]] if brief.data.get("title") else []


def _unit(vectors: Floats) -> Floats:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _tell(done: int, of: int) -> None:
    if done == of or done % 5120 < 512:
        sys.stderr.write(f"encoding names: {done} of {of}\n")
