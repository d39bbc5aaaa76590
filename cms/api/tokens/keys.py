import re
import secrets
import string
import zlib

from django.conf import settings
from django.utils.crypto import salted_hmac

# Secret scanners look for a prefix that nothing else has.
PREFIX = "cms_"
ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
# 43 of 62 characters hold 256 bits, 6 the 32 bits of the checksum.
SECRET_LENGTH = 43
CHECKSUM_LENGTH = 6
WELL_FORMED = re.compile(rf"{PREFIX}([0-9A-Za-z]{{{SECRET_LENGTH}}})([0-9A-Za-z]{{{CHECKSUM_LENGTH}}})", re.ASCII)
# The prefix and four characters tell tokens apart in a list and leave 232 bits to guess.
SHOWN_LENGTH = len(PREFIX) + 4

KEY_SALT = "cms.api.tokens"


def new_key() -> str:
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))
    return f"{PREFIX}{secret}{_checksum(secret)}"


def is_well_formed(key: str) -> bool:
    """Tell a mistyped or cut token from one that may exist, without the database."""
    match = WELL_FORMED.fullmatch(key)
    return match is not None and secrets.compare_digest(match[2], _checksum(match[1]))


def digest(key: str) -> str:
    """Return what is stored for a token.

    The token itself is random, so a plain hash could not be guessed either. The HMAC keeps whoever can write to the
    database, but does not know SECRET_KEY, from putting a token of their own there.
    """
    return _hmac(key, settings.SECRET_KEY)


def digests(key: str) -> list[str]:
    """Return what may be stored for a token while SECRET_KEY is being changed."""
    return [_hmac(key, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _hmac(key: str, secret: str) -> str:
    return salted_hmac(KEY_SALT, key, secret=secret, algorithm="sha256").hexdigest()


def _checksum(secret: str) -> str:
    value = zlib.crc32(f"{PREFIX}{secret}".encode())
    characters = []
    for _ in range(CHECKSUM_LENGTH):
        value, index = divmod(value, len(ALPHABET))
        characters.append(ALPHABET[index])
    return "".join(reversed(characters))
