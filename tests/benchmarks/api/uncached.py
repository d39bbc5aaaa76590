import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse

django.setup()

from cms.api.http.endpoint import respond  # noqa: E402  The schema can be made only once Django has started.


class Uncached(WSGIHandler):
    """Answers every request anew, with nothing in front of it."""

    def get_response(self, request: HttpRequest) -> HttpResponse:
        return respond(request)


application = Uncached()
