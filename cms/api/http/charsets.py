import codecs
from typing import Any

from django.utils.http import parse_header_parameters

Environ = dict[str, Any]
# Nothing has this name, and what Django does not know it reads as UTF-8. The endpoint refuses it.
UNKNOWN = "unknown"
# What an address or a form may hold.
SAMPLE = b"a=%C3%BC\xff"


def with_readable_charset(environ: Environ) -> Environ:
    """Return a request that Django can read, whatever its Content-Type says.

    Django takes the name of any codec of Python for a charset, and fails where that codec is none of texts ("base64"),
    or where the header itself cannot be taken apart.
    """
    content_type = environ.get("CONTENT_TYPE", "")
    if ";" not in content_type or _is_readable(content_type):
        return environ
    return {**environ, "CONTENT_TYPE": f"{content_type.partition(';')[0]}; charset={UNKNOWN}"}


def _is_readable(content_type: str) -> bool:
    try:
        _media_type, parameters = parse_header_parameters(content_type)
        charset = parameters.get("charset")
        return charset is None or _is_of_texts(charset)
    except ValueError:
        return False


def _is_of_texts(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except LookupError:
        # Django does not know it either.
        return True
    try:
        return bool(SAMPLE.decode(charset, "replace"))
    except (LookupError, ValueError):
        return False
