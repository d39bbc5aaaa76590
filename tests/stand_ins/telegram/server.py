import json
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from operator import itemgetter
from typing import Any

from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import Reply
from tests.stand_ins.server import Received, StandIn
from tests.stand_ins.telegram.chats import Chat, Forwarding, Message
from tests.stand_ins.telegram.markup import MarkupError, read, shows_nothing

TOKEN = "123456:stand-in-token"  # noqa: S105  Of the stand-in only.
CHAT, OPERATIONS, GROUP = "-1001", "-1002", "-1003"
MAXIMUM_TEXT, MAXIMUM_CAPTION = 4096, 1024
MAXIMUM_BODY = 50_000_000


class Refused(Exception):
    def __init__(self, description: str, *, status: int = 400, **parameters: Any) -> None:
        super().__init__(description)
        data: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
        self.reply = Reply(status=status, data=data | ({"parameters": parameters} if parameters else {}))


class Telegram(StandIn):
    """The Bot API as far as a sender needs it."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        super().__init__(clock=clock)
        self.tokens = {TOKEN}
        self.chats = {
            CHAT: Chat(id=CHAT, username="verein"),
            OPERATIONS: Chat(id=OPERATIONS),
            GROUP: Chat(id=GROUP, username="verein_diskussion"),
        }
        self.forwarding: Forwarding | None = None
        self.files: dict[str, bytes] = {}
        self.counts_code_points = False
        self.maximum_body = MAXIMUM_BODY
        self.pages_without_picture: set[str] = set()
        self._numbers = count(1)

    @property
    def chat(self) -> Chat:
        return self.chats[CHAT]

    def live(self, fingerprint: str) -> list[Message]:
        """Return what subscribers see with these words; an album is one post."""
        return [message for message in self.chat.messages.values() if fingerprint in message.text]

    def ever(self, fingerprint: str) -> list[Message]:
        """Return what was ever posted with these words."""
        return [message for message in self.chat.history if fingerprint in message.text]

    def method_of(self, received: Received) -> str:
        return received.path.rpartition("/")[2]

    def answer(self, method: str, received: Received) -> Reply:
        parameters = {name: _value(value) for name, value in received.parameters.items()}
        try:
            self._check(received)
            result = self._methods()[method](parameters | {"uploads": received.uploads})
        except Refused as refused:
            return refused.reply
        return Reply(data={"ok": True, "result": result})

    def _methods(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        return {
            "getMe": lambda _: {"id": 123456, "is_bot": True, "username": "verein_bot"},
            "getChatMember": self._member,
            "getUpdates": self._updates,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendMediaGroup": self._send_album,
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_caption,
            "deleteMessage": self._delete,
            "deleteMessages": self._delete_several,
            "pinChatMessage": self._pin,
        }

    def _check(self, received: Received) -> None:
        found = re.match(r"/bot(\d+:[\w-]+)/", received.path)
        if not found:
            raise Refused("Not Found", status=404)
        if found[1] not in self.tokens:
            raise Refused("Unauthorized", status=401)
        if len(received.body) > self.maximum_body:
            raise Refused("Request Entity Too Large", status=413)

    def _send_message(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        text, entities = self._text(asked, "text", maximum=MAXIMUM_TEXT, what="message")
        if shows_nothing(text):
            raise Refused("Bad Request: message text is empty")
        self._spend(chat, 1)
        message = chat.add(text, now=self.clock.now(), entities=entities, **self._preview(asked))
        return chat.message_data(message)

    def _send_photo(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        caption, entities = self._text(asked, "caption", maximum=MAXIMUM_CAPTION, what="message caption")
        photo = self._photo(asked.get("photo"), asked["uploads"])
        self._spend(chat, 1)
        return chat.message_data(chat.add(caption, now=self.clock.now(), photo=photo, entities=entities))

    def _send_album(self, asked: dict[str, Any]) -> Any:
        chat, items = self._chat(asked), asked["media"]
        if not 2 <= len(items) <= 10:
            raise Refused("Bad Request: wrong number of items in the media group")
        captions = [self._text(item, "caption", maximum=MAXIMUM_CAPTION, what="message caption") for item in items]
        photos = [self._photo(item["media"], asked["uploads"]) for item in items]
        self._spend(chat, len(items))
        album = f"album{next(self._numbers)}"
        messages = [
            chat.add(text, now=self.clock.now(), photo=photo, entities=entities, album=album)
            for (text, entities), photo in zip(captions, photos, strict=True)
        ]
        return [chat.message_data(message) for message in messages]

    def _edit_text(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        message = self._message(chat, asked["message_id"], "edit")
        text, entities = self._text(asked, "text", maximum=MAXIMUM_TEXT, what="message")
        preview = self._preview(asked)
        if (text, preview["preview"]) == (message.text, message.preview):
            raise Refused(
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        message.text, message.entities = text, entities
        message.preview, message.shows_picture = preview["preview"], preview["shows_picture"]
        return chat.message_data(message)

    def _edit_caption(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        message = self._message(chat, asked["message_id"], "edit")
        text, entities = self._text(asked, "caption", maximum=MAXIMUM_CAPTION, what="message caption")
        if text == message.text:
            raise Refused("Bad Request: message is not modified")
        message.text, message.entities = text, entities
        return chat.message_data(message)

    def _delete(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        message = self._message(chat, asked["message_id"], "delete")
        if self.clock.now() - message.date > timedelta(hours=48):
            raise Refused("Bad Request: message can't be deleted for everyone")
        del chat.messages[message.id]
        return True

    def _delete_several(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        found = [chat.messages[number] for number in asked["message_ids"] if number in chat.messages]
        if any(self.clock.now() - message.date > timedelta(hours=48) for message in found):
            raise Refused("Bad Request: message can't be deleted for everyone")
        for message in found:
            del chat.messages[message.id]
        return True

    def _pin(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked)
        if not chat.may_pin:
            raise Refused("Bad Request: not enough rights to manage pinned messages in the chat")
        chat.pinned.append(self._message(chat, asked["message_id"], "pin").id)
        return True

    def _member(self, asked: dict[str, Any]) -> Any:
        chat = self._chat(asked, to_post=False)
        return {"status": "administrator", "can_post_messages": chat.may_post, "can_pin_messages": chat.may_pin}

    def _updates(self, asked: dict[str, Any]) -> Any:
        group, forwarding = self.chats[GROUP], self.forwarding
        if forwarding is None:
            return []
        channels = [chat for chat in self.chats.values() if chat.id not in {OPERATIONS, GROUP}]
        posted = sorted(((each.date, chat, each) for chat in channels for each in chat.history), key=itemgetter(0))
        arrived = [
            (chat, message)
            for date, chat, message in posted
            if self.clock.now() - date >= timedelta(seconds=forwarding.seconds)
            for _ in range(forwarding.copies)
        ]
        updates = [
            {"update_id": number, "message": self._forward(message, chat, group)}
            for number, (chat, message) in enumerate(arrived)
        ]
        # A negative offset asks for the newest.
        newest = updates[min(asked.get("offset", 0), 0) :]
        return list(reversed(newest)) if forwarding.is_reversed else newest

    def _forward(self, message: Message, channel: Chat, group: Chat) -> dict[str, Any]:
        origin = {"type": "channel", "chat": channel.as_data(), "message_id": message.id}
        origin["date"] = int(message.date.timestamp())
        return channel.message_data(message) | {
            "message_id": 9000 + message.id,
            "chat": group.as_data(),
            "is_automatic_forward": True,
            "forward_origin": origin,
        }

    def _chat(self, asked: dict[str, Any], *, to_post: bool = True) -> Chat:
        wanted = str(asked.get("chat_id"))
        chat = next((one for one in self.chats.values() if wanted in {one.id, f"@{one.username}"}), None)
        if chat is None:
            raise Refused("Bad Request: chat not found")
        if chat.moved_to:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(description, migrate_to_chat_id=chat.moved_to)
        if not chat.has_bot:
            raise Refused("Forbidden: bot was kicked from the channel chat", status=403)
        if to_post and not chat.may_post:
            raise Refused("Bad Request: need administrator rights in the channel chat")
        return chat

    def _spend(self, chat: Chat, items: int) -> None:
        if wait := chat.wait(items, now=self.clock.now()):
            raise Refused(f"Too Many Requests: retry after {wait}", status=429, retry_after=wait)

    def _message(self, chat: Chat, number: int, act: str) -> Message:
        if number not in chat.messages:
            raise Refused(f"Bad Request: message to {act} not found")
        return chat.messages[number]

    def _text(self, asked: dict[str, Any], name: str, *, maximum: int, what: str) -> tuple[str, int]:
        try:
            text, entities = read(str(asked.get(name, "")), mode=str(asked.get("parse_mode", "")))
        except MarkupError as error:
            raise Refused(f"Bad Request: can't parse entities: {error}") from error
        length = len(text) if self.counts_code_points else len(text.encode("utf-16-le")) // 2
        if length > maximum:
            raise Refused(f"Bad Request: {what} is too long")
        return text, entities

    def _preview(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the options, or the defaults when a call names none, and whether the page has a picture to show."""
        preview = asked.get("link_preview_options") or {}
        url = preview.get("url", "")
        shows = bool(preview.get("prefer_large_media") and url and url not in self.pages_without_picture)
        return {"preview": preview, "shows_picture": shows}

    def _photo(self, name: Any, uploads: dict[str, bytes]) -> str:
        if str(name).startswith("attach://"):
            return self._store(uploads[str(name).removeprefix("attach://")])
        if name is None and "photo" in uploads:
            return self._store(uploads["photo"])
        if name not in self.files:
            raise Refused("Bad Request: wrong file identifier/HTTP URL specified")
        return str(name)

    def _store(self, content: bytes) -> str:
        if not content.startswith(b"\xff\xd8"):
            raise Refused("Bad Request: IMAGE_PROCESS_FAILED")
        file_id = f"file{next(self._numbers)}"
        self.files[file_id] = content
        return file_id


def _value(value: Any) -> Any:
    """Read what a form wrote as JSON."""
    if isinstance(value, str) and (value[:1] in "[{" or value in {"true", "false"} or value.isdecimal()):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
