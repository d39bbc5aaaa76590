from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from cms.api.http.decoding import check_variables, decoded
from cms.api.http.errors import MediaTypeError, RequestError
from cms.api.http.negotiation import CHARSET, JSON
from cms.api.limits import limit

READING = ("GET", "HEAD")
PARAMETERS = ("query", "documentId", "operationName", "variables", "extensions")
MAPS = ("variables", "extensions")
MAXIMUM_PARAMETERS = 100


class TooLargeError(RequestError):
    def __init__(self, *, of: str, status: int) -> None:
        message = f"The {of} is larger than {limit('bytes')} bytes."
        super().__init__(message, code="REQUEST_TOO_LARGE", status=status)


@dataclass(frozen=True, kw_only=True)
class GraphQLRequest:
    """The parameters of GraphQL over HTTP, each of its type; those that were null, empty or missing are None."""

    query: str | None = None
    document_id: str | None = None
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None


def read(request: HttpRequest) -> GraphQLRequest:
    """Read the parameters of a request, from its address or its body. Raises RequestError or LimitError."""
    if request.method in READING:
        given = _from_address(request.META.get("QUERY_STRING", ""))
        size = len(given["variables"] or "")
        given |= {name: decoded(given[name], of=f"The parameter '{name}'") for name in MAPS if given[name]}
    else:
        body = _body(request)
        given, size = _from_body(body), len(body)
    return _checked(given, size=size)


def _checked(given: dict[str, Any], *, size: int) -> GraphQLRequest:
    for name in PARAMETERS:
        kind = dict if name in MAPS else str
        if not isinstance(given.get(name), kind | None):
            message = f"The parameter '{name}' must be {'a JSON object' if name in MAPS else 'a string'}."
            raise RequestError(message)
    if given.get("variables"):
        check_variables(given["variables"], size=size)
    return GraphQLRequest(
        # A client that sends an empty text means none, whatever the parameter.
        query=given.get("query") if (given.get("query") or "").strip() else None,
        document_id=given.get("documentId") or None,
        operation_name=given.get("operationName") or None,
        variables=given.get("variables"),
        extensions=given.get("extensions"),
    )


def _from_address(query_string: str) -> dict[str, Any]:
    if len(query_string) > limit("bytes"):
        raise TooLargeError(of="address", status=414)
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict", max_num_fields=MAXIMUM_PARAMETERS)
    except UnicodeDecodeError as error:
        message = "The address is not UTF-8. Encode its parameters as application/x-www-form-urlencoded."
        raise RequestError(message) from error
    except ValueError as error:
        message = "The address has too many parameters. Send 'query', 'variables' and 'operationName' alone."
        raise RequestError(message) from error
    return {name: _single(name, [value for key, value in pairs if key == name]) for name in PARAMETERS}


def _single(name: str, values: list[str]) -> str | None:
    if len(values) > 1:
        message = f"The parameter '{name}' stands in the address {len(values)} times. Send it once."
        raise RequestError(message)
    return values[0] if values and values[0] else None


def _from_body(body: bytes) -> dict[str, Any]:
    given = decoded(body, of="The body")
    if isinstance(given, list):
        message = "The body must be one JSON object; several requests at once are not answered."
        raise RequestError(message, code="BATCHING_NOT_SUPPORTED")
    if not isinstance(given, dict):
        message = "The body must be a JSON object with the parameter 'query'."
        raise RequestError(message)
    return given


def _body(request: HttpRequest) -> bytes:
    _check_media_type(request.META.get("CONTENT_TYPE", ""))
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        message = "Send the request as it is, without Content-Encoding."
        raise MediaTypeError(message)
    too_large = TooLargeError(of="request", status=413)
    # What says that it is too large is not read.
    if len(request.META.get("CONTENT_LENGTH") or "") > len(str(limit("bytes"))):
        raise too_large
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise too_large from error
    except UnreadablePostError as error:
        message = "The body ended before it was whole. Send it again."
        raise RequestError(message) from error
    if len(body) > limit("bytes"):
        raise too_large
    return body


def _check_media_type(content_type: str) -> None:
    media_type, _, parameters = content_type.partition(";")
    if media_type.strip().lower() != JSON:
        message = f"Send the request as {JSON}."
        raise MediaTypeError(message)
    charset = CHARSET.search(f";{parameters}")
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        message = f"Send the request in UTF-8, not in {charset[1][:40]}."
        raise MediaTypeError(message)
