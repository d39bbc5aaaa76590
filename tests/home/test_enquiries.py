from typing import Any

import pytest
from django.utils import translation

from home.enquiries import Enquiry, EnquiryNotSentError, send
from home.models import ContactPage
from tests.factories.home import CONSENT, make_contact_page, make_group, make_groups
from tests.factories.site import Site
from tests.mailbox import Mailbox
from tests.servers import free_port
from tests.tables import row_counts

TEXT = "Guten Tag,\n\nwann ist das nächste Treffen? Grüße 🙂\n.\nEin Punkt allein."


def enquiry(**fields: Any) -> Enquiry:
    values = {"name": "Jürgen Müßig", "email": "juergen@example.net", "text": TEXT, "has_consented": True} | fields
    return Enquiry.cleaned(**values)


def test_an_enquiry_arrives_as_it_was_written(site: Site, mailbox: Mailbox) -> None:
    send(enquiry(), page=make_contact_page(site.german), group=None)

    mail = mailbox.mail()
    assert mail["To"] == "kontakt@example.org"
    assert mail["Reply-To"] == "Jürgen Müßig <juergen@example.net>"
    assert (mail.get_content_type(), mail["Content-Language"]) == ("text/plain", "de")
    body = mail.get_content().replace("\r\n", "\n")
    assert body.endswith(f"\n\n{TEXT}\n")
    assert f": {CONSENT}\n" in body


def test_an_enquiry_goes_to_the_group_that_was_chosen(site: Site, mailbox: Mailbox) -> None:
    group = make_group(make_groups(site.german), "Bremen")

    send(enquiry(), page=make_contact_page(site.german), group=group)

    assert mailbox.envelopes[0].rcpt_tos == ["bremen@example.org"]
    assert mailbox.mail()["Subject"].endswith("(Bremen)")


def test_the_mail_speaks_the_language_of_the_page(site: Site, mailbox: Mailbox) -> None:
    page = make_contact_page(site.english, "Contact", kind="supporter")

    with translation.override("de"):
        send(enquiry(), page=page, group=None)

    assert mailbox.mail()["Subject"] == "Somebody wants to become a supporter"
    assert "Agreed to: Ich bin einverstanden." in mailbox.mail().get_content()


@pytest.mark.parametrize(
    "name",
    [
        "Eve\r\nBcc: alle@example.org",
        "Eve\nBcc: alle@example.org",
        "Eve\x0b\x0c\x1c\x85\u2028Bcc: alle@example.org",
        "Eve, alle@example.org",
        'Eve" <alle@example.org>, "',
        "Eve <alle@example.org>",
    ],
)
def test_a_name_cannot_add_a_header_or_a_recipient(site: Site, mailbox: Mailbox, name: str) -> None:
    send(enquiry(name=name), page=make_contact_page(site.german), group=None)

    assert mailbox.envelopes[0].rcpt_tos == ["kontakt@example.org"]
    assert mailbox.mail()["Bcc"] is None
    assert [address.addr_spec for address in mailbox.mail()["Reply-To"].addresses] == ["juergen@example.net"]


@pytest.mark.parametrize(
    "email",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "<a@b>",
        "ä",
        '"\\"a\x0bBcc:victim@example.org"@example.net',
        '"a\x1d\x1dX"@example.net',
        '"a b"@example.net',
        "a\u200b@example.net",
        f"a@{'ü' * 60}.de",
    ],
)
def test_an_address_that_is_more_than_one_is_refused(site: Site, email: str) -> None:
    problems = enquiry(email=email).problems(make_contact_page(site.german))

    assert [problem.field for problem in problems] == ["email"]


def test_an_address_of_an_international_domain_is_answered(site: Site, mailbox: Mailbox) -> None:
    send(enquiry(email="a@straße-münchen.de"), page=make_contact_page(site.german), group=None)

    assert mailbox.mail()["Reply-To"] == "Jürgen Müßig <a@xn--strae-mnchen-o9a32b.de>"


def test_an_address_that_no_mail_can_hold_is_not_sent(site: Site, mailbox: Mailbox) -> None:
    with pytest.raises(EnquiryNotSentError):
        send(
            enquiry(email='"\\"a\x0bBcc:victim@example.org"@example.net'),
            page=make_contact_page(site.german),
            group=None,
        )

    assert mailbox.envelopes == []


def test_a_name_cannot_turn_around() -> None:
    assert enquiry(name="\u202egro.elpmaxe@nimda").name == "gro.elpmaxe@nimda"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("contact", {"name": ""}, []),
        ("contact", {"text": " \n "}, ["message"]),
        ("supporter", {"text": ""}, []),
        ("supporter", {"name": " "}, ["name"]),
        ("supporter", {"has_consented": False}, ["consent"]),
        ("contact", {"text": "a" * 5001, "name": "b" * 121}, ["name", "message"]),
    ],
)
def test_what_is_needed_depends_on_the_kind(db: None, kind: str, fields: dict[str, Any], expected: list[str]) -> None:
    problems = enquiry(**fields).problems(ContactPage(kind=kind))

    assert [problem.field for problem in problems] == expected


def test_nothing_is_stored(site: Site, mailbox: Mailbox) -> None:
    page = make_contact_page(site.german)
    before = row_counts()

    send(enquiry(), page=page, group=None)

    assert row_counts() == before
    assert len(mailbox.mails()) == 1


def test_a_server_that_refuses_leaves_no_words_in_the_log(site: Site, mailbox: Mailbox, caplog: Any) -> None:
    mailbox.answer = "554 juergen@example.net is not welcome"

    with pytest.raises(EnquiryNotSentError):
        send(enquiry(), page=make_contact_page(site.german), group=None)

    assert "An enquiry could not be sent: SMTPDataError" in caplog.text
    assert "juergen" not in caplog.text


def test_a_server_that_is_away_is_said_so(site: Site, mailbox: Mailbox, settings: Any) -> None:
    settings.EMAIL_PORT = free_port()

    with pytest.raises(EnquiryNotSentError):
        send(enquiry(), page=make_contact_page(site.german), group=None)
