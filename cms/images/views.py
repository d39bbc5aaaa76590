from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve


def file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer the file of a rendition, from a folder of their own that no ".." in an address leads beyond.

    Django lets names that no file can have, such as one of 300 letters, pass for faults of ours.
    """
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))
    except (OSError, SuspiciousFileOperation) as error:
        message = "No file has this name."
        raise Http404(message) from error
