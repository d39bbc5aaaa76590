from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from cms.transports.base import File


@dataclass(frozen=True, kw_only=True)
class NewsletterMessage:
    """A mail before it has a recipient: subject, both bodies and the headers that every copy carries."""

    subject: str
    html: str
    text: str
    sender: Address
    language: str
    message_id: str
    created_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_email(self) -> EmailMessage:
        """Return the mail as RFC 5322 wants it, with the plain text first (RFC 2046, section 5.1.4)."""
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = self.subject
        mail["From"] = self.sender
        mail["Date"] = format_datetime(self.created_at)
        mail["Message-ID"] = self.message_id
        for name, value in self.headers.items():
            mail[name] = value
        mail.set_content(self.text, cte="quoted-printable")
        mail.add_alternative(self.html, subtype="html", cte="quoted-printable")
        # The library moves the Content-* headers that it finds into the first part, so this one comes last.
        mail["Content-Language"] = self.language
        # The library draws a boundary by lot, but the same mail should be the same bytes. Quoted-printable cannot
        # hold "=_" (RFC 2045, section 6.7), so no text can end a part early.
        mail.set_boundary(f"=_{sha256(self.message_id.encode()).hexdigest()[:32]}")
        return mail

    @property
    def files(self) -> tuple[File, ...]:
        return (
            File(name="subject.txt", media_type="text/plain", content=self.subject.encode()),
            File(name="newsletter.html", media_type="text/html", content=self.html.encode()),
            File(name="newsletter.txt", media_type="text/plain", content=self.text.encode()),
            File(name="newsletter.eml", media_type="message/rfc822", content=self.as_email().as_bytes()),
        )

    @property
    def counts(self) -> Mapping[str, int]:
        return {"words": len(self.text.split()), "html_bytes": len(self.html.encode())}
