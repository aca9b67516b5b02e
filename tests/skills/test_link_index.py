"""The index of name vectors is built once per machine, and rebuilt if it is damaged."""

import multiprocessing
from pathlib import Path

import numpy as np
import pytest

from skills import encoder
from skills.linking import index
from skills.linking.linker import Linker
from tests.skills.own import names

ROWS = [("a", "plant closure"), ("a", "Shutting a Site"), ("b", "cash forecast"), ("b", "CASH")]


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def build_there(home: str) -> None:
    from django.conf import settings

    settings.HOME = Path(home)
    index.build(names(*ROWS))


def test_the_index_has_the_vectors_of_the_names_in_order():
    vocabulary = names(*ROWS)

    index.build(vocabulary)

    found = index.open_index(vocabulary)
    assert found.vectors.tobytes() == encoder.encode(vocabulary.texts).tobytes()
    assert found.hubness.shape == (4,)


def test_the_index_is_not_built_twice(monkeypatch):
    index.build(names(*ROWS))
    monkeypatch.setattr(encoder, "encode", lambda texts: pytest.fail("made again"))

    index.build(names(*reversed(ROWS[:1]), *ROWS[1:]))


def test_other_names_or_another_model_have_their_own_index(monkeypatch):
    here = index.folder_of(names(*ROWS))

    assert index.folder_of(names(*ROWS[:3])) != here
    monkeypatch.setattr(encoder, "MODEL", "other/1")
    assert index.folder_of(names(*ROWS)) != here


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY nonsense"], ids=["empty", "nonsense"])
@pytest.mark.parametrize("name", [index.VECTORS, index.HUBNESS])
def test_a_damaged_index_counts_as_missing_and_is_rebuilt(name, content):
    vocabulary = names(*ROWS)
    index.build(vocabulary)
    (index.folder_of(vocabulary) / name).write_bytes(content)

    assert index.open_index(vocabulary) is None
    assert not Linker(vocabulary, index.open_index(vocabulary)).has_encoder
    index.build(vocabulary)
    assert index.open_index(vocabulary) is not None


def test_build_that_fails_leaves_nothing_behind(monkeypatch, home):
    monkeypatch.setattr(np, "save", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        index.build(names(*ROWS))

    assert [path.suffix for path in (home / "linking").iterdir()] == [".lock"]


def test_two_builders_at_once_end_with_one_index(home):
    context = multiprocessing.get_context("fork")
    builders = [context.Process(target=build_there, args=(str(home),)) for _ in range(2)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(60)

    assert [builder.exitcode for builder in builders] == [0, 0]
    assert sorted(path.suffix for path in (home / "linking").iterdir()) == [
        "",
        "",
        ".lock",
        ".lock",
    ]
    assert index.open_index(names(*ROWS)) is not None
