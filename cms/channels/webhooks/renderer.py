from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.transports.webhook import WebhookMessage

EVENT = "page.updated"


def render(data: Mapping[str, Any], *, now: datetime, assets: Mapping[str, bytes]) -> WebhookMessage:
    """Say which page it is and where readers find it; whoever wants more asks the API for it."""
    del assets
    page = data["route"]["page"]
    facts = {
        "id": page["id"],
        "type": page["__typename"],
        "locale": page["locale"],
        "path": page["path"],
        "url": page["url"],
        "title": page["title"],
    }
    return WebhookMessage(event=EVENT, occurred_at=now, data=facts)
