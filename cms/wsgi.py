import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")

django = get_wsgi_application()

# The schema can be made only once Django has started.
from cms.api.caching.front_door import FrontDoor  # noqa: E402
from cms.api.http.endpoint import respond  # noqa: E402

application = FrontDoor(django, respond=respond)

# What was made until now lasts as long as the process, so the garbage collector need not look through it ever again. An
# answer is thousands of small objects without cycles, which it would look through several times while they are in use.
YOUNG_OBJECTS = 10_000
gc.collect()
gc.freeze()
gc.set_threshold(YOUNG_OBJECTS)
