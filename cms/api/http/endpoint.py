import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from graphql import GraphQLError

from cms.api.caching.marks import mark
from cms.api.context import Context
from cms.api.http.answering import Question, answer
from cms.api.http.cors import allow_origin
from cms.api.http.documents import document_text, remember
from cms.api.http.errors import InternalError, MethodError, NotAcceptableError, RequestError
from cms.api.http.negotiation import HTML, JSON, OFFERED, preferred_type
from cms.api.http.policy import may_introspect
from cms.api.http.requests import READING, read
from cms.api.http.responses import answer_response, refusal_response
from cms.api.models import PreviewExpiredError
from cms.api.source import context_for
from cms.api.tokens import ANONYMOUS, Caller, CallerError, Scope, authenticate
from cms.api.tokens import limit as limit_rate
from cms.api.trusted.lookup import require_trust

logger = logging.getLogger(__name__)

PAGE_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"
METHODS = (*READING, "POST", "OPTIONS")


def respond(request: HttpRequest) -> HttpResponse:
    """Answer GraphQL over HTTP: queries by GET or POST, mutations by POST, JSON bodies, no batching.

    This needs no middleware and reads no cookie, so that it may stand in front of everything else.
    """
    with translation.override("en"):
        response = allow_origin(request, _respond(request))
    if request.method == "HEAD":
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _respond(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return _options()
    if wants_page(request):
        return _page(request)
    media_type = JSON
    try:
        media_type = preferred_type(request.headers.get("Accept"), *OFFERED)
        _check_method(request)
        return _answer(request, media_type=media_type)
    except GraphQLError as error:
        return refusal_response(error, media_type=media_type)
    except Exception:
        logger.exception("A request could not be answered")
        return refusal_response(InternalError(), media_type=media_type)


def _options() -> HttpResponse:
    response = HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    # There is nothing to have a type.
    del response["Content-Type"]
    return response


def _check_method(request: HttpRequest) -> None:
    if request.method not in METHODS:
        message = f"Ask by {', '.join(METHODS)}."
        raise MethodError(message, allowed=METHODS)


def _answer(request: HttpRequest, *, media_type: str) -> HttpResponse:
    caller = _caller(request)
    rates = limit_rate(caller, request.META)
    caller.require(Scope.CONTENT_READ)
    asked = read(request)
    text = document_text(request, asked)
    require_trust(text, may_send_any=caller.may(Scope.DOCUMENTS_ANY))
    question = Question(
        text=text,
        operation_name=asked.operation_name,
        variables=asked.variables or {},
        is_reading=request.method in READING,
    )
    context = _context(request, caller)
    found, extensions = answer(question, caller=caller, context=context)
    if found.was_executed:
        remember(asked)
    response = answer_response(found, media_type=media_type, extensions=extensions)
    if question.is_query:
        # A text that comes with its hash is kept anew each time.
        again = None if asked.extensions else question
        mark(response, answer=found, context=context, question=again)
    for name, value in rates.items():
        response[name] = value
    return response


def _caller(request: HttpRequest) -> Caller:
    try:
        return authenticate(request)
    except CallerError:
        # Guesses count as questions of the public.
        limit_rate(ANONYMOUS, request.META)
        raise


def _context(request: HttpRequest, caller: Caller) -> Context:
    try:
        context = context_for(request.headers.get("X-Preview-Token"))
    except PreviewExpiredError as error:
        raise RequestError(str(error), code="PREVIEW_EXPIRED", status=401) from error
    context.caller = caller
    return context


def _page(request: HttpRequest) -> HttpResponse:
    response = render(request, "api/graphiql.html", {"endpoint": reverse("graphql")})
    # Everything comes from here. CodeMirror writes styles into the page, and GraphiQL draws pictures of its own.
    response["Content-Security-Policy"] = PAGE_POLICY
    response["Vary"] = "Accept"
    return response


def wants_page(request: HttpRequest) -> bool:
    """Say whether a browser stands at the address itself, where people may try the API."""
    if not settings.GRAPHIQL or settings.GRAPHQL_DOCUMENTS != "any":
        return False
    if request.method not in READING or request.META.get("QUERY_STRING"):
        return False
    try:
        preferred = preferred_type(request.headers.get("Accept"), *OFFERED, HTML)
    except NotAcceptableError:
        return False
    return preferred == HTML and may_introspect(ANONYMOUS)
