from cms.settings.test import *  # noqa: F403  Settings build on each other.

# One client asks more than readers may.
API_RATE_LIMIT = 0
