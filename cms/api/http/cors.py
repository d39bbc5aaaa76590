from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

ALLOWED_HEADERS = "Accept, Authorization, Content-Type, If-None-Match, X-Perspective, X-Preview-Token"
EXPOSED_HEADERS = "ETag, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate"
PREFLIGHT_SECONDS = 24 * 60 * 60


def allow_origin(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the scripts of the websites in settings.GRAPHQL_CORS_ORIGINS read an answer; never with cookies.

    django-cors-headers does this as a middleware alone, and an answer can leave before any middleware runs.
    """
    origins = settings.GRAPHQL_CORS_ORIGINS
    if not origins:
        return response
    origin = request.headers.get("Origin", "")
    if "*" in origins:
        response["Access-Control-Allow-Origin"] = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        if origin not in origins:
            return response
        response["Access-Control-Allow-Origin"] = origin
    if _is_preflight(request):
        response["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
        response["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    else:
        response["Access-Control-Expose-Headers"] = EXPOSED_HEADERS
    return response


def _is_preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
