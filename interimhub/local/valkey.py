"""Our own Valkey server, on a socket. It holds messages only, so losing it loses no work."""

import os
import signal
import socket
from dataclasses import dataclass
from pathlib import Path

from . import folders
from .binaries import find_valkey
from .supervisor import Child, Supervisor


@dataclass(frozen=True, slots=True)
class Valkey:
    """A running server."""

    path: Path
    child: Child

    @property
    def url(self) -> str:
        """Its REDIS_URL."""
        return f"redis+socket://{self.path}"

    def is_ready(self) -> bool:
        """Whether it answers."""
        return self.say("PING").startswith(b"+PONG")

    def say(self, command: str) -> bytes:
        """Send one inline command and return the first bytes of the answer, if any."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.path))
                line.sendall(command.encode() + b"\r\n")
                return line.recv(4096)
        except OSError:
            return b""


def start(
    supervisor: Supervisor,
    *,
    data: Path,
    sockets: Path,
    throw_away: bool = False,
    name: str = "valkey",
) -> Valkey:
    """Start a server that keeps its data in `data`.

    Raises:
        Missing: there is neither Valkey nor Redis on this machine.
        Failed: it did not start.
    """
    binary = find_valkey()
    data.mkdir(parents=True, exist_ok=True)
    path = folders.inner(sockets / name, None) / "socket"
    path.unlink(missing_ok=True)
    command = [
        str(binary),
        "--port",
        "0",
        "--unixsocket",
        str(path),
        "--unixsocketperm",
        "700",
        "--dir",
        str(data),
    ]
    command += [
        "--save",
        "",
        "--appendonly",
        "no" if throw_away else "yes",
        "--maxmemory-policy",
        "noeviction",
    ]
    child = supervisor.start(
        name,
        command,
        env=dict(os.environ),
        stop_with=signal.SIGTERM,
        patience_seconds=8,
        restarts=not throw_away,  # tests kill and start it themselves
    )
    server = Valkey(path, child)
    supervisor.wait_until(server.is_ready, child, seconds=20, what="Valkey")
    return server
