import re
from base64 import urlsafe_b64encode
from hashlib import blake2b

ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def entity_tag(content: bytes, *, media_type: str) -> str:
    """Return a strong ETag: of these bytes as this media type. An edit that changes neither leaves it."""
    digest = blake2b(content, digest_size=15, key=media_type.encode()[:64]).digest()
    return f'"{urlsafe_b64encode(digest).decode()}"'


def is_known(if_none_match: str, *, etag: str) -> bool:
    """Return whether the client has the answer already: by weak comparison, of a list or * (RFC 9110, 13.1.2)."""
    if if_none_match.strip() == "*":
        return True
    # Proxies that compress mark the tag as that of other bytes.
    return any(each.replace('-gzip"', '"') == etag for each in ENTITY_TAG.findall(if_none_match))
