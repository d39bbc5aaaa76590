import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.transports.tokens import check_token
from cms.transports.wire import DEFAULT_TIMEOUTS, Request, Result, Timeouts, exchange

Uploads = Mapping[str, tuple[str, bytes, str]]


@dataclass(frozen=True, kw_only=True)
class BotAPI:
    """The Bot API of Telegram. Its addresses hold the token, so they stay in here."""

    url: str
    token: str = field(repr=False)
    timeouts: Timeouts = DEFAULT_TIMEOUTS

    def __post_init__(self) -> None:
        check_token(self.token, name="TELEGRAM_BOT_TOKEN", allowed=r"[0-9A-Za-z:_-]+")

    def call(self, method: str, *, uploads: Uploads | None = None, **parameters: Any) -> Result:
        """Call a method once."""
        address = f"{self.url.rstrip('/')}/bot{self.token}/{method}"
        if uploads:
            request = Request(method="POST", url=address, form=_as_form(parameters), files=uploads)
        else:
            request = Request(method="POST", url=address, json=parameters)
        return exchange(request, timeouts=self.timeouts, secrets=(self.token,))


def _as_form(parameters: Mapping[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
