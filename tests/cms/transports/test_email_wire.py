import smtplib
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from cms.channels.newsletter.renderer import render
from tests.factories import answers
from tests.factories.site import NOW
from tests.servers import free_port


class Inbox(Message):
    """Keeps the bytes of the last mail as they came over the wire."""

    content = b""

    def prepare_message(self, session: object, envelope: object) -> object:
        self.content = envelope.content
        return super().prepare_message(session, envelope)

    def handle_message(self, message: object) -> None:
        del message


def test_a_mail_arrives_as_it_was_rendered() -> None:
    message = render(answers.answer(answers.statement()), now=NOW, assets={})
    inbox = Inbox()
    port = free_port()
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with smtplib.SMTP("127.0.0.1", port) as client:
            client.send_message(message.as_email(), "newsletter@example.org", ["leserin@example.org"])
    finally:
        server.stop()

    arrived = message_from_bytes(inbox.content, policy=policy.default)
    assert arrived["Subject"] == message.subject
    assert arrived.get_body(("html",)).get_content().replace("\r\n", "\n").strip() == message.html.strip()
    assert arrived.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == message.text.strip()
