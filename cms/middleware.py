from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

EDITORS_PATHS = ("/admin/", "/preview/")


class EditorsLocaleMiddleware(LocaleMiddleware):
    """Speak an editor's language in the admin. Readers get the language of the address, whatever their browser asks."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(EDITORS_PATHS):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(EDITORS_PATHS) and isinstance(response, HttpResponse):
            return super().process_response(request, response)
        return response
