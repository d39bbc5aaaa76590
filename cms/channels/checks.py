from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from cms.channels import documents
from cms.typesetting.fonts import TypesettingUnavailable, check_available


def typesetting(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Stop the start when slides could not be set well: Pillow would fall back to a poor layout without a word."""
    del app_configs
    try:
        check_available()
    except TypesettingUnavailable as error:
        return [Error(str(error), hint="On Debian: apt-get install libfribidi0", id="channels.E001")]
    return []


def channel_folders(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    del app_configs
    missing = [name for name in settings.CHANNELS if not (documents.CHANNELS_DIR / name / "document.graphql").exists()]
    return [
        Error(f"The channel '{name}' has no document.graphql in cms/channels/{name}/.", id="channels.E002")
        for name in missing
    ]


def register_checks() -> None:
    register(typesetting)
    register(channel_folders)
