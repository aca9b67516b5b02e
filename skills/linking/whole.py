"""Whole sentences against all concepts at once, for a ranking of briefs that are only told."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from matching.linking import Shares, cosines, share
from skills import encoder
from skills.linking.linker import Linker
from skills.vectors import plain
from skills.words import key_of

TOLD = Shares(whole=0.45, part=0.45, grams=0.10)
TOLD_SPELT = Shares(whole=0.0, part=0.0, grams=1.0)
AT_A_TIME = 32

Floats = npt.NDArray[np.float32]


def likenesses(linker: Linker, texts: Sequence[str]) -> Iterator[tuple[int, Floats]]:
    """Give, for each text by number, how alike it is to every concept: shape (C,).

    As `Linker.link` scores a sentence, without its windows: what a sentence says in passing counts
    for little. Each text is scored by itself.
    """
    names = linker.names
    for start in range(0, len(texts), AT_A_TIME):
        some = [plain(text) for text in texts[start : start + AT_A_TIME]]
        found = share(names.lexicon, [key_of(text) for text in some])
        spelt = np.maximum.reduceat(found, names.start, axis=1)
        if not linker.has_encoder or names.vectors is None:
            yield from enumerate(spelt, start)
            continue
        assert names.lengths is not None
        assert names.crowd is not None
        vectors = encoder.encode([text.lower() for text in some])
        cosine = np.concatenate(
            [block for _, block in cosines(vectors, names.vectors, names.lengths)], axis=1
        )
        own = cosine[:, names.first]
        cosine -= np.float32(TOLD.crowd) * names.crowd
        near = np.maximum.reduceat(cosine, names.start, axis=1)
        score = TOLD.whole * own + TOLD.part * near + TOLD.grams * spelt
        yield from enumerate(score.astype(np.float32), start)
