import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.request import MediaType
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from graphql import OperationType

from cms.api.execution import Answer, operation_type, run
from cms.api.limits import MAXIMUM_BYTES
from cms.api.models import PreviewExpiredError
from cms.api.source import context_for

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"
READING = ("GET", "HEAD")
METHODS = (*READING, "POST", "OPTIONS")


class BadRequestError(Exception):
    """The request is not a well-formed GraphQL request (GraphQL over HTTP, section 5)."""

    def __init__(self, message: str, *, status: int = 400, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


# No cookie is read here, so a forged request gains nothing that its sender could not ask for in person.
@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer GraphQL over HTTP: queries by GET or POST, mutations by POST, JSON bodies, no batching."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    with translation.override("en"):
        return _respond_to(request)


def _respond_to(request: HttpRequest) -> HttpResponse:
    media_type = _preferred_type(request, JSON, GRAPHQL_RESPONSE)
    try:
        if settings.GRAPHIQL and _wants_page(request):
            return render(request, "api/graphiql.html", {"endpoint": reverse("graphql")})
        answer = _answer(request, _parameters(request))
    except BadRequestError as error:
        body: dict[str, Any] = {"errors": [{"message": str(error)}]}
        return _respond(body, status=error.status, media_type=media_type, headers=error.headers)
    except PreviewExpiredError as error:
        body = {"errors": [{"message": str(error), "extensions": {"code": "PREVIEW_EXPIRED"}}]}
        return _respond(body, status=401, media_type=media_type)
    # application/json is the media type of old clients, which expect 200 for every well-formed request.
    status = 400 if not answer.was_executed and media_type == GRAPHQL_RESPONSE else 200
    return _respond(answer.as_json(), status=status, media_type=media_type)


def _preferred_type(request: HttpRequest, *offered: str) -> str:
    """Return what the client would rather have of what is offered; the first when it does not care or takes none."""
    # All that is offered is UTF-8, so parameters like charset make no difference.
    accepted = [MediaType(f"{item.main_type}/{item.sub_type}") for item in _accepted(request)]
    matches = (media_type for item in accepted for media_type in offered if item.match(media_type))
    return next(matches, offered[0])


def _accepted(request: HttpRequest) -> Sequence[MediaType]:
    try:
        return request.accepted_types
    except ValueError:
        return ()


def _wants_page(request: HttpRequest) -> bool:
    is_page = _preferred_type(request, JSON, GRAPHQL_RESPONSE, HTML) == HTML
    return is_page and request.method in READING and "query" not in _query_string(request)


def _answer(request: HttpRequest, parameters: dict[str, Any]) -> Answer:
    # Clients send an empty name for no name.
    text, name = parameters["query"], parameters.get("operationName") or None
    if request.method in READING and operation_type(text, name) not in {None, OperationType.QUERY}:
        message = "Only queries may be sent by GET."
        raise BadRequestError(message, status=405, headers={"Allow": "POST"})
    context = context_for(request.headers.get("X-Preview-Token"))
    return run(text, variables=parameters.get("variables"), operation_name=name, context=context)


def _parameters(request: HttpRequest) -> dict[str, Any]:
    parameters = _from_query_string(request) if request.method in READING else _from_body(request)
    if not isinstance(parameters.get("query"), str) or not parameters["query"].strip():
        message = "The parameter 'query' is missing. Send the text of a GraphQL document."
        raise BadRequestError(message)
    for name, kind in (("variables", dict), ("extensions", dict), ("operationName", str)):
        if not isinstance(parameters.get(name), kind | None):
            message = f"The parameter '{name}' must be {'a JSON object' if kind is dict else 'a string'}."
            raise BadRequestError(message)
    return parameters


def _query_string(request: HttpRequest) -> dict[str, Any]:
    try:
        return request.GET.dict()
    except SuspiciousOperation as error:
        message = "The address has too many parameters. Send 'query', 'variables' and 'operationName' alone."
        raise BadRequestError(message) from error


def _from_query_string(request: HttpRequest) -> dict[str, Any]:
    parameters = _query_string(request)
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _json(parameters[name], of=f"The parameter '{name}'") if parameters[name] else None
    return parameters


def _from_body(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != JSON:
        message = f"Send the request as {JSON}."
        raise BadRequestError(message, status=415)
    body = _json(_bytes(request), of="The body")
    if not isinstance(body, dict):
        message = "The body must be one JSON object; several requests at once are not answered."
        raise BadRequestError(message)
    return body


def _bytes(request: HttpRequest) -> bytes:
    too_large = BadRequestError(f"The request is larger than {MAXIMUM_BYTES} bytes.", status=413)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise too_large from error
    if len(body) > MAXIMUM_BYTES:
        raise too_large
    return body


def _json(text: str | bytes, *, of: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{of} is not valid JSON."
        raise BadRequestError(message) from error


def _respond(
    body: dict[str, Any], *, status: int, media_type: str, headers: Mapping[str, str] | None = None
) -> JsonResponse:
    response = JsonResponse(body, status=status, content_type=f"{media_type}; charset=utf-8", headers=headers)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept, X-Preview-Token"
    response["X-Content-Type-Options"] = "nosniff"
    return response
