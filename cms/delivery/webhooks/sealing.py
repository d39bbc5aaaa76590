import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

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
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret. Raises SecretUnreadableError."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadableError from error


def _box() -> MultiFernet:
    """Return what seals with the present key and opens with earlier ones too."""
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return urlsafe_b64encode(derived)
