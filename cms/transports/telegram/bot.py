from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cms.transports.pictures import picture_bytes
from cms.transports.posting import (
    Account,
    Capabilities,
    Format,
    Handle,
    Idempotency,
    Metrics,
    Observation,
    Outcome,
    Payload,
    Picture,
    Prepared,
    Progress,
    ReasonClass,
    Receipt,
    Refusal,
    Token,
    Unknown,
    before_publishing,
    unsupported,
)
from cms.transports.telegram.methods import BotAPI, Uploads
from cms.transports.telegram.parameters import album, caption_parameters, problem_with, text_parameters
from cms.transports.telegram.posted import find_echo, ids_of, link_to, messages_in, username_in
from cms.transports.telegram.refusals import answer, failure, succeeded
from cms.transports.wire import Answered, Result

CAPABILITIES = Capabilities(idempotency=Idempotency.NONE, can_list=False, can_edit=True, can_delete=True, can_pin=True)


@dataclass(frozen=True, kw_only=True)
class TelegramTransport:
    """A bot that posts into one channel or group.

    Pictures go first into a private chat for operations, when there is one, and from there by their file ids: then the
    call that publishes is small, and so is the time in which its answer can be lost.
    """

    api: BotAPI
    chat_id: str
    operations_chat_id: str = ""
    # A group linked to the channel, where the bot sees the channel's posts forwarded.
    discussion_chat_id: str = ""

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def prepare(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Prepared:
        del key, now
        if problem := problem_with(payload):
            return problem
        missing = [picture for picture in payload.pictures if picture.sha256 not in handle.get("file_ids", {})]
        if payload.format == Format.TEXT or not self.operations_chat_id or not missing:
            return Progress(handle=handle, is_ready=True)
        return self._upload(missing[0], handle=handle, is_last=len(missing) == 1)

    def publish(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Outcome:
        del key, now
        media = self._media(payload, handle=handle)
        if isinstance(media, Refusal):
            return media
        names, uploads = media
        match payload.format:
            case Format.TEXT:
                result = self.api.call("sendMessage", chat_id=self.chat_id, **text_parameters(payload))
            case Format.PICTURE:
                caption = caption_parameters(payload)
                result = self.api.call("sendPhoto", uploads=uploads, chat_id=self.chat_id, photo=names[0], **caption)
            case Format.PICTURES:
                media_group = album(payload, names)
                result = self.api.call("sendMediaGroup", uploads=uploads, chat_id=self.chat_id, media=media_group)
            case Format.STORY:
                return unsupported("telegram", "tell")
        return self._receipt(result, handle={**handle, "pictures": [picture.sha256 for picture in payload.pictures]})

    def observe(
        self, payload: Payload, *, handle: Handle, attempted_at: datetime, now: datetime, bound: Collection[str] = ()
    ) -> Observation:
        """Look into the linked group, where the channel's posts arrive by themselves; else only a person can tell."""
        del now
        if not self.discussion_chat_id or not payload.fingerprint:
            reason = "A bot cannot read what it posted. Look into the channel and say whether the message is there."
            return Unknown(reason=reason, code="telegram.cannot_look", wait=0)
        # The newest hundred; nothing is confirmed by asking for them again.
        result = self.api.call("getUpdates", offset=-100, timeout=0, allowed_updates=["message"])
        if not isinstance(result, Answered) or not succeeded(result):
            return Unknown(reason="Telegram did not say what the linked group received.", code="telegram.no_updates")
        found = find_echo(
            result.fields.get("result"),
            chat_id=self.chat_id,
            group_id=self.discussion_chat_id,
            fingerprint=payload.fingerprint,
            since=attempted_at,
            handle=handle,
            bound=bound,
        )
        reason = "The linked group does not show the message, or more than one that could be it."
        return found or Unknown(reason=reason, code="telegram.no_echo", answer=answer(result))

    def edit(self, payload: Payload, *, remote_id: str, handle: Handle) -> Outcome:
        if problem := problem_with(payload):
            return problem
        if [picture.sha256 for picture in payload.pictures] != list(handle.get("pictures", [])):
            reason = "The text of a message can be changed, its pictures cannot. Delete the message and post anew."
            return Refusal(reason_class=ReasonClass.CONTENT, code="telegram.pictures_changed", reason=reason)
        target: dict[str, Any] = {"chat_id": self.chat_id, "message_id": int(remote_id)}
        if payload.format == Format.TEXT:
            result = self.api.call("editMessageText", **target, **text_parameters(payload))
        else:
            result = self.api.call("editMessageCaption", **target, **caption_parameters(payload))
        return self._done(result, remote_id=remote_id, handle=handle, unless="telegram.not_modified")

    def delete(self, *, remote_id: str, handle: Handle, note: str = "") -> Outcome:
        ids = handle.get("message_ids") or [int(remote_id)]
        if len(ids) > 1:
            result = self.api.call("deleteMessages", chat_id=self.chat_id, message_ids=ids)
        else:
            result = self.api.call("deleteMessage", chat_id=self.chat_id, message_id=ids[0])
        done = self._done(result, remote_id=remote_id, handle=handle, unless="telegram.message_not_found")
        is_too_old = isinstance(done, Refusal) and done.code == "telegram.too_old_to_delete"
        return self._blank(note, remote_id=remote_id, handle=handle) if is_too_old and note else done

    def pin(self, *, remote_id: str, handle: Handle) -> Outcome:
        target: dict[str, Any] = {"chat_id": self.chat_id, "message_id": int(remote_id)}
        result = self.api.call("pinChatMessage", **target, disable_notification=True)
        return self._done(result, remote_id=remote_id, handle=handle, unless="telegram.not_modified")

    def permalink(self, *, remote_id: str, handle: Handle) -> str:
        return link_to(remote_id, chat_id=self.chat_id, username=str(handle.get("username", "")))

    def account(self) -> Account | Refusal | Unknown:
        """Return the chat, once the token is good and the bot may post in it."""
        bot = self.api.call("getMe")
        if not isinstance(bot, Answered) or not succeeded(bot):
            return failure(bot)
        member = self.api.call("getChatMember", chat_id=self.chat_id, user_id=_result(bot).get("id"))
        if not isinstance(member, Answered) or not succeeded(member):
            return failure(member)
        status, may_post = _result(member).get("status"), _result(member).get("can_post_messages", True)
        if status not in {"administrator", "creator", "member"} or not may_post:
            reason = "The bot may not post in this chat. Make it an administrator with the right to post."
            return Refusal(reason_class=ReasonClass.ACCOUNT, code="telegram.rights", reason=reason)
        return Account(external_id=self.chat_id, name=str(_result(bot).get("username", "")))

    def refresh(self, *, now: datetime) -> Token | Refusal | Unknown:
        del now
        return unsupported("telegram", "refresh")

    def metrics(self, *, remote_id: str) -> Metrics | Refusal | Unknown:
        del remote_id
        return unsupported("telegram", "measure")

    def _blank(self, note: str, *, remote_id: str, handle: Handle) -> Outcome:
        """Let a message that is too old to be deleted say nothing but the note."""
        target: dict[str, Any] = {"chat_id": self.chat_id, "message_id": int(remote_id)}
        if handle.get("pictures"):
            result = self.api.call("editMessageCaption", **target, caption=note)
        else:
            preview = {"is_disabled": True}
            result = self.api.call("editMessageText", **target, text=note, link_preview_options=preview)
        return self._done(result, remote_id=remote_id, handle=handle, unless="telegram.not_modified")

    def _upload(self, picture: Picture, *, handle: Handle, is_last: bool) -> Prepared:
        content = picture_bytes(picture, timeouts=self.api.timeouts)
        if isinstance(content, Refusal):
            return content
        uploads = {"photo": (f"{picture.sha256[:16]}.jpg", content, "image/jpeg")}
        chat_id = self.operations_chat_id
        result = self.api.call("sendPhoto", uploads=uploads, chat_id=chat_id, disable_notification=True)
        file_id = _largest(_result(result).get("photo")) if isinstance(result, Answered) and succeeded(result) else ""
        if file_id:
            file_ids = {**handle.get("file_ids", {}), picture.sha256: file_id}
            return Progress(handle={**handle, "file_ids": file_ids}, is_ready=is_last)
        return replace(before_publishing(failure(result)), handle=None)

    def _media(self, payload: Payload, *, handle: Handle) -> tuple[list[str], Uploads] | Refusal:
        """Return how the call names the pictures, and those that travel with it."""
        names, uploads = [], {}
        for number, picture in enumerate(payload.pictures if payload.format != Format.TEXT else ()):
            if file_id := handle.get("file_ids", {}).get(picture.sha256):
                names.append(file_id)
                continue
            content = picture_bytes(picture, timeouts=self.api.timeouts)
            if isinstance(content, Refusal):
                return content
            names.append(f"attach://picture{number}")
            uploads[f"picture{number}"] = (f"{number + 1}.jpg", content, "image/jpeg")
        return names, uploads

    def _receipt(self, result: Result, *, handle: Handle) -> Outcome:
        if not isinstance(result, Answered) or not succeeded(result):
            return failure(result)
        messages = messages_in(result.fields.get("result"))
        ids, username = ids_of(messages), username_in(messages)
        remote_id = str(ids[0]) if ids else ""
        link = link_to(remote_id, chat_id=self.chat_id, username=username) if ids else ""
        kept = {**handle, "message_ids": ids, "username": username}
        return Receipt(remote_id=remote_id, permalink=link, handle=kept, answer=answer(result))

    def _done(self, result: Result, *, remote_id: str, handle: Handle, unless: str) -> Outcome:
        """Return a receipt also for the one refusal that says the end is reached already."""
        failed = None if isinstance(result, Answered) and succeeded(result) else failure(result)
        if failed is not None and failed.code != unless:
            return failed
        link = self.permalink(remote_id=remote_id, handle=handle)
        said = answer(result) if isinstance(result, Answered) else None
        return Receipt(remote_id=remote_id, permalink=link, handle=handle, answer=said)


def _result(result: Answered) -> dict[str, Any]:
    value = result.fields.get("result")
    return value if isinstance(value, dict) else {}


def _largest(sizes: Any) -> str:
    """Return the file id of the largest of a photo's sizes, which come in ascending order."""
    return (
        str(sizes[-1].get("file_id", "")) if isinstance(sizes, list) and sizes and isinstance(sizes[-1], dict) else ""
    )
