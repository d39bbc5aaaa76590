from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# Support says it holds for channels, too.
MESSAGES_A_MINUTE = 20


@dataclass(kw_only=True)
class Message:
    id: int
    date: datetime
    text: str
    entities: int = 0
    # The file that is shown, if any.
    photo: str = ""
    album: str = ""
    preview: Mapping[str, Any] = field(default_factory=dict)
    # Whether a large picture is shown, which the page has to have.
    shows_picture: bool = False


@dataclass(kw_only=True)
class Forwarding:
    """How the posts of a channel reach its linked group."""

    seconds: float = 0
    copies: int = 1
    is_reversed: bool = False


@dataclass(kw_only=True)
class Chat:
    id: str
    username: str = ""
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 100
    # Other people post in between.
    gap: int = 0
    may_post: bool = True
    may_pin: bool = True
    has_bot: bool = True
    moved_to: int | None = None
    pinned: list[int] = field(default_factory=list)
    sent: list[datetime] = field(default_factory=list)
    limits_rate: bool = False
    # All that was ever posted, also what is gone.
    history: list[Message] = field(default_factory=list)

    def add(self, text: str, *, now: datetime, **fields: Any) -> Message:
        self.last_id += 1 + self.gap
        message = Message(id=self.last_id, date=now, text=text, **fields)
        self.messages[message.id] = message
        self.history.append(message)
        self.sent.append(now)
        return message

    def wait(self, items: int, *, now: datetime) -> int:
        """Return the seconds until so many messages may be sent; an album counts per item."""
        if not self.limits_rate:
            return 0
        recent = [moment for moment in self.sent if (now - moment).total_seconds() < 60]
        if len(recent) + items <= MESSAGES_A_MINUTE:
            return 0
        return 60 - int((now - recent[0]).total_seconds()) if recent else 60

    def as_data(self) -> dict[str, Any]:
        return {"id": int(self.id), "type": "channel", **({"username": self.username} if self.username else {})}

    def message_data(self, message: Message) -> dict[str, Any]:
        data: dict[str, Any] = {"message_id": message.id, "date": int(message.date.timestamp()), "chat": self.as_data()}
        if message.photo:
            sizes = [{"file_id": f"{size}-{message.photo}"} for size in ("small",)] + [{"file_id": message.photo}]
            data |= {"photo": sizes, "caption": message.text}
        else:
            data["text"] = message.text
        return data | ({"media_group_id": message.album} if message.album else {})
