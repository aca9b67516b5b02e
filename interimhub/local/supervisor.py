"""Starts processes, supervises them, and always stops them in reverse order."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

PR_SET_PDEATHSIG = 1
PAUSE_SECONDS = 0.05
RESTART_WINDOW_SECONDS = 300
RESTART_PAUSE_MAX_SECONDS = 30


class Failed(Exception):
    """A process failed; the message names it and shows the end of its log."""


class Stopped(Exception):
    """The launcher was asked to stop (Ctrl-C, SIGTERM)."""


@dataclass(slots=True)
class Child:
    """A supervised process."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    user: pwd.struct_passwd | None
    stop_with: signal.Signals
    patience_seconds: float
    restarts: bool
    log: Path
    process: subprocess.Popen[bytes]
    deaths: list[float] = field(default_factory=list)
    starts_at: float | None = None  # when to restart it, if it has ended


def _die_with(parent: int, last_signal: signal.Signals) -> Callable[[], None]:
    """Make the child end when the launcher does, even by `kill -9`.

    Run after setuid, which resets it.
    """

    def prepare() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(last_signal))
            if os.getppid() != parent:
                os._exit(1)  # the parent ended before this was set
        for ignored in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ignored, signal.SIG_DFL)

    return prepare


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, indented."""
    try:
        text = log.read_text(errors="replace")
    except OSError:
        return ""
    return "\n".join("    " + line for line in text.splitlines()[-lines:])


def ending(code: int) -> str:
    """Describe how a process ended."""
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with code {code}"


class Supervisor:
    """Starts and supervises child processes. On leaving the context, all of them have ended."""

    def __init__(self, logs: Path, *, say: Callable[[str], None] = print) -> None:
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.logs = logs
        self.say = say
        self.children: list[Child] = []
        self.asked_to_stop = False
        self._handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        # Set explicitly, since a background process inherits an ignored SIGINT.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._handlers[number] = signal.signal(number, self._ask_to_stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal gave, it takes

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        user: pwd.struct_passwd | None = None,
        stop_with: signal.Signals = signal.SIGTERM,
        patience_seconds: float = 8,
        restarts: bool = False,
    ) -> Child:
        """Start and supervise a process."""
        log = self.logs / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        process = self._spawn(command, env=env, user=user, stop_with=stop_with, log=log)
        child = Child(name, command, env, user, stop_with, patience_seconds, restarts, log, process)
        self.children.append(child)
        return child

    def _spawn(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        user: pwd.struct_passwd | None,
        stop_with: signal.Signals,
        log: Path | None,
    ) -> subprocess.Popen[bytes]:
        output = log.open("ab") if log else None
        try:
            return subprocess.Popen(
                list(command),
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                # Own session, since Ctrl-C must not reach the database before the worker.
                start_new_session=True,
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
                preexec_fn=_die_with(os.getpid(), stop_with),  # noqa: PLW1509 - one thread
            )
        finally:
            if output:
                output.close()

    def run(
        self, name: str, command: Sequence[str], *, env: Mapping[str, str], show: bool = False
    ) -> None:
        """Run a command to its end; with `show`, pass its output through.

        Raises:
            Failed: it ended with an error.
        """
        log = None if show else self.logs / f"{name}.log"
        if log:
            log.unlink(missing_ok=True)
        code = self.call(command, env=env, log=log)
        if code:
            raise Failed(f"{name} {ending(code)}." + (f"\n{tail(log)}" if log else ""))

    def call(
        self, command: Sequence[str], *, env: Mapping[str, str], log: Path | None = None
    ) -> int:
        """Run a command and return its exit code; a request to stop ends it."""
        sys.stdout.flush()
        process = self._spawn(command, env=env, user=None, stop_with=signal.SIGTERM, log=log)
        try:
            while process.poll() is None:
                self.pause()
        except Stopped:
            _end(process, signal.SIGINT, 8)
            raise
        return process.returncode

    def pause(self) -> None:
        """Wait a moment.

        Raises:
            Stopped: a request to stop arrived.
        """
        if self.asked_to_stop:
            raise Stopped
        time.sleep(PAUSE_SECONDS)

    def wait_until(
        self, is_ready: Callable[[], bool], child: Child | None, *, seconds: float, what: str
    ) -> None:
        """Wait for `is_ready`.

        Raises:
            Failed: it was not ready in time, or `child` has ended.
        """
        limit = time.monotonic() + seconds
        while not is_ready():
            self.check()
            if child and child.process.poll() is not None:
                raise Failed(f"{what} {ending(child.process.returncode)}.\n{tail(child.log)}")
            if time.monotonic() > limit:
                lines = f"\n{tail(child.log)}" if child else ""
                raise Failed(f"{what} did not get ready in {seconds:.0f} s.{lines}")
            self.pause()

    def check(self) -> None:
        """Check the children once; restart those that may be restarted.

        The first restart is immediate, later ones wait 1, 2, 4 … up to 30 seconds, since what the
        process needs, such as the database, may take a while to come back.

        Raises:
            Failed: a child has ended that may not be restarted.
        """
        for child in self.children:
            code = child.process.poll()
            if code is None:
                continue
            if not child.restarts:
                raise Failed(
                    f"{child.name} {ending(code)}; its log is {child.log}. "
                    f"The last lines:\n{tail(child.log)}"
                )
            now = time.monotonic()
            if child.starts_at is None:
                pause = _pause_after_death(child, now)
                child.starts_at = now + pause
                when = f"in {pause:.0f} s" if pause else "at once"
                self.say(f"{child.name} {ending(code)}; restarting it {when}.")
            if now < child.starts_at:
                continue
            child.starts_at = None
            child.process = self._spawn(
                child.command,
                env=child.env,
                user=child.user,
                stop_with=child.stop_with,
                log=child.log,
            )

    def watch(self) -> None:
        """Supervise the children until a request to stop."""
        while True:
            self.check()
            self.pause()

    def stop(self) -> None:
        """Stop all children, the last one started first."""
        while self.children:
            child = self.children.pop()
            _end(child.process, child.stop_with, child.patience_seconds)


def _pause_after_death(child: Child, now: float) -> float:
    """Record an exit; return the seconds to wait, more for each recent one."""
    before = [at for at in child.deaths if now - at < RESTART_WINDOW_SECONDS]
    child.deaths = [*before, now]
    return min(RESTART_PAUSE_MAX_SECONDS, 2 ** (len(before) - 1)) if before else 0


def _end(
    process: subprocess.Popen[bytes], last_signal: signal.Signals, patience_seconds: float
) -> None:
    if process.poll() is None:
        process.send_signal(last_signal)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience_seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # its children, and itself if it did not stop
    process.wait()
