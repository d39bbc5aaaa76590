import os
import secrets
from pathlib import Path

from cms.settings.environment import data_folder

_key = data_folder(Path(__file__).resolve().parents[2]) / "secret_key"
if not _key.exists():
    _key.touch(mode=0o600)
    _key.write_text(secrets.token_urlsafe(64))
os.environ.setdefault("SECRET_KEY", _key.read_text())
os.environ.setdefault("PUBLIC_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")

# Mail is shown in the terminal, so that forms and reviews can be tried without a mail server.
os.environ.setdefault("EMAIL_URL", "consolemail://")

from cms.settings.base import *  # noqa: E402  The values above must stand before base reads the environment.

DEBUG = True
GRAPHIQL = True
# A frontend under development has a port of its own.
GRAPHQL_CORS_ORIGINS = ["*"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
