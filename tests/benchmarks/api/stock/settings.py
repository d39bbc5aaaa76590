"""The same models with grapple's own schema, view and settings, behind the middleware that a new Wagtail site has."""

from tests.benchmarks.api.settings import *  # noqa: F403  Settings build on each other.
from tests.benchmarks.api.settings import INSTALLED_APPS as APPS

PLACE = APPS.index("grapple")
INSTALLED_APPS = [*APPS[:PLACE], "tests.benchmarks.api.stock", *APPS[PLACE:]]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "tests.benchmarks.api.stock.urls"
GRAPPLE = {
    "APPS": ["home", "publications", "images"],
    # grapple's own; a type of ours looks here for it.
    "PAGE_INTERFACE": "grapple.types.interfaces.PageInterface",
}
GRAPHENE = {"SCHEMA": "tests.benchmarks.api.stock.schema.schema"}
