import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from cms.transports.posting import Answer, ReasonClass, Refusal, Unknown
from cms.transports.wire import Answered, NoAnswer, NotSent, whole_number

# Telegram names no time in some refusals; it keeps its budgets per minute.
DEFAULT_WAIT = 60


@dataclass(frozen=True, kw_only=True)
class _Meaning:
    reason_class: ReasonClass
    code: str
    advice: str


# The beginnings of what follows "Bad Request: ", in small letters: the rest may repeat our own words.
BAD_REQUESTS = {
    "message is not modified": _Meaning(
        reason_class=ReasonClass.CONTENT, code="not_modified", advice="The message says this already."
    ),
    "chat not found": _Meaning(
        reason_class=ReasonClass.ACCOUNT,
        code="chat_not_found",
        advice="Check the chat's id and that the bot is an administrator there.",
    ),
    "group chat was upgraded": _Meaning(
        reason_class=ReasonClass.ACCOUNT, code="chat_moved", advice="The chat has a new id: enter it in the account."
    ),
    "message to edit not found": _Meaning(
        reason_class=ReasonClass.CONTENT, code="message_not_found", advice="Somebody deleted the message in Telegram."
    ),
    "message to delete not found": _Meaning(
        reason_class=ReasonClass.CONTENT, code="message_not_found", advice="The message is gone already."
    ),
    "message to pin not found": _Meaning(
        reason_class=ReasonClass.CONTENT, code="message_not_found", advice="Somebody deleted the message in Telegram."
    ),
    "message can't be deleted": _Meaning(
        reason_class=ReasonClass.CONTENT,
        code="too_old_to_delete",
        advice="Bots delete within 48 hours only: change the message into a note instead, or delete it in the app.",
    ),
    "message can't be edited": _Meaning(
        reason_class=ReasonClass.CONTENT, code="cannot_edit", advice="Only the bot's own messages can be changed."
    ),
    "message is too long": _Meaning(
        reason_class=ReasonClass.CONTENT, code="too_long", advice="Shorten the text to 4,096 characters."
    ),
    "message caption is too long": _Meaning(
        reason_class=ReasonClass.CONTENT,
        code="caption_too_long",
        advice="Shorten the text to 1,024 characters, or send it without an album.",
    ),
    "message text is empty": _Meaning(
        reason_class=ReasonClass.CONTENT, code="empty", advice="Give the message a text that shows something."
    ),
    "text must be non-empty": _Meaning(
        reason_class=ReasonClass.CONTENT, code="empty", advice="Give the message a text that shows something."
    ),
    "can't parse entities": _Meaning(
        reason_class=ReasonClass.CONTENT, code="markup", advice="The text's markup is broken; this is an error of ours."
    ),
    "wrong file identifier": _Meaning(
        reason_class=ReasonClass.NEW_HANDLE, code="file_lost", advice="The pictures have to be uploaded anew."
    ),
    "wrong remote file identifier": _Meaning(
        reason_class=ReasonClass.NEW_HANDLE, code="file_lost", advice="The pictures have to be uploaded anew."
    ),
    "failed to get http url content": _Meaning(
        reason_class=ReasonClass.RETRY, code="url_not_loaded", advice="Telegram could not load the picture's address."
    ),
    "wrong type of the web page content": _Meaning(
        reason_class=ReasonClass.RETRY, code="url_not_loaded", advice="Telegram found no picture at the address."
    ),
    "photo_invalid_dimensions": _Meaning(
        reason_class=ReasonClass.CONTENT,
        code="picture_dimensions",
        advice="Width and height may be 10,000 together, and one at most 20 times the other.",
    ),
    "image_process_failed": _Meaning(
        reason_class=ReasonClass.CONTENT, code="picture_broken", advice="Choose another picture."
    ),
    "not enough rights": _Meaning(
        reason_class=ReasonClass.ACCOUNT,
        code="rights",
        advice="Let the bot post, edit, delete and pin in the channel's administrators.",
    ),
    "need administrator rights": _Meaning(
        reason_class=ReasonClass.ACCOUNT, code="rights", advice="Make the bot an administrator of the channel."
    ),
    "chat_write_forbidden": _Meaning(
        reason_class=ReasonClass.ACCOUNT, code="rights", advice="Make the bot an administrator of the channel."
    ),
}
OTHER_BAD_REQUEST = _Meaning(
    reason_class=ReasonClass.CONTENT, code="bad_request", advice="Read what Telegram said and change the post."
)
BY_STATUS = {
    HTTPStatus.UNAUTHORIZED: _Meaning(
        reason_class=ReasonClass.ACCOUNT, code="token_revoked", advice="Enter a new token from @BotFather."
    ),
    HTTPStatus.FORBIDDEN: _Meaning(
        reason_class=ReasonClass.ACCOUNT, code="bot_removed", advice="Make the bot an administrator of the channel."
    ),
    HTTPStatus.NOT_FOUND: _Meaning(
        reason_class=ReasonClass.ACCOUNT,
        code="token_malformed",
        advice="Telegram does not know the token or the method: check the token and TELEGRAM_API_URL.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _Meaning(
        reason_class=ReasonClass.CONTENT, code="body_too_large", advice="Make the pictures smaller: 10 MB each."
    ),
    HTTPStatus.TOO_MANY_REQUESTS: _Meaning(
        reason_class=ReasonClass.THROTTLED, code="throttled", advice="Telegram asks to wait."
    ),
}


def succeeded(result: Answered) -> bool:
    return result.status == HTTPStatus.OK and result.fields.get("ok") is True


def failure(result: Answered | NotSent | NoAnswer) -> Refusal | Unknown:
    """Say what an exchange without success means for a call that changes something."""
    if isinstance(result, NotSent):
        reason = f"Telegram could not be reached: {result.reason}."
        return Refusal(reason_class=ReasonClass.RETRY, code="telegram.not_sent", reason=reason)
    if isinstance(result, NoAnswer):
        return Unknown(reason=f"Telegram's answer was lost: {result.reason}.", code="telegram.no_answer")
    meaning = _meaning(result)
    if meaning is None:
        reason = f"Telegram answered {result.status}, which does not say whether the message was sent."
        return Unknown(reason=reason, code="telegram.unclear_answer", answer=answer(result))
    said = str(result.fields.get("description") or f"HTTP {result.status}")
    return Refusal(
        reason_class=meaning.reason_class,
        code=f"telegram.{meaning.code}",
        reason=f"{said}. {meaning.advice}",
        retry_after=_retry_after(result) if meaning.reason_class == ReasonClass.THROTTLED else None,
        handle={} if meaning.reason_class == ReasonClass.NEW_HANDLE else None,
        answer=answer(result),
    )


def answer(result: Answered) -> Answer:
    """Return what the log of attempts keeps of an answer."""
    code = result.fields.get("error_code")
    return Answer(status=result.status, code="" if code is None else str(code), body=result.text)


def new_chat_id(answered: Answer | None) -> str:
    """Return the number that a group got when Telegram made a supergroup of it, or nothing."""
    try:
        fields: Any = json.loads(answered.body) if answered else None
        number = whole_number(fields["parameters"]["migrate_to_chat_id"])
    except (ValueError, KeyError, TypeError):
        return ""
    return str(number or "")


def _meaning(result: Answered) -> _Meaning | None:
    """Return what a refusal means; None when the answer leaves open whether something happened."""
    status = _status(result)
    if status in BY_STATUS:
        return BY_STATUS[status]
    # A 400 that is not Telegram's own may come from a proxy that passed the request on.
    if status != HTTPStatus.BAD_REQUEST or result.fields.get("ok") is not False:
        return None
    said = str(result.fields.get("description", "")).lower().removeprefix("bad request: ")
    return next((meaning for words, meaning in BAD_REQUESTS.items() if said.startswith(words)), OTHER_BAD_REQUEST)


def _status(result: Answered) -> HTTPStatus | None:
    number = whole_number(result.fields.get("error_code")) if result.fields.get("ok") is False else None
    try:
        return HTTPStatus(number or result.status)
    except ValueError:
        return None


def _retry_after(result: Answered) -> float:
    parameters: Any = result.fields.get("parameters")
    asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
    seconds = whole_number(asked) or whole_number(result.headers.get("retry-after"))
    return float(seconds or DEFAULT_WAIT)
