from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.settings.api import *
from cms.settings.caches import caches
from cms.settings.environment import env, required
from cms.settings.folders import BASE_DIR, DATA_DIR

DEBUG = False
SECRET_KEY = required(
    "SECRET_KEY", meaning="at least 50 random characters that sign sessions and previews", example="…"
)
# What an earlier key signed or sealed stays readable.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
PUBLIC_URL = required(
    "PUBLIC_URL", meaning="the address readers use, without a path", example="https://www.example.org"
).rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[PUBLIC_URL.split("://")[-1].split(":")[0]])
CSRF_TRUSTED_ORIGINS: list[str] = [PUBLIC_URL]

INSTALLED_APPS = [
    "home",
    "publications",
    "cms.example",
    "cms.importing",
    "cms.editing",
    "cms.delivery",
    "cms.channels",
    "cms.api",
    "cms.search",
    "cms.pages",
    "cms.images",
    "cms.epoch",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    # grapple builds its types from registered snippets, so it must come after wagtail.snippets.
    "grapple",
    "graphene_django",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.EditorsLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.editing.autosave.middleware.SavedTwiceMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A channel's templates lie beside its renderer, so "telegram/message.html" names both.
        "DIRS": [BASE_DIR / "cms" / "channels"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A new connection reads the whole schema with its triggers first, which takes longer than most answers.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # What the address says after its question mark stays, such as the folder of a socket or TLS options.
    DATABASES["default"]["OPTIONS"] = {**DATABASES["default"].get("OPTIONS", {}), "pool": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = caches(REDIS_URL)

# Slides are drawn once per content: about 150 kB each. They do not expire, as their keys name all they are made of.
CACHES["slides"] = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": DATA_DIR / "slides",
    "TIMEOUT": None,
    "OPTIONS": {"MAX_ENTRIES": 2000},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
            "region_name": env.str("S3_REGION", default="eu-central-1"),
            "access_key": required("S3_ACCESS_KEY", meaning="the key that may write to S3_BUCKET", example="AKIA…"),
            "secret_key": required("S3_SECRET_KEY", meaning="the secret of S3_ACCESS_KEY", example="…"),
            "custom_domain": env.str("S3_PUBLIC_DOMAIN", default="") or None,
            "url_protocol": env.str("S3_URL_PROTOCOL", default="https:"),
            "file_overwrite": False,
            # Signed addresses expire, and feeds, caches and Instagram keep addresses for longer than that.
            "querystring_auth": False,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
        },
    }

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"newsletter@{ALLOWED_HOSTS[0]}")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
# Other services may live on subdomains without TLS, so only the operator can promise it for them.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
# Wagtail shows previews inside its own pages.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="CMS")
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_I18N_ENABLED = True
# Addresses stand on leaflets and are read out, so they are made of plain letters: "fuer-alle".
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.images.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# The admin must not call out: no avatars from elsewhere, no version check.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False

# Channels ask for content through a source and pages ask for previews through a view; both are named here because the
# import contracts keep the layers from naming each other.
CONTENT_SOURCE = "cms.api.source.InProcessSource"
PAGE_PREVIEW = "cms.api.preview.preview_response"
PREVIEW_MAX_AGE = 3600
# The fields at the roots of the schema that apps bring along which the API may not name.
GRAPHQL_QUERIES = ["cms.delivery.schema.queries.DeliveryQueries"]
GRAPHQL_MUTATIONS = [
    "cms.delivery.schema.mutations.DeliveryMutations",
    "cms.delivery.schema.settling.SettlingMutations",
]

# The instances of PeerTube whose videos editors may show, and every place whose player a page may frame.
PEERTUBE_HOSTS: list[str] = env.list("PEERTUBE_HOSTS", default=[])
PLAYER_HOSTS = ["www.youtube-nocookie.com", "player.vimeo.com", *PEERTUBE_HOSTS]

CHANNELS = [
    "website",
    "instagram",
    "telegram",
    "mastodon",
    "bluesky",
    "newsletter",
    "leaflet",
    "feeds",
    "calendar",
    "webhooks",
]

# Webhooks leave over TLS to public addresses, unless an operator's own network holds the endpoints.
WEBHOOKS_ALLOW_PRIVATE_ADDRESSES = env.bool("WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", default=False)
WEBHOOKS_ALLOW_HTTP = env.bool("WEBHOOKS_ALLOW_HTTP", default=False)
WEBHOOKS_PORTS: list[int] = env.list("WEBHOOKS_PORTS", cast=int, default=[443, 8443])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
