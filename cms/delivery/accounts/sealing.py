import json
from collections.abc import Mapping

from cryptography.fernet import InvalidToken

from cms.delivery.boxes import box

PURPOSE = b"credentials of channel accounts"


class CredentialsUnreadableError(Exception):
    """Credentials were sealed with a key that is no longer known."""

    def __init__(self) -> None:
        super().__init__(
            "The credentials of an account cannot be read: SECRET_KEY has changed. Name the old key in "
            "SECRET_KEY_FALLBACKS, or enter the account's credentials anew."
        )


def seal(values: Mapping[str, str]) -> str:
    """Return the credentials as the database may keep them."""
    return box(PURPOSE).encrypt(json.dumps(dict(values)).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """Return the credentials. Raises CredentialsUnreadableError."""
    try:
        values: dict[str, str] = json.loads(box(PURPOSE).decrypt(sealed.encode()))
    except InvalidToken as error:
        raise CredentialsUnreadableError from error
    return values
