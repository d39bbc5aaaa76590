import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
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


class BadRequestError(Exception):
    """The request is not a well-formed GraphQL request (GraphQL over HTTP, section 5)."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


# No cookie is read and nothing is changed here, so there is nothing for a forged request to gain.
@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer GraphQL over HTTP: queries by GET or POST, JSON bodies, no batching."""
    if request.method not in {"GET", "POST"}:
        return HttpResponseNotAllowed(["GET", "POST"])
    if settings.GRAPHIQL and _wants_page(request):
        return render(request, "api/graphiql.html", {"endpoint": reverse("graphql")})
    with translation.override("en"):
        return _respond_to(request)


def _respond_to(request: HttpRequest) -> HttpResponse:
    media_type = GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in request.headers.get("Accept", "") else JSON
    try:
        parameters = _parameters(request)
        answer = _answer(request, parameters)
    except BadRequestError as error:
        return _respond({"errors": [{"message": str(error)}]}, status=error.status, media_type=media_type)
    except PreviewExpiredError as error:
        body = {"errors": [{"message": str(error), "extensions": {"code": "PREVIEW_EXPIRED"}}]}
        return _respond(body, status=401, media_type=media_type)
    # application/json is the media type of old clients, which expect 200 for every well-formed request.
    status = 400 if not answer.was_executed and media_type == GRAPHQL_RESPONSE else 200
    return _respond(answer.as_json(), status=status, media_type=media_type)


def _wants_page(request: HttpRequest) -> bool:
    return request.method == "GET" and "query" not in request.GET and "text/html" in request.headers.get("Accept", "")


def _answer(request: HttpRequest, parameters: dict[str, Any]) -> Answer:
    text, name = parameters["query"], parameters.get("operationName")
    if request.method == "GET" and operation_type(text, name) not in {None, OperationType.QUERY}:
        message = "Only queries may be sent by GET."
        raise BadRequestError(message, status=405)
    context = context_for(request.headers.get("X-Preview-Token"))
    return run(text, variables=parameters.get("variables"), operation_name=name, context=context)


def _parameters(request: HttpRequest) -> dict[str, Any]:
    parameters = _from_query_string(request) if request.method == "GET" else _from_body(request)
    if not isinstance(parameters.get("query"), str) or not parameters["query"].strip():
        message = "The parameter 'query' is missing. Send the text of a GraphQL document."
        raise BadRequestError(message)
    for name, kind in (("variables", dict), ("extensions", dict), ("operationName", str)):
        if not isinstance(parameters.get(name), kind | None):
            message = f"The parameter '{name}' must be {'a JSON object' if kind is dict else 'a string'}."
            raise BadRequestError(message)
    return parameters


def _from_query_string(request: HttpRequest) -> dict[str, Any]:
    parameters: dict[str, Any] = request.GET.dict()
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _json(parameters[name], of=f"The parameter '{name}'") if parameters[name] else None
    return parameters


def _from_body(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != JSON:
        message = f"Send the request as {JSON}."
        raise BadRequestError(message, status=415)
    if int(request.headers.get("Content-Length") or 0) > MAXIMUM_BYTES:
        message = f"The request is larger than {MAXIMUM_BYTES} bytes."
        raise BadRequestError(message, status=413)
    body = _json(request.body, of="The body")
    if not isinstance(body, dict):
        message = "The body must be one JSON object; several requests at once are not answered."
        raise BadRequestError(message)
    return body


def _json(text: str | bytes, *, of: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{of} is not valid JSON."
        raise BadRequestError(message) from error


def _respond(body: dict[str, Any], *, status: int, media_type: str) -> JsonResponse:
    response = JsonResponse(body, status=status, content_type=f"{media_type}; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept, X-Preview-Token"
    response["X-Content-Type-Options"] = "nosniff"
    return response
