from typing import cast

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend


def connected() -> BaseDatabaseWrapper:
    """Connect as Django does, but apart from its own connections, which are for whole requests or a thread."""
    settings = connections["default"].settings_dict
    options = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    wrapper = load_backend(settings["ENGINE"]).DatabaseWrapper({**settings, "OPTIONS": options}, alias="apart")
    wrapper.connect()
    return cast("BaseDatabaseWrapper", wrapper)
