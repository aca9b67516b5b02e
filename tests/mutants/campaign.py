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
from collections.abc import Callable, Iterable, Iterator
from cProfile import Profile
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
OURS = tuple(f"{path.parent}/" for path in ROOT.glob("*/__init__.py"))
Called = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The result of one run of a test: its duration, and the functions of ours that it called."""

    seconds: float
    calls: frozenset[Called]


@dataclass
class Campaign:
    """The tests by the functions they call, and the outcome of each change."""

    session: pytest.Session
    folder: Path
    seconds: dict[int, float] = field(default_factory=dict)
    callers: dict[Called, list[int]] = field(default_factory=dict)

    def learn(self) -> None:
        """Run every test once and note which functions it calls; those kept are not run again."""
        for _, files in self.groups():  # before the fork: views are imported by a first request
            for name in files:
                import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        kept = self.session.config.option.calls
        known: dict[str, Lesson] = {}
        if kept and Path(kept).exists():
            known = pickle.loads(Path(kept).read_bytes())
        result = self.folder / "calls"
        code = in_a_fork(lambda: self._note_calls(result, known), seconds=3600)
        assert code == 0, "the tests could not be run"
        if kept:
            Path(kept).write_bytes(result.read_bytes())
        known = pickle.loads(result.read_bytes())
        callers: dict[Called, list[int]] = defaultdict(list)
        items = [(at, item.nodeid) for at, item in enumerate(self.session.items)]
        self.seconds = {at: known[name].seconds for at, name in items if name in known}
        for at in sorted(self.seconds, key=self.seconds.__getitem__):
            for called in known[items[at][1]].calls:
                callers[called].append(at)
        self.callers = dict(callers)
        self.say(f"{len(self.seconds)} tests call {len(self.callers)} functions.")

    def groups(self) -> list[tuple[str, list[str]]]:
        """Give each `--mutate` with its files."""
        return [(given, files_of(given)) for given in self.session.config.option.mutate]

    def say(self, line: str) -> None:
        """Write a line of the report."""
        writer = self.session.config.get_terminal_writer()
        writer.line(line)
        writer.flush()

    def _note_calls(self, result: Path, known: dict[str, Lesson]) -> int:
        unknown = [item for item in self.session.items if item.nodeid not in known]
        for place, item in enumerate(unknown, 1):
            began = time.monotonic()
            with Profile(builtins=False) as profile:
                passed = self._passes(item, unknown[place : place + 1])
            if passed:
                calls = frozenset(_ours(entry.code for entry in profile.getstats()))
                known[item.nodeid] = Lesson(time.monotonic() - began, calls)
        result.write_bytes(pickle.dumps(known))
        return 0

    def _passes(self, item: pytest.Item, following: list[pytest.Item]) -> bool:
        """Run one test; fixtures that the next one shares are kept."""
        reports = runtestprotocol(item, log=False, nextitem=next(iter(following), None))
        return not any(report.failed for report in reports)

    def run(self) -> None:
        """Try the changes of each group, and print the outcomes."""
        for name, files in self.groups():
            self._run_group(name, {file: (ROOT / file).read_text() for file in files})

    def _run_group(self, name: str, sources: dict[str, str]) -> None:
        option = self.session.config.option
        every = [mutant for file, text in sources.items() for mutant in mutants_of(file, text)]
        chosen = every
        if option.sample and option.sample < len(every):
            chosen = random.Random(option.seed).sample(every, option.sample)
        part, parts = (int(word) for word in option.part.split("/"))
        chosen = sorted(chosen, key=lambda one: (one.file, one.line))[part - 1 :: parts]
        self.say(f"{name}: {len(every)} changes are possible; {len(chosen)} are tried.")
        ends: Counter[str] = Counter()
        for mutant in chosen:
            end = self._try(mutant, sources[mutant.file])
            ends[end] += 1
            if end != "killed":
                self.say(f"{end}: {mutant.file}:{mutant.line} {mutant.function}: {mutant.change}")
        tried = ends.total() - ends["skipped"]
        self.say(f"{name}: {ends['killed']} of {tried} changes made a test fail; {dict(ends)}")

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


def _ours(codes: Iterable[CodeType | str]) -> Iterator[Called]:
    for code in codes:
        if isinstance(code, CodeType) and code.co_filename.startswith(OURS):
            yield str(Path(code.co_filename).relative_to(ROOT)), code.co_qualname


def files_of(given: str) -> list[str]:
    """Return the modules that comma-separated paths and patterns name."""
    found = set()
    for pattern in given.split(","):
        for path in ROOT.glob(pattern):
            found |= set(path.rglob("*.py")) if path.is_dir() else {path}
    assert found, f"no file is called {given}"
    return sorted(str(path.relative_to(ROOT)) for path in found if "migrations" not in path.parts)


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
    """Do the work in a silent child process and return its exit code; kill it if it hangs."""
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
