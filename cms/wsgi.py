import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")

django = get_wsgi_application()

# The schema can be made only once Django has started.
from cms.api.caching.front_door import FrontDoor  # noqa: E402
from cms.api.http.endpoint import respond  # noqa: E402

application = FrontDoor(django, respond=respond)
