"""Run actions concurrently, each on its own database connection."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def at_once(*moves: Callable[[], object]) -> list[object]:
    """Run the moves in threads that start together; return results and exceptions, in order."""
    barrier = Barrier(len(moves))
    ends: list[object] = [None] * len(moves)

    def run(index: int, move: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            ends[index] = move()
        except Exception as error:
            ends[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(index, move)) for index, move in enumerate(moves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return ends
