from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from itertools import count
from typing import Any

import regex

from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import Reply
from tests.stand_ins.server import Received, StandIn

TOKEN = "mastodon-stand-in-token"  # noqa: S105  Of the stand-in only.

METHODS = {
    "POST /api/v1/statuses": "publish",
    "POST /api/v2/media": "upload",
    r"GET /api/v1/media/\d+": "look",
    r"PUT /api/v1/statuses/\d+": "edit",
    r"DELETE /api/v1/statuses/\d+": "delete",
    r"POST /api/v1/statuses/\d+/pin": "pin",
    r"GET /api/v1/statuses/\d+": "status",
    "GET /api/v1/accounts/verify_credentials": "account",
    r"GET /api/v1/accounts/\d+/statuses": "list",
    "GET /api/v2/instance": "instance",
}


@dataclass(kw_only=True)
class Status:
    id: str
    text: str
    created_at: datetime
    media: list[str]
    is_pinned: bool = False


class Refused(Exception):
    def __init__(self, error: str, *, status: int) -> None:
        super().__init__(error)
        self.reply = Reply(status=status, data={"error": error})


class Mastodon(StandIn):
    """A server that remembers an Idempotency-Key for an hour."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        super().__init__(clock=clock)
        self.statuses: dict[str, Status] = {}
        self.media: dict[str, bytes] = {}
        self.descriptions: dict[str, str] = {}
        # How often a picture is still being worked on.
        self.processing = 0
        self.maximum = 500
        self._keys: dict[str, tuple[str, datetime]] = {}
        self._numbers = count(1)

    def live(self, words: str) -> list[Status]:
        return [status for status in self.statuses.values() if words in status.text]

    def method_of(self, received: Received) -> str:
        asked = f"{received.verb} {received.path}"
        return next(name for pattern, name in METHODS.items() if regex.fullmatch(pattern, asked))

    def answer(self, method: str, received: Received) -> Reply:
        try:
            self._check(received)
            return self._methods()[method](received)
        except Refused as refused:
            return refused.reply

    def _check(self, received: Received) -> None:
        if received.headers.get("authorization") != f"Bearer {TOKEN}":
            raise Refused("The access token is invalid", status=401)

    def _methods(self) -> dict[str, Callable[[Received], Reply]]:
        return {
            "publish": self._publish,
            "upload": self._upload,
            "look": self._look,
            "edit": self._edit,
            "delete": self._delete,
            "pin": self._pin,
            "status": lambda received: Reply(data=self._data(self._status(received))),
            "instance": lambda _: Reply(data={"configuration": {"statuses": {"max_characters": self.maximum}}}),
            "account": lambda _: Reply(data={"id": "1", "acct": "verein"}),
            "list": lambda _: Reply(data=[self._data(status) for status in reversed(self.statuses.values())]),
        }

    def _publish(self, received: Received) -> Reply:
        key, now = received.headers.get("idempotency-key", ""), self.clock.now()
        known, at = self._keys.get(key, ("", now))
        if known in self.statuses and now - at < timedelta(hours=1):
            return Reply(data=self._data(self.statuses[known]))
        text, media = self._checked(received)
        status = Status(id=str(100 + next(self._numbers)), text=text, created_at=now, media=media)
        self.statuses[status.id] = status
        if key:
            self._keys[key] = (status.id, now)
        return Reply(data=self._data(status))

    def _checked(self, received: Received) -> tuple[str, list[str]]:
        text, media = str(received.parameters.get("status", "")), list(received.parameters.get("media_ids", []))
        if len(regex.findall(r"\X", regex.sub(r"https?://\S+", "x" * 23, text))) > self.maximum:
            raise Refused(f"Validation failed: Text character limit of {self.maximum} exceeded", status=422)
        if any(name not in self.media for name in media):
            raise Refused("Validation failed: Media attachments not found", status=422)
        return text, media

    def _upload(self, received: Received) -> Reply:
        name = str(500 + next(self._numbers))
        self.media[name] = received.uploads["file"]
        self.descriptions[name] = str(received.parameters.get("description", ""))
        return Reply(status=202 if self.processing else 200, data={"id": name, "type": "image"})

    def _look(self, received: Received) -> Reply:
        name = received.path.rpartition("/")[2]
        if name not in self.media:
            raise Refused("Record not found", status=404)
        self.processing = max(0, self.processing - 1)
        return Reply(status=206 if self.processing else 200, data={"id": name})

    def _edit(self, received: Received) -> Reply:
        status = self._status(received)
        status.text, status.media = self._checked(received)
        return Reply(data=self._data(status))

    def _delete(self, received: Received) -> Reply:
        status = self._status(received)
        del self.statuses[status.id]
        return Reply(data=self._data(status))

    def _pin(self, received: Received) -> Reply:
        status = self._status(received, position=-2)
        status.is_pinned = True
        return Reply(data=self._data(status))

    def _status(self, received: Received, *, position: int = -1) -> Status:
        found = self.statuses.get(received.path.split("/")[position])
        if found is None:
            raise Refused("Record not found", status=404)
        return found

    def _data(self, status: Status) -> dict[str, Any]:
        said = regex.sub(
            r"https?://(\S+)", r'<a href="#"><span class="invisible">https://</span>\1</a>', escape(status.text)
        )
        return {
            "id": status.id,
            "url": f"https://social.example/@verein/{status.id}",
            "created_at": status.created_at.isoformat(),
            "content": f"<p>{said}</p>",
            "favourites_count": 2,
            "reblogs_count": 1,
            "replies_count": 0,
        }
