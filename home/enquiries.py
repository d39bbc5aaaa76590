import logging
import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from home.models.contact import ContactKind, ContactPage
from home.models.local_groups import LocalGroupPage
from home.reply_addresses import NotAnAddressError, mailbox

logger = logging.getLogger(__name__)

MAXIMUM_NAME = 120
MAXIMUM_EMAIL = 254
MAXIMUM_TEXT = 5000
TIMEOUT_SECONDS = 15
# They turn the direction of what follows, and could make a name look like another one.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class EnquiryNotSentError(Exception):
    """The mail server did not take the mail."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why something cannot be sent: the part of the enquiry, and what to do about it."""

    field: str
    message: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Enquiry:
    """What somebody writes to the organization. It lives for one request, and its words show in no log."""

    name: str
    email: str
    text: str
    has_consented: bool

    @classmethod
    def cleaned(cls, *, name: str, email: str, text: str, has_consented: bool) -> "Enquiry":
        """Return an enquiry in which nothing can end a line of the mail's head or hide."""
        return cls(
            name=" ".join(_visible(name).split()),
            email=email.strip(),
            text="\n".join(_visible(line).rstrip() for line in text.splitlines()).strip(),
            has_consented=has_consented,
        )

    def problems(self, page: ContactPage) -> list[Problem]:
        found = {
            "name": _problem_of_name(self.name, page=page),
            "email": _problem_of_email(self.email),
            "message": _problem_of_text(self.text, page=page),
            "consent": "" if self.has_consented else gettext("Please agree, so that we may answer you."),
        }
        return [Problem(field=field, message=message) for field, message in found.items() if message]


def send(enquiry: Enquiry, *, page: ContactPage, group: LocalGroupPage | None) -> None:
    """Mail the enquiry to the group or to the page's own address. Nothing of it is kept here.

    Raises EnquiryNotSentError.
    """
    try:
        _mail(enquiry, page=page, group=group).send()
    except (OSError, SMTPException, MessageError, ValueError) as error:
        # What a mail server answers may quote the mail, so the log gets no more than the kind of failure.
        logger.error("An enquiry could not be sent: %s", type(error).__name__)  # noqa: TRY400  As above.
        raise EnquiryNotSentError from None


def _mail(enquiry: Enquiry, *, page: ContactPage, group: LocalGroupPage | None) -> EmailMessage:
    language = page.locale.language_code
    with override(language):
        subject = _subject(page, group)
        body = render_to_string("home/enquiry.txt", {"enquiry": enquiry, "page": page, "group": group})
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[group.email if group else page.recipient],
        reply_to=[mailbox(enquiry.email, name=enquiry.name)],
        headers={"Content-Language": language},
        connection=get_connection(timeout=TIMEOUT_SECONDS),
    )


def _subject(page: ContactPage, group: LocalGroupPage | None) -> str:
    kinds = {
        ContactKind.CONTACT: gettext("Message from the website"),
        ContactKind.SUPPORTER: gettext("Somebody wants to become a supporter"),
    }
    kind = kinds[ContactKind(page.kind)]
    return f"{kind} ({' '.join(group.city.split())})" if group else kind


def _problem_of_name(name: str, *, page: ContactPage) -> str:
    if not name and page.kind == ContactKind.SUPPORTER:
        return gettext("Please give your name.")
    return _too_long(name, MAXIMUM_NAME)


def _problem_of_email(email: str) -> str:
    if not email:
        return gettext("Please give your email address, so that we can answer you.")
    if len(email) > MAXIMUM_EMAIL:
        return _too_long(email, MAXIMUM_EMAIL)
    try:
        mailbox(email)
    except NotAnAddressError:
        return gettext("This is not an email address. It looks for example like this: name@example.org")
    return ""


def _problem_of_text(text: str, *, page: ContactPage) -> str:
    if not text and page.kind == ContactKind.CONTACT:
        return gettext("Please write a message.")
    return _too_long(text, MAXIMUM_TEXT)


def _too_long(text: str, maximum: int) -> str:
    if len(text) <= maximum:
        return ""
    return gettext("Please shorten this to %(maximum)d characters; now there are %(count)d.") % {
        "maximum": maximum,
        "count": len(text),
    }


def _visible(text: str) -> str:
    """Put a space for every control character, and nothing for signs that turn the direction of the text."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text if sign not in TURNING)
