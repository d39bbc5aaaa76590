from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from cms.transports.email import NewsletterMessage

LONG_SUBJECT = "Abgesagt: Zum Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz – „Was jetzt?“"


def newsletter(**overrides: Any) -> NewsletterMessage:
    values: dict[str, Any] = {
        "subject": "Grüße",
        "html": "<!DOCTYPE html>\n<p>Grüße = ☭</p>\n",
        "text": "Grüße = ☭\n.\nFrom hier\n",
        "sender": Address("Rote Hilfe für Köln", "info", "example.org"),
        "language": "de",
        "message_id": "<0123456789abcdef0123456789abcdef@example.org>",
        "created_at": datetime(2026, 11, 21, 9, 0, tzinfo=UTC),
        "headers": {"List-Id": "<newsletter.de.example.org>"},
    }
    return NewsletterMessage(**(values | overrides))


def parsed(message: NewsletterMessage) -> EmailMessage:
    mail = message_from_bytes(message.as_email().as_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_mail_parses_back_with_text_first() -> None:
    mail = parsed(newsletter())

    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), text.get_content()) == ("text/plain", "Grüße = ☭\r\n.\r\nFrom hier\r\n")
    assert (html.get_content_type(), html.get_content()) == ("text/html", "<!DOCTYPE html>\r\n<p>Grüße = ☭</p>\r\n")
    assert mail.defects == []


def test_headers_parse_back() -> None:
    mail = parsed(newsletter())

    assert {name: str(value) for name, value in mail.items() if name != "Content-Type"} == {
        "Subject": "Grüße",
        "From": "Rote Hilfe für Köln <info@example.org>",
        "Date": "Sat, 21 Nov 2026 09:00:00 +0000",
        "Message-ID": "<0123456789abcdef0123456789abcdef@example.org>",
        "Content-Language": "de",
        "List-Id": "<newsletter.de.example.org>",
        "MIME-Version": "1.0",
    }


@pytest.mark.parametrize("subject", [LONG_SUBJECT, "Ä" * 255, "kurz"])
def test_subject_survives_encoding(subject: str) -> None:
    mail = newsletter(subject=subject).as_email().as_bytes()

    assert max(len(line) for line in mail.split(b"\r\n")) <= 78
    assert str(message_from_bytes(mail, policy=default)["Subject"]) == subject


def test_subject_with_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        newsletter(subject="Aufruf\nBcc: alle@example.org").as_email()


def test_same_message_is_the_same_bytes() -> None:
    assert newsletter().as_email().as_bytes() == newsletter().as_email().as_bytes()


def test_files_can_be_opened_by_a_person() -> None:
    files = {file.name: file.media_type for file in newsletter().files}

    assert files == {
        "subject.txt": "text/plain",
        "newsletter.html": "text/html",
        "newsletter.txt": "text/plain",
        "newsletter.eml": "message/rfc822",
    }
