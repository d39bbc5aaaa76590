from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

DAY = timedelta(hours=24)


@dataclass(kw_only=True)
class Container:
    id: str
    owner: str
    created_at: datetime
    parameters: Mapping[str, Any]
    children: list[str] = field(default_factory=list)
    reads: int = 0
    failure: str = ""
    published_at: datetime | None = None
    is_finished: bool = False

    @property
    def is_child(self) -> bool:
        return bool(self.parameters.get("is_carousel_item"))

    @property
    def caption(self) -> str:
        return str(self.parameters.get("caption", ""))

    @property
    def media_type(self) -> str:
        return str(self.parameters.get("media_type", "IMAGE"))

    def has_expired(self, now: datetime) -> bool:
        return self.published_at is None and now - self.created_at > DAY


@dataclass(kw_only=True)
class Medium:
    id: str
    timestamp: datetime
    caption: str
    media_type: str = "IMAGE"
    product_type: str = "FEED"
    children: list[str] = field(default_factory=list)
    alt_texts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def as_data(self, *, has_caption: bool) -> dict[str, Any]:
        data: dict[str, Any] = {
            "id": self.id,
            "timestamp": self.timestamp.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "permalink": f"https://www.instagram.com/p/{self.id}/",
            "media_type": self.media_type,
            "media_product_type": self.product_type,
            "something_new": True,
        }
        if has_caption:
            data["caption"] = self.caption
        if self.children:
            data["children"] = {"data": [{"id": child} for child in self.children]}
        return data
