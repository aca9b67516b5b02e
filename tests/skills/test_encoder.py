"""Texts as vectors: the same text, the same vector."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from skills import encoder

TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
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


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    together = encoder.encode(TEXTS)

    assert together.shape == (len(TEXTS), encoder.WIDTH)
    for row, text in zip(together, TEXTS, strict=True):
        assert encoder.encode([text])[0].tobytes() == row.tobytes()


def test_every_vector_reaches_127_so_that_none_is_zero() -> None:
    assert np.abs(encoder.encode(TEXTS)).max(axis=1).tolist() == [127] * len(TEXTS)


def test_nothing_to_encode_is_no_vectors() -> None:
    assert encoder.encode([]).shape == (0, encoder.WIDTH)


def test_two_ways_to_say_one_thing_are_nearer_than_two_things() -> None:
    released = "Working capital released: 14 million in nine months."

    assert cosine("Reduce working capital by 12 million", released) > 0.5
    assert cosine("No audit finding at the inspection", released) < 0.3


def test_the_tokenizer_is_the_one_that_its_notice_names() -> None:
    content = encoder.TOKENIZER.read_bytes()
    notice = (encoder.TOKENIZER.parent / "NOTICE.md").read_text()

    assert hashlib.sha256(content).hexdigest() == TOKENIZER_SHA256
    assert TOKENIZER_SHA256 in notice


def test_asking_whether_there_is_an_encoder_loads_nothing() -> None:
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
