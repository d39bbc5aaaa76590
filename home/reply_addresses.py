from email.errors import MessageError
from email.headerregistry import Address
from unicodedata import category

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


class NotAnAddressError(ValueError):
    """Nobody could be answered there, or the mail's head could not hold it."""


def mailbox(email: str, *, name: str = "") -> str:
    """Return the address for the head of a mail, its domain in plain letters. Raises NotAnAddressError."""
    # Quoted local parts may hold anything, and some of it would begin a line of its own in the head.
    if any(category(sign)[0] in "CZ" for sign in email):
        raise NotAnAddressError
    try:
        validate_email(email)
        local, _, domain = email.rpartition("@")
        return str(Address(display_name=name, addr_spec=f"{local}@{_plain(domain)}"))
    except (ValidationError, MessageError, ValueError) as error:
        raise NotAnAddressError from error


def _plain(domain: str) -> str:
    """Python's own codec knows the rules of 2003 alone, by which "faß.de" would be another site than it is today."""
    return idna.encode(domain, uts46=True).decode()
