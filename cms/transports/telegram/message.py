from collections.abc import Mapping
from dataclasses import dataclass

from cms.transports.base import File


@dataclass(frozen=True, kw_only=True)
class TelegramMessage:
    """One message in Telegram's HTML. `text` is the same without markup: what the limit of 4,096 counts."""

    html: str
    text: str
    link_preview_url: str
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[File, ...]:
        return (File(name="message.html", media_type="text/html", content=self.html.encode()),)

    @property
    def counts(self) -> Mapping[str, int]:
        return {"utf16": len(self.text.encode("utf-16-le")) // 2, "words": len(self.text.split())}
