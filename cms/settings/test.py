import os

from cms.settings.test_folder import test_folder

os.environ["DATA_DIR"] = test_folder()
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ["PUBLIC_URL"] = "https://www.example.org"

from cms.settings.base import *
from cms.settings.folders import DATA_DIR

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A database in memory has one connection, which the requests of a browser would share, savepoints and all.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
GRAPHIQL = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
LOGGING = {}
