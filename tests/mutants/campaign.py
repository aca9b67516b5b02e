"""Try small wrong changes, and report those that no test notices.

First every test runs once, to learn which functions it calls. Then, for each change, a forked
process runs the tests that call the changed function, the quickest first, until one fails.
"""

import os
import pickle
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.databases import ROOT
from tests.mutants.operators import Mutant, compiled, mutants_of

# A change that many tests meet and none notices: after this long it counts as survived.
SECONDS_PER_MUTANT = 60.0
Called = tuple[str, str]


@dataclass
class Campaign:
    """Which tests call which functions, and what became of each change."""

    session: pytest.Session
    folder: Path
    seconds: dict[int, float] = field(default_factory=dict)
    callers: dict[Called, list[int]] = field(default_factory=dict)
    ends: Counter[str] = field(default_factory=Counter)

    @property
    def files(self) -> list[str]:
        """The files to change."""
        found = []
        for given in self.session.config.option.mutate:
            path = ROOT / given
            found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
        return [str(path.relative_to(ROOT)) for path in found if "migrations" not in path.parts]

    def learn(self) -> None:
        """Run every test once and note which functions it calls."""
        for name in self.files:  # before the fork: views are imported by the first request only
            import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        result = self.folder / "calls"
        code = in_a_fork(lambda: self._note_calls(result), seconds=3600)
        assert code == 0, "the tests could not be run"
        self.seconds, calls = pickle.loads(result.read_bytes())
        callers: dict[Called, list[int]] = defaultdict(list)
        for number in sorted(self.seconds, key=self.seconds.__getitem__):
            for called in calls[number]:
                callers[called].append(number)
        self.callers = dict(callers)
        self.say(f"{len(self.seconds)} tests call {len(self.callers)} functions.")

    def say(self, line: str) -> None:
        """Write a line of the report."""
        writer = self.session.config.get_terminal_writer()
        writer.line(line)
        writer.flush()

    def _note_calls(self, result: Path) -> int:
        wanted = {str(ROOT / name): name for name in self.files}
        seconds, calls = {}, {}
        items = self.session.items
        for number in range(len(items)):
            seen: set[CodeType] = set()

            def note(frame: Any, event: str, _: Any, seen: set[CodeType] = seen) -> None:
                if event == "call":
                    seen.add(frame.f_code)

            began = time.monotonic()
            sys.setprofile(note)
            passed = self._passes(items[number], items[number + 1 : number + 2])
            sys.setprofile(None)
            if passed:
                seconds[number] = time.monotonic() - began
                calls[number] = {
                    (wanted[code.co_filename], code.co_qualname)
                    for code in seen
                    if code.co_filename in wanted
                }
        result.write_bytes(pickle.dumps((seconds, calls)))
        return 0

    def _passes(self, item: pytest.Item, following: list[pytest.Item]) -> bool:
        """Run one test; fixtures that the one after it shares stay."""
        reports = runtestprotocol(item, log=False, nextitem=next(iter(following), None))
        return not any(report.failed for report in reports)

    def run(self) -> None:
        """Try the changes, and print what became of them."""
        option = self.session.config.option
        sources = {name: (ROOT / name).read_text() for name in self.files}
        every = [mutant for name, text in sources.items() for mutant in mutants_of(name, text)]
        chosen = every
        if option.sample and option.sample < len(every):
            chosen = random.Random(option.seed).sample(every, option.sample)
        part, parts = (int(word) for word in option.part.split("/"))
        chosen = sorted(chosen, key=lambda one: (one.file, one.line))[part - 1 :: parts]
        self.say(f"{len(every)} changes are possible; {len(chosen)} are tried.")
        for mutant in chosen:
            end = self._try(mutant, sources[mutant.file])
            self.ends[end] += 1
            if end != "killed":
                self.say(f"{end}: {mutant.file}:{mutant.line} {mutant.function}: {mutant.change}")
        tried = self.ends.total() - self.ends["skipped"]
        self.say(f"{self.ends['killed']} of {tried} changes made a test fail; {dict(self.ends)}")

    def _try(self, mutant: Mutant, source: str) -> str:
        numbers = self.callers.get((mutant.file, mutant.function), [])
        if not numbers:
            return "not run"
        code = compiled(mutant, source)
        function = function_of(mutant)
        if code is None or function is None or code.co_freevars != function.__code__.co_freevars:
            return "skipped"
        chosen, total = [], 0.0
        for number in numbers:
            total += self.seconds[number]
            if chosen and total > SECONDS_PER_MUTANT:
                break
            chosen.append(number)

        items = [self.session.items[number] for number in chosen]

        def attempt() -> int:
            function.__code__ = code
            passes = (self._passes(item, items[at : at + 1]) for at, item in enumerate(items, 1))
            return 0 if all(passes) else 1

        return "killed" if in_a_fork(attempt, seconds=2 * total + 30) else "survived"


def function_of(mutant: Mutant) -> FunctionType | None:
    """Find the function in the modules that are imported, beneath its decorators."""
    path = str(ROOT / mutant.file)
    module = next((one for one in sys.modules.values() if _file_of(one) == path), None)
    found: Any = module
    for name in mutant.function.split("."):
        found = vars(found).get(name) if found is not None else None
    for one in _layers(found):
        if isinstance(one, FunctionType):
            code = one.__code__
            if (code.co_filename, code.co_qualname) == (path, mutant.function):
                return one
    return None


def _layers(found: Any) -> Iterator[Any]:
    while found is not None:
        yield found
        found = next(
            (
                inner
                for name in ("__wrapped__", "__func__", "fget", "func", "work")
                if (inner := getattr(found, name, None)) is not None
            ),
            None,
        )


def _file_of(module: Any) -> str | None:
    return getattr(module, "__file__", None)


def in_a_fork(work: Callable[[], int], *, seconds: float) -> int:
    """Do the work in a silent child process and give its exit code; one that hangs is killed."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            code = work()
        finally:
            os._exit(code)
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1
