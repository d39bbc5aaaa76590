from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from cms.transports.posting import Handle, Live
from cms.transports.wire import whole_number


def messages_in(result: Any) -> list[Mapping[str, Any]]:
    """Return the messages of an answer: an album is a list of them."""
    return [message for message in (result if isinstance(result, list) else [result]) if isinstance(message, dict)]


def ids_of(messages: Collection[Mapping[str, Any]]) -> list[int]:
    numbers = (whole_number(message.get("message_id")) for message in messages)
    return [number for number in numbers if number is not None]


def link_to(message_id: str, *, chat_id: str, username: str = "") -> str:
    """Return the address of a message; one in a private channel opens for its members only."""
    public = username or (chat_id.removeprefix("@") if chat_id.startswith("@") else "")
    if public:
        return f"https://t.me/{public}/{message_id}"
    return f"https://t.me/c/{chat_id.removeprefix('-100')}/{message_id}" if chat_id.startswith("-100") else ""


def username_in(messages: Collection[Mapping[str, Any]]) -> str:
    chats = (message.get("chat") for message in messages)
    return next((str(chat["username"]) for chat in chats if isinstance(chat, dict) and chat.get("username")), "")


def find_echo(
    updates: Any,
    *,
    chat_id: str,
    group_id: str,
    fingerprint: str,
    since: datetime,
    handle: Handle,
    bound: Collection[str],
) -> Live | None:
    """Find the channel's post among what its linked group received; one, or nothing.

    Telegram forwards each post of a channel into the group by itself, at times late, twice or out of order.
    """
    origins = [
        origin
        for message in _messages(updates)
        if message.get("is_automatic_forward") and str(_part(message, "chat").get("id")) == group_id
        for origin in [_part(message, "forward_origin")]
        if _is_of(_part(origin, "chat"), chat_id)
        and (whole_number(origin.get("date")) or 0) >= int(since.timestamp())
        and fingerprint in str(message.get("text") or message.get("caption") or "")
    ]
    by_id = {str(number): origin for origin in origins for number in ids_of([origin])}
    found = [number for number in by_id if number not in bound]
    if len(found) != 1:
        return None
    username = str(_part(by_id[found[0]], "chat").get("username") or "")
    return Live(
        remote_id=found[0],
        permalink=link_to(found[0], chat_id=chat_id, username=username),
        handle={**handle, "message_ids": [int(found[0])], "username": username},
        evidence=f"The linked group shows message {found[0]} with {fingerprint}.",
    )


def _messages(updates: Any) -> list[Mapping[str, Any]]:
    return [_part(update, "message") for update in (updates if isinstance(updates, list) else [])]


def _part(value: Any, name: str) -> Mapping[str, Any]:
    part = value.get(name) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _is_of(chat: Mapping[str, Any], chat_id: str) -> bool:
    return chat_id in {str(chat.get("id")), f"@{chat.get('username')}"}
