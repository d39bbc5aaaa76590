"""What somebody would write who wants nothing but these answers: one statement each, which makes the JSON.

No framework, no languages, no restrictions, no blocks resolved: the least that the same content costs on PostgreSQL.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import local
from typing import Any
from urllib.parse import parse_qsl

import psycopg

TEXTS = {path.stem: path.read_text() for path in Path(__file__).parent.glob("*.sql")}


class _Thread(local):
    connection: Any = None


_thread = _Thread()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer GET /<statement>?<values>."""
    if _thread.connection is None:
        _thread.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=0)
    name = environ["PATH_INFO"].strip("/")
    if name not in TEXTS:
        start_response("404 Not Found", [("Content-Length", "0")])
        return [b""]
    values = dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True))
    text = TEXTS[name].format(**{each: f"%({each})s" for each in values})
    (found,) = _thread.connection.execute(text, values).fetchone()
    content = found.encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]
