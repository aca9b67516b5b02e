"""A real SMTP server on loopback whose answers a test can set."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Accepts e-mails, unless a test sets another answer.

    Attributes:
        taken: the e-mails received so far, in order.
        greeting: its first line; a code from 400 up refuses all connections.
        answers: its answers to commands, for instance {"RCPT": "550 no such mailbox"}.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: list[str] = []
        self.greeting = "220 ready"
        self.answers: dict[str, str] = {}

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say(self.server.greeting)
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if told := self.server.answers.get(verb):
                self.say(told)
            elif verb == "DATA":
                self.say("354 go on")
                self.take()
            else:
                self.say("250 fine")

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.decode())
        self.server.taken.append("".join(lines))
        self.say("250 taken")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run one until the end of the block."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
