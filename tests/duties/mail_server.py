"""A real mail server on the loopback, in a thread of its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


class Inbox:
    """Keeps what came in. While ``away`` it turns everything down for now."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.away = False

    async def handle_DATA(self, _server, _session, envelope) -> str:
        if self.away:
            return "451 come again later"
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def running() -> Iterator[tuple[Inbox, int]]:
    """The inbox and the port."""
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]
