import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tests.servers import ROOT
from tests.stand_ins.telegram import CHAT, TOKEN, Telegram


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a command that ran in a process of its own came to."""

    code: int
    output: str
    errors: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def events(self) -> list[str]:
        return [line["event"] for line in self.lines]


def manage(*arguments: str, environment: Mapping[str, str] | None = None) -> Done:
    """Run a command as a person or cron would, with the database of the test."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**base_environment(), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Done(code=done.returncode, output=done.stdout, errors=done.stderr)


def base_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "DATA_DIR", "SECRET_KEY") if name in os.environ}
    return {**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": database_url()}


def database_url() -> str:
    """Return the address of the database that the tests have opened."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    address = os.environ["DATABASE_URL"]
    before, _, options = address.partition("?")
    return f"{before.rpartition('/')[0]}/{found['NAME']}{'?' if options else ''}{options}"


def telegram_environment(telegram: Telegram, *, chat: str = CHAT) -> dict[str, str]:
    return {"TELEGRAM_API_URL": telegram.url, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_CHAT_ID": chat}
