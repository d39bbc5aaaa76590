import re
from base64 import urlsafe_b64encode
from hashlib import sha256

# So many bytes of a digest tell any two answers apart. Base64 writes a multiple of three without padding.
DIGEST_BYTES = 15
ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def entity_tag(content: bytes, *, media_type: str) -> str:
    """Return a strong ETag: of these bytes as this media type. An edit that changes neither leaves it."""
    # Every answer is digested, and processors have instructions of their own for this digest.
    digest = sha256(media_type.encode() + b"\0" + content).digest()
    return f'"{urlsafe_b64encode(digest[:DIGEST_BYTES]).decode()}"'


def is_known(if_none_match: str, *, etag: str) -> bool:
    """Return whether the client has the answer already: by weak comparison, of a list or * (RFC 9110, 13.1.2)."""
    if if_none_match.strip() == "*":
        return True
    # Proxies that compress mark the tag as that of other bytes.
    return any(each.replace('-gzip"', '"') == etag for each in ENTITY_TAG.findall(if_none_match))
