from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import regex

from cms.transports.pictures import picture_bytes
from cms.transports.posting import (
    Absent,
    Account,
    Answer,
    Capabilities,
    Format,
    Handle,
    Idempotency,
    Live,
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
from cms.transports.tokens import check_token
from cms.transports.wire import DEFAULT_TIMEOUTS, Answered, NotSent, Request, Result, Timeouts, exchange, whole_number

# A server remembers a key for an hour; the margin is for clocks.
KEY_LIVES = timedelta(minutes=50)
CAPABILITIES = Capabilities(
    idempotency=Idempotency.KEY, can_list=True, can_edit=True, can_delete=True, can_pin=True, can_measure=True
)
# What servers allow that do not say otherwise. Every address counts as 23, however long it is.
DEFAULT_LIMITS = {"text": 500, "address": 23, "pictures": 4, "alt_text": 1500}
# Where /api/v2/instance says it.
LIMITS = {
    "text": ("configuration", "statuses", "max_characters"),
    "address": ("configuration", "statuses", "characters_reserved_per_url"),
    "pictures": ("configuration", "statuses", "max_media_attachments"),
    "alt_text": ("configuration", "media_attachments", "description_limit"),
}
ADDRESS = regex.compile(r"https?://\S+")
PROCESSING_WAIT = 3
MARGIN = timedelta(seconds=120)
CLASSES = {
    HTTPStatus.UNAUTHORIZED: ReasonClass.ACCOUNT,
    HTTPStatus.FORBIDDEN: ReasonClass.ACCOUNT,
    HTTPStatus.NOT_FOUND: ReasonClass.CONTENT,
    HTTPStatus.UNPROCESSABLE_ENTITY: ReasonClass.CONTENT,
    HTTPStatus.TOO_MANY_REQUESTS: ReasonClass.THROTTLED,
}


@dataclass(frozen=True, kw_only=True)
class MastodonTransport:
    """An account on a Mastodon server, which knows a status again by its Idempotency-Key: the delivery's id."""

    api_url: str
    token: str = field(repr=False)
    timeouts: Timeouts = DEFAULT_TIMEOUTS
    # What the server allows, asked once.
    _limits: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_token(self.token, name="MASTODON_ACCESS_TOKEN")

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def prepare(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Prepared:
        del key, now
        return self._step(payload, handle)

    def _step(self, payload: Payload, handle: Handle) -> Prepared:
        """Upload the pictures one by one, and wait until the server is done with each."""
        if problem := self._problem_with(payload):
            return problem
        media = handle.get("media", {})
        for picture in payload.pictures:
            if picture.sha256 not in media:
                return self._upload(picture, handle)
            if not media[picture.sha256]["is_ready"]:
                return self._look(picture, handle)
        return Progress(handle=handle, is_ready=True)

    def publish(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Outcome:
        del now
        result = self._call(
            "POST",
            "/api/v1/statuses",
            headers={"Idempotency-Key": key},
            json={**_status(payload, handle), "visibility": "public", "language": payload.language or None},
        )
        return self._receipt(result, handle=handle)

    def observe(
        self, payload: Payload, *, handle: Handle, attempted_at: datetime, now: datetime, bound: Collection[str] = ()
    ) -> Observation:
        account = self.account()
        if not isinstance(account, Account) or not payload.fingerprint:
            reason = "Mastodon did not say who we are, or the text has no link."
            return Unknown(reason=reason, code="mastodon.no_list")
        path = f"/api/v1/accounts/{account.external_id}/statuses"
        result = self._call("GET", path, params={"limit": 40, "exclude_replies": "true", "exclude_reblogs": "true"})
        if not isinstance(result, Answered) or result.status != HTTPStatus.OK or not isinstance(result.data, list):
            return Unknown(reason="Mastodon did not show what the account said.", code="mastodon.no_list")
        since = (attempted_at - MARGIN).timestamp()
        found = [
            one for one in result.data if _is_ours(one, payload.fingerprint, since) and str(one["id"]) not in bound
        ]
        if len(found) == 1:
            evidence = f"The account's statuses hold {payload.fingerprint} once."
            link = str(found[0].get("url", ""))
            return Live(remote_id=str(found[0]["id"]), permalink=link, handle=handle, evidence=evidence)
        if found:
            return Unknown(reason="Several statuses could be it.", code="mastodon.unclear", wait=0)
        # Once the server has forgotten the key, a second call would make a second status.
        again = now - attempted_at < KEY_LIVES
        return Absent(evidence="The account's statuses do not show it.", can_publish_again=again, wait=5)

    def edit(self, payload: Payload, *, remote_id: str, handle: Handle) -> Outcome:
        """Upload first what is new; nobody sees that."""
        step = self._step(payload, handle)
        while isinstance(step, Progress) and not step.is_ready and not step.wait:
            step = self._step(payload, step.handle)
        if isinstance(step, Refusal):
            return step
        if not step.is_ready:
            wait, reason = step.wait, "Mastodon is still working on a picture."
            return Refusal(reason_class=ReasonClass.RETRY, code="mastodon.processing", reason=reason, retry_after=wait)
        result = self._call("PUT", f"/api/v1/statuses/{remote_id}", json=_status(payload, step.handle))
        return self._receipt(result, handle=step.handle)

    def delete(self, *, remote_id: str, handle: Handle, note: str = "") -> Outcome:
        del note
        result = self._call("DELETE", f"/api/v1/statuses/{remote_id}")
        if isinstance(result, Answered) and result.status in {HTTPStatus.OK, HTTPStatus.NOT_FOUND} and result.fields:
            return Receipt(remote_id=remote_id, handle=handle, answer=_answer(result))
        return _failure(result)

    def pin(self, *, remote_id: str, handle: Handle) -> Outcome:
        return self._receipt(self._call("POST", f"/api/v1/statuses/{remote_id}/pin"), handle=handle)

    def permalink(self, *, remote_id: str, handle: Handle) -> str:
        del handle
        result = self._call("GET", f"/api/v1/statuses/{remote_id}")
        return str(result.fields.get("url") or "") if isinstance(result, Answered) else ""

    def account(self) -> Account | Refusal | Unknown:
        result = self._call("GET", "/api/v1/accounts/verify_credentials")
        if isinstance(result, Answered) and result.status == HTTPStatus.OK and result.fields.get("id"):
            return Account(external_id=str(result.fields["id"]), name=str(result.fields.get("acct", "")))
        return _failure(result)

    def refresh(self, *, now: datetime) -> Token | Refusal | Unknown:
        del now
        return unsupported("mastodon", "refresh")

    def metrics(self, *, remote_id: str) -> Metrics | Refusal | Unknown:
        result = self._call("GET", f"/api/v1/statuses/{remote_id}")
        if not isinstance(result, Answered) or result.status != HTTPStatus.OK or not result.fields:
            return _failure(result)
        names = {"favourites_count": "likes", "reblogs_count": "shares", "replies_count": "comments"}
        values = {name: whole_number(result.fields.get(source)) for source, name in names.items()}
        return Metrics(values={name: value for name, value in values.items() if value is not None})

    def limits(self) -> dict[str, int]:
        """Return what the server allows, or what most do when it does not say."""
        if not self._limits:
            result = self._call("GET", "/api/v2/instance")
            if not isinstance(result, Answered) or result.status != HTTPStatus.OK or not result.fields:
                return DEFAULT_LIMITS
            said = {name: _number_at(result.fields, *path) for name, path in LIMITS.items()}
            self._limits.update(DEFAULT_LIMITS | {name: number for name, number in said.items() if number})
        return self._limits

    def _problem_with(self, payload: Payload) -> Refusal | None:
        if payload.format == Format.STORY:
            problem = "Mastodon knows no stories. Choose another format."
        elif not payload.text.strip() and not payload.pictures:
            problem = "The status says nothing. Give it a text."
        else:
            problem = _excess(payload, limits=self.limits())
        return Refusal(reason_class=ReasonClass.CONTENT, code="mastodon.invalid", reason=problem) if problem else None

    def _upload(self, picture: Picture, handle: Handle) -> Prepared:
        content = picture_bytes(picture, timeouts=self.timeouts)
        if isinstance(content, Refusal):
            return content
        files = {"file": (f"{picture.sha256[:16]}.jpg", content, "image/jpeg")}
        result = self._call("POST", "/api/v2/media", form={"description": picture.alt_text}, files=files)
        made = result.fields.get("id") if isinstance(result, Answered) else None
        if not isinstance(result, Answered) or not made or result.status not in {HTTPStatus.OK, HTTPStatus.ACCEPTED}:
            return before_publishing(_failure(result))
        is_ready = result.status == HTTPStatus.OK
        wait = 0 if is_ready else PROCESSING_WAIT
        return Progress(handle=_with(handle, picture, str(made), is_ready=is_ready), is_ready=False, wait=wait)

    def _look(self, picture: Picture, handle: Handle) -> Prepared:
        media_id = str(handle["media"][picture.sha256]["id"])
        result = self._call("GET", f"/api/v1/media/{media_id}")
        if isinstance(result, Answered) and result.status == HTTPStatus.OK and result.fields.get("id"):
            return Progress(handle=_with(handle, picture, media_id, is_ready=True), is_ready=False)
        if isinstance(result, Answered) and result.status == HTTPStatus.PARTIAL_CONTENT:
            return Progress(handle=handle, is_ready=False, wait=PROCESSING_WAIT)
        failed = before_publishing(_failure(result))
        if failed.reason_class != ReasonClass.CONTENT:
            return failed
        # The server gave up on this upload, or threw it away.
        kept = {sha256: medium for sha256, medium in handle["media"].items() if sha256 != picture.sha256}
        return replace(failed, reason_class=ReasonClass.NEW_HANDLE, handle={**handle, "media": kept})

    def _receipt(self, result: Result, *, handle: Handle) -> Outcome:
        if not isinstance(result, Answered) or result.status != HTTPStatus.OK:
            return _failure(result)
        status_id = result.fields.get("id")
        if not status_id:
            return Unknown(reason="Mastodon's answer names no status.", code="mastodon.no_id", answer=_answer(result))
        permalink, answer = str(result.fields.get("url") or ""), _answer(result)
        return Receipt(remote_id=str(status_id), permalink=permalink, handle=handle, answer=answer)

    def _call(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **parts: Any) -> Result:
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        request = Request(method=method, url=self.api_url.rstrip("/") + path, headers=sent, **parts)
        return exchange(request, timeouts=self.timeouts, secrets=(self.token,))


def _status(payload: Payload, handle: Handle) -> dict[str, Any]:
    media = [handle["media"][picture.sha256]["id"] for picture in payload.pictures]
    return {"status": payload.text, **({"media_ids": media} if media else {})}


def _with(handle: Handle, picture: Picture, media_id: str, *, is_ready: bool) -> Handle:
    return {**handle, "media": {**handle.get("media", {}), picture.sha256: {"id": media_id, "is_ready": is_ready}}}


def _excess(payload: Payload, *, limits: Mapping[str, int]) -> str:
    """Return what is too much of a payload, in words, or nothing."""
    length = _length(ADDRESS.sub("x" * limits["address"], payload.text))
    longest = max((_length(picture.alt_text) for picture in payload.pictures), default=0)
    if length > limits["text"]:
        return f"The text has {length} characters; this server takes {limits['text']}."
    if len(payload.pictures) > limits["pictures"]:
        return f"A status takes {limits['pictures']} pictures here, not {len(payload.pictures)}."
    if longest > limits["alt_text"]:
        return f"An alt text has {longest} characters; this server takes {limits['alt_text']}."
    return ""


def _length(text: str) -> int:
    return len(regex.findall(r"\X", text))


def _number_at(fields: Any, *path: str) -> int | None:
    for name in path:
        fields = fields.get(name) if isinstance(fields, dict) else None
    return whole_number(fields)


def _is_ours(status: Any, fingerprint: str, since: float) -> bool:
    if not isinstance(status, dict) or not status.get("id"):
        return False
    # The server makes a link of the address and hides parts of it in markup of their own.
    said = regex.sub(r"<[^>]+>", "", str(status.get("content", "")))
    try:
        return fingerprint in said and datetime.fromisoformat(str(status.get("created_at"))).timestamp() >= since
    except ValueError:
        return False


def _failure(result: Result) -> Refusal | Unknown:
    if isinstance(result, NotSent):
        reason = f"Mastodon was not reached: {result.reason}."
        return Refusal(reason_class=ReasonClass.RETRY, code="mastodon.not_sent", reason=reason)
    if not isinstance(result, Answered):
        return Unknown(reason=f"Mastodon's answer was lost: {result.reason}.", code="mastodon.no_answer")
    said = result.fields.get("error")
    reason_class = next((value for status, value in CLASSES.items() if status == result.status), None)
    # Without words of its own the answer may come from a proxy that passed the request on.
    if reason_class is None or (not said and result.status != HTTPStatus.TOO_MANY_REQUESTS):
        reason = f"Mastodon answered {result.status}, which leaves open what happened."
        return Unknown(reason=reason, code="mastodon.unclear_answer", answer=_answer(result))
    wait = whole_number(result.headers.get("retry-after")) or 300 if reason_class == ReasonClass.THROTTLED else None
    code, reason = f"mastodon.{result.status}", f"Mastodon refuses: {said or result.status}."
    return Refusal(reason_class=reason_class, code=code, reason=reason, retry_after=wait, answer=_answer(result))


def _answer(result: Answered) -> Answer:
    return Answer(status=result.status, trace_id=result.headers.get("x-request-id", ""), body=result.text)
