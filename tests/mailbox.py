from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.servers import free_port


class Mailbox:
    """A mail server that keeps what came, as it came over the wire. It can also be made to refuse."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name.
        self.envelopes.append(envelope)
        return self.answer

    def mails(self) -> list[Any]:
        return [message_from_bytes(self._bytes(envelope), policy=policy.default) for envelope in self.envelopes]

    def mail(self) -> EmailMessage:
        (only,) = self.mails()
        return only

    @staticmethod
    def _bytes(envelope: Envelope) -> bytes:
        return envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real mail server that Django sends to."""
    box, port = Mailbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()
