from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import regex

from cms.transports.facets import facets
from cms.transports.pictures import picture_bytes
from cms.transports.posting import (
    Absent,
    Account,
    Answer,
    Capabilities,
    Card,
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

COLLECTION = "app.bsky.feed.post"
# The app shows no edits, so a correction is a reply or a new post.
CAPABILITIES = Capabilities(
    idempotency=Idempotency.KEY, can_list=True, can_edit=False, can_delete=True, can_measure=True
)
MAXIMUM_GRAPHEMES, MAXIMUM_BYTES = 300, 3000
# The lexicons app.bsky.embed.images and app.bsky.embed.external.
MAXIMUM_PICTURES, MAXIMUM_PICTURE_BYTES, MAXIMUM_THUMB_BYTES = 4, 2_000_000, 1_000_000
TID_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
CLASSES = {
    "AuthenticationRequired": ReasonClass.ACCOUNT,
    "AccountTakedown": ReasonClass.ACCOUNT,
    "AuthFactorTokenRequired": ReasonClass.ACCOUNT,
    "InvalidToken": ReasonClass.ACCOUNT,
    "ExpiredToken": ReasonClass.RETRY,
    "RateLimitExceeded": ReasonClass.THROTTLED,
    "BlobTooLarge": ReasonClass.CONTENT,
    "InvalidRequest": ReasonClass.CONTENT,
    "InvalidRecord": ReasonClass.CONTENT,
    "BlobNotFound": ReasonClass.NEW_HANDLE,
}


@dataclass(frozen=True, kw_only=True)
class BlueskyTransport:
    """An account on a server of the AT Protocol, where to put a record twice under a key of ours is to put it once."""

    api_url: str
    handle: str
    app_password: str = field(repr=False)
    timeouts: Timeouts = DEFAULT_TIMEOUTS
    # Servers allow few sessions a day.
    _session: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_token(self.app_password, name="BLUESKY_APP_PASSWORD")

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def prepare(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Prepared:
        """Upload the pictures one by one, then choose the key and the time of the record."""
        if problem := _problem_with(payload):
            return problem
        missing = [picture for picture in payload.pictures if picture.sha256 not in handle.get("blobs", {})]
        if missing:
            return self._upload(missing[0], handle, maximum=_maximum_bytes(payload))
        created_at = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return Progress(handle={"rkey": record_key(now, key), "created_at": created_at, **handle}, is_ready=True)

    def publish(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Outcome:
        del key, now
        record = _record(payload, handle)
        result = self._act("com.atproto.repo.putRecord", json={**self._place(handle), "record": record})
        if isinstance(result, Refusal):
            return result
        if isinstance(result, Answered) and result.status == HTTPStatus.OK and result.fields.get("uri"):
            uri = str(result.fields["uri"])
            return Receipt(remote_id=uri, permalink=self._link(uri), handle=handle, answer=_answer(result))
        failed = _failure(result)
        if isinstance(failed, Refusal) and failed.reason_class == ReasonClass.NEW_HANDLE:
            # The key stays: another one could make a second post.
            return replace(failed, handle={name: value for name, value in handle.items() if name != "blobs"})
        return failed

    def observe(
        self, payload: Payload, *, handle: Handle, attempted_at: datetime, now: datetime, bound: Collection[str] = ()
    ) -> Observation:
        del payload, attempted_at, now, bound
        result = self._act("com.atproto.repo.getRecord", method="GET", params=self._place(handle))
        if isinstance(result, Answered) and result.status == HTTPStatus.OK and result.fields.get("uri"):
            uri = str(result.fields["uri"])
            evidence = "The record is there under the key that we chose."
            return Live(remote_id=uri, permalink=self._link(uri), handle=handle, evidence=evidence)
        if isinstance(result, Answered) and result.fields.get("error") == "RecordNotFound":
            return Absent(evidence="There is no record under the key that we chose.", wait=5, answer=_answer(result))
        return Unknown(reason="The server did not say whether the record is there.", code="bluesky.unclear")

    def edit(self, payload: Payload, *, remote_id: str, handle: Handle) -> Outcome:
        del payload, remote_id, handle
        return unsupported("bluesky", "edit")

    def delete(self, *, remote_id: str, handle: Handle, note: str = "") -> Outcome:
        del note
        place = {"collection": COLLECTION, "rkey": remote_id.rpartition("/")[2]}
        result = self._act("com.atproto.repo.deleteRecord", json={"repo": self.handle, **place})
        # Older servers say nothing when they are done.
        if isinstance(result, Answered) and result.status == HTTPStatus.OK and (result.fields or not result.content):
            return Receipt(remote_id=remote_id, handle=handle, answer=_answer(result))
        return result if isinstance(result, Refusal) else _failure(result)

    def pin(self, *, remote_id: str, handle: Handle) -> Outcome:
        del remote_id, handle
        return unsupported("bluesky", "pin")

    def permalink(self, *, remote_id: str, handle: Handle) -> str:
        del handle
        return self._link(remote_id) if remote_id else ""

    def account(self) -> Account | Refusal | Unknown:
        result = self._act("com.atproto.server.getSession", method="GET")
        if isinstance(result, Answered) and result.status == HTTPStatus.OK and result.fields.get("did"):
            return Account(external_id=str(result.fields["did"]), name=str(result.fields.get("handle", "")))
        return result if isinstance(result, Refusal) else _failure(result)

    def refresh(self, *, now: datetime) -> Token | Refusal | Unknown:
        del now
        return unsupported("bluesky", "refresh")

    def metrics(self, *, remote_id: str) -> Metrics | Refusal | Unknown:
        result = self._act("app.bsky.feed.getPosts", method="GET", params={"uris": remote_id})
        if not isinstance(result, Answered) or result.status != HTTPStatus.OK or "posts" not in result.fields:
            return result if isinstance(result, Refusal) else _failure(result)
        posts = result.fields["posts"] or [{}]
        names = {"likeCount": "likes", "repostCount": "shares", "replyCount": "comments", "quoteCount": "quotes"}
        values = {name: whole_number(posts[0].get(source)) for source, name in names.items()}
        return Metrics(values={name: value for name, value in values.items() if value is not None})

    def _upload(self, picture: Picture, handle: Handle, *, maximum: int) -> Prepared:
        content = picture_bytes(picture, timeouts=self.timeouts)
        if isinstance(content, Refusal):
            return content
        if len(content) > maximum:
            return _refusal("picture_size", f"The picture has {len(content)} bytes; Bluesky takes {maximum:,} here.")
        result = self._act("com.atproto.repo.uploadBlob", content=content, headers={"Content-Type": "image/jpeg"})
        if isinstance(result, Refusal):
            return result
        blob = result.fields.get("blob") if isinstance(result, Answered) and result.status == HTTPStatus.OK else None
        if blob:
            blobs = {**handle.get("blobs", {}), picture.sha256: blob}
            return Progress(handle={**handle, "blobs": blobs}, is_ready=False)
        return before_publishing(_failure(result))

    def _act(
        self, name: str, *, method: str = "POST", headers: Mapping[str, str] | None = None, **parts: Any
    ) -> Result | Refusal:
        """Call as the account; what goes wrong before the call itself is a refusal."""
        if problem := self._signed_in():
            return problem
        authorization = {"Authorization": f"Bearer {self._session['token']}"}
        result = self._call(name, method=method, headers={**authorization, **(headers or {})}, **parts)
        if isinstance(result, Answered) and result.fields.get("error") in {"ExpiredToken", "InvalidToken"}:
            self._session.clear()
        return result

    def _signed_in(self) -> Refusal | None:
        """Open a session unless there is one. Nothing is published by that, so a lost answer is a refusal, too."""
        if self._session:
            return None
        credentials = {"identifier": self.handle, "password": self.app_password}
        result = self._call("com.atproto.server.createSession", json=credentials)
        fields = result.fields if isinstance(result, Answered) and result.status == HTTPStatus.OK else {}
        if not fields.get("accessJwt"):
            return before_publishing(_failure(result))
        self._session["token"] = str(fields["accessJwt"])
        return None

    def _call(
        self, name: str, *, method: str = "POST", headers: Mapping[str, str] | None = None, **parts: Any
    ) -> Result:
        address = f"{self.api_url.rstrip('/')}/xrpc/{name}"
        secrets = (self.app_password, self._session.get("token", ""))
        request = Request(method=method, url=address, headers=headers or {}, **parts)
        return exchange(request, timeouts=self.timeouts, secrets=secrets)

    def _place(self, handle: Handle) -> dict[str, str]:
        return {"repo": self.handle, "collection": COLLECTION, "rkey": str(handle["rkey"])}

    def _link(self, uri: str) -> str:
        return f"https://bsky.app/profile/{self.handle}/post/{uri.rpartition('/')[2]}"


def record_key(now: datetime, key: str) -> str:
    """Return a TID: microseconds, and 10 bits of the delivery's key instead of a clock's number, sortable as text."""
    number = int(now.timestamp() * 1_000_000) << 10 | int.from_bytes(sha256(key.encode()).digest()[:2]) & 0x3FF
    return "".join(TID_ALPHABET[number >> shift & 31] for shift in range(60, -1, -5))


def _record(payload: Payload, handle: Handle) -> dict[str, Any]:
    record: dict[str, Any] = {"$type": COLLECTION, "text": payload.text, "createdAt": handle["created_at"]}
    if payload.language:
        record["langs"] = [payload.language]
    if found := facets(payload.text):
        record["facets"] = found
    if _has_card(payload):
        record["embed"] = {"$type": "app.bsky.embed.external", "external": _card(payload, handle)}
    elif payload.pictures:
        images = [_image(picture, handle) for picture in payload.pictures]
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return record


def _has_card(payload: Payload) -> bool:
    return bool(payload.link) and (payload.card is not None or not payload.pictures)


def _maximum_bytes(payload: Payload) -> int:
    return MAXIMUM_THUMB_BYTES if _has_card(payload) else MAXIMUM_PICTURE_BYTES


def _card(payload: Payload, handle: Handle) -> dict[str, Any]:
    card = payload.card or Card(title=payload.text.strip().partition("\n")[0])
    thumbs = [handle["blobs"][picture.sha256] for picture in payload.pictures[:1]]
    said = {"uri": payload.link, "title": card.title, "description": card.description}
    return {**said, **({"thumb": thumbs[0]} if thumbs else {})}


def _image(picture: Picture, handle: Handle) -> dict[str, Any]:
    ratio = {"width": picture.width, "height": picture.height}
    return {"alt": picture.alt_text, "image": handle["blobs"][picture.sha256], "aspectRatio": ratio}


def _problem_with(payload: Payload) -> Refusal | None:
    graphemes, size = len(regex.findall(r"\X", payload.text)), len(payload.text.encode())
    if payload.format == Format.STORY:
        return _refusal("format", "Bluesky knows no stories. Choose another format.")
    if graphemes > MAXIMUM_GRAPHEMES or size > MAXIMUM_BYTES:
        return _refusal("too_long", f"The text has {graphemes} characters; Bluesky takes {MAXIMUM_GRAPHEMES}.")
    if len(payload.pictures) > MAXIMUM_PICTURES:
        return _refusal("pictures", f"A post takes {MAXIMUM_PICTURES} pictures, not {len(payload.pictures)}.")
    if not payload.text.strip() and not payload.pictures:
        return _refusal("empty", "The post says nothing. Give it a text.")
    return None


def _refusal(code: str, reason: str) -> Refusal:
    return Refusal(reason_class=ReasonClass.CONTENT, code=f"bluesky.{code}", reason=reason)


def _failure(result: Result) -> Refusal | Unknown:
    if isinstance(result, NotSent):
        reason = f"Bluesky was not reached: {result.reason}."
        return Refusal(reason_class=ReasonClass.RETRY, code="bluesky.not_sent", reason=reason)
    if not isinstance(result, Answered):
        return Unknown(reason=f"Bluesky's answer was lost: {result.reason}.", code="bluesky.no_answer", wait=5)
    name = str(result.fields.get("error", ""))
    reason_class = CLASSES.get(name)
    if result.status == HTTPStatus.TOO_MANY_REQUESTS:
        reason_class = ReasonClass.THROTTLED
    if reason_class is None or result.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        reason = f"Bluesky answered {result.status} {name}, which leaves open what happened."
        return Unknown(reason=reason, code="bluesky.unclear_answer", wait=5, answer=_answer(result))
    wait = whole_number(result.headers.get("retry-after")) or 300 if reason_class == ReasonClass.THROTTLED else None
    reason = f"Bluesky refuses: {result.fields.get('message') or name or result.status}."
    code = f"bluesky.{name or result.status}"
    return Refusal(reason_class=reason_class, code=code, reason=reason, retry_after=wait, answer=_answer(result))


def _answer(result: Answered) -> Answer:
    return Answer(status=result.status, code=str(result.fields.get("error", "")), body=result.text)
