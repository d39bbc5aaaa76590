import logging
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from cms.api.http.errors import NotAcceptableError, RequestError
from cms.api.http.negotiation import JSON, OFFERED, preferred_type
from cms.api.http.responses import refusal_response

# Django logs refused hosts here, and whoever watches for them looks here.
logger = logging.getLogger("django.security.DisallowedHost")

Respond = Callable[[HttpRequest], HttpResponse]


class HostError(RequestError):
    """The name itself is not repeated, as anybody may have written it."""

    def __init__(self) -> None:
        message = (
            "This server does not answer under the name in the header Host. Ask under one of its own names; "
            "whoever runs it adds names in the setting ALLOWED_HOSTS."
        )
        super().__init__(message, code="HOST_NOT_ALLOWED")


def of_allowed_hosts(respond: Respond) -> Respond:
    """Refuse requests under a name that is not in settings.ALLOWED_HOSTS, as GraphQL over HTTP refuses."""

    def checked(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost as error:
            logger.error("%s", error)  # noqa: TRY400  Django logs it so, and the trace says no more.
            return refusal_response(HostError(), media_type=_media_type(request))
        return respond(request)

    return checked


def _media_type(request: HttpRequest) -> str:
    try:
        return preferred_type(request.headers.get("Accept"), *OFFERED)
    except NotAcceptableError:
        return JSON
