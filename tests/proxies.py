"""A TCP proxy that can stop forwarding, to make half-open connections."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path


class Proxy:
    """Forwards from a port on loopback to a server, and can drop all data."""

    def __init__(self, server: Path | tuple[str, int]) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._half_open: set[socket.socket] = set()
        self._over = threading.Event()
        self.delay_seconds = 0.0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._listener.getsockname()[1])

    def swallow(self) -> int:
        """Stop forwarding on all open connections; return their number."""
        self._half_open |= set(self._pairs)
        return len(self._half_open) // 2

    def close(self) -> None:
        """Close everything."""
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in list(self._pairs):
            line.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self._over.is_set():
                client, _ = self._listener.accept()
                threading.Thread(target=self._forward, args=(client,), daemon=True).start()

    def _connect(self) -> socket.socket:
        if isinstance(self._server, tuple):
            return socket.create_connection(self._server)
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(self._server))
        return line

    def _forward(self, client: socket.socket) -> None:
        with closing(client), closing(self._connect()) as server:
            self._pairs |= {client: server, server: client}
            with suppress(OSError), selectors.DefaultSelector() as selector:
                for line in (client, server):
                    selector.register(line, selectors.EVENT_READ)
                while not self._over.is_set():
                    for key, _ in selector.select(0.2):
                        line = key.fileobj
                        assert isinstance(line, socket.socket)
                        got = line.recv(1 << 16)
                        if line in self._half_open:
                            if not got and line is client:
                                return  # it gave up; the server is not told either
                            continue
                        if not got:
                            return
                        if line is client and self.delay_seconds:
                            self._over.wait(self.delay_seconds)
                        self._pairs[line].sendall(got)
            for line in (client, server):
                self._pairs.pop(line, None)


@contextmanager
def proxy(server: Path | tuple[str, int]) -> Iterator[Proxy]:
    """Provide a proxy until the end of the block."""
    made = Proxy(server)
    try:
        yield made
    finally:
        made.close()
