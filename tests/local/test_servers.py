"""Two runs of the tests at the same time never share a kept cluster."""

from pathlib import Path

from tests.servers import _home


def test_a_second_process_takes_the_next_kept_cluster(tmp_path: Path):
    kept, throw_away = tmp_path / "kept", tmp_path / "throw-away"

    with _home(kept, throw_away) as first, _home(kept, throw_away) as second:
        assert (first, second) == (kept / "0", kept / "1")

    with _home(kept, throw_away) as again:
        assert again == first


def test_a_process_uses_a_temporary_cluster_if_all_kept_ones_are_in_use(tmp_path: Path):
    kept, throw_away = tmp_path / "kept", tmp_path / "throw-away"

    with (
        _home(kept, throw_away),
        _home(kept, throw_away),
        _home(kept, throw_away),
        _home(kept, throw_away),
        _home(kept, throw_away) as fifth,
    ):
        assert fifth == throw_away


def test_nothing_is_kept_without_a_named_folder(tmp_path: Path):
    with _home(None, tmp_path) as home:
        assert home == tmp_path
