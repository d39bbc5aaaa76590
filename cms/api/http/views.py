from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from cms.api.http.endpoint import respond


# No cookie is read here, so a forged request gains nothing that its sender could not ask for in person.
@csrf_exempt
def graphql(request: HttpRequest, **_address: str) -> HttpResponse:
    """Answer an operation; the name of a document in the address is read there."""
    return respond(request)
