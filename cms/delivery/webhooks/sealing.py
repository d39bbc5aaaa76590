import secrets
from base64 import b64decode, b64encode

from cryptography.fernet import InvalidToken

from cms.delivery.boxes import box

PREFIX = "whsec_"
SECRET_BYTES = 32
PURPOSE = b"secrets of webhooks"


class SecretUnreadableError(Exception):
    """A secret was sealed with a key that is no longer known."""

    def __init__(self) -> None:
        super().__init__(
            "A webhook's secret cannot be read: SECRET_KEY has changed. Name the old key in SECRET_KEY_FALLBACKS, or "
            "give the webhook a new secret."
        )


def new_secret() -> str:
    """Return a secret as Standard Webhooks writes it: "whsec_" and 24 to 64 random bytes in Base64."""
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def key_of(secret: str) -> bytes:
    """Return the bytes that sign."""
    return b64decode(secret.removeprefix(PREFIX), validate=True)


def seal(secret: str) -> str:
    """Return the secret as the database may keep it."""
    return box(PURPOSE).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret. Raises SecretUnreadableError."""
    try:
        return box(PURPOSE).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadableError from error
