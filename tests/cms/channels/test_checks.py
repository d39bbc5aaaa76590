from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from PIL import features

from cms.channels.checks import channel_folders, typesetting
from cms.typesetting import fonts


def test_a_machine_that_sets_type_well_has_nothing_to_say() -> None:
    assert typesetting(None) == []
    assert channel_folders(None) == []


def test_without_raqm_the_start_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)

    assert "channels.E001" in {error.id for error in run_checks()}
    with pytest.raises(SystemCheckError, match="libfribidi0"):
        call_command("check")


def test_without_a_font_the_start_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)

    with pytest.raises(SystemCheckError, match=r"SourceSans3_400Regular\.ttf"):
        call_command("check")


def test_a_channel_without_a_document_is_named(settings: Any) -> None:
    settings.CHANNELS = [*settings.CHANNELS, "carrier_pigeons"]

    assert [error.id for error in channel_folders(None)] == ["channels.E002"]
