from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

# What a transport wants to find again: plain JSON, stored by the caller before the next step and never read by it.
Handle = Mapping[str, Any]


class Idempotency(StrEnum):
    """What keeps a second publishing call from making a second post."""

    # The vendor knows the call again by a key of ours.
    KEY = "key"
    # The vendor made something that can be published once.
    HANDLE = "handle"
    # Nothing: after a lost answer only looking helps, or a person.
    NONE = "none"


class ReasonClass(StrEnum):
    """What has to happen after a refusal."""

    # The same step again, later.
    RETRY = "R"
    # Prepare anew; the handle is of no more use.
    NEW_HANDLE = "N"
    # Wait, at least `retry_after` seconds.
    THROTTLED = "T"
    # Whoever holds the account has to act; no delivery of the account can go on.
    ACCOUNT = "A"
    # The content has to change; this payload never goes out.
    CONTENT = "C"


class Format(StrEnum):
    # One message, with a card or large preview of `link` where the channel has any.
    TEXT = "text"
    PICTURE = "picture"
    # Several pictures in one post: an album or a carousel.
    PICTURES = "pictures"
    STORY = "story"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A JPEG by its public address, which never shows anything else. Who has the bytes at hand may add them."""

    url: str
    sha256: str
    alt_text: str
    width: int
    height: int
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class Card:
    """What stands below a post and leads to its link, where the channel does not make that of the page itself."""

    title: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What goes out, frozen when it was approved."""

    format: Format
    # Without markup; for channels with markup, what its limit counts.
    text: str
    # The same in the channel's markup, where it has any (Telegram's HTML).
    html: str = ""
    pictures: tuple[Picture, ...] = ()
    # The page: what a preview or card shows.
    link: str = ""
    # Its picture is the payload's.
    card: Card | None = None
    # The short link inside the text, which tells this post from any other when a list is searched.
    fingerprint: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    idempotency: Idempotency
    # Whether observe() can find a post, or its absence, in a list of the account.
    can_list: bool
    can_edit: bool
    can_delete: bool
    can_pin: bool = False
    can_measure: bool = False
    can_refresh: bool = False
    # How long one handle may lie prepared.
    handle_lives: timedelta | None = None
    # publish() with the same handle is allowed again after so many times Absent in a row, so long after the attempt.
    absent_sightings: int = 1
    absent_after: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, for the log of attempts: secrets are gone from it and the body is cut."""

    status: int | None = None
    code: str = ""
    subcode: str = ""
    is_transient: bool | None = None
    trace_id: str = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One step of preparing is done. Store the handle, then prepare() again, or publish() once it is ready."""

    handle: Handle
    is_ready: bool
    # Seconds before the next step is worth trying.
    wait: float = 0
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """It happened. `remote_id` is empty when the vendor published without naming it."""

    remote_id: str
    permalink: str = ""
    # Replaces the stored handle: editing and deleting may need more than the remote id.
    handle: Handle = field(default_factory=dict)
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """It definitely did not happen."""

    reason_class: ReasonClass
    # For machines: "telegram.chat_not_found".
    code: str
    # For people, in English, without secrets.
    reason: str
    retry_after: float | None = None
    # Replaces the stored handle when a part of it is of no more use; None leaves it.
    handle: Handle | None = None
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Nobody knows whether it happened. Only observe(); never publish again by this."""

    reason: str
    code: str = ""
    # Seconds before looking again is worth it.
    wait: float = 30
    # How the account fared apart from this post, for instance a token that was refused.
    reason_class: ReasonClass | None = None
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Live:
    """It was seen. `remote_id` is empty when it is certain to be live but not which one it is."""

    remote_id: str
    permalink: str = ""
    handle: Handle = field(default_factory=dict)
    # How it was recognized, for people.
    evidence: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Absent:
    """It was looked for where it had to be and was not there; see Capabilities for what that allows."""

    evidence: str
    # False when the handle is spent or lost, so that only a person may allow a new one.
    can_publish_again: bool = True
    # Seconds before the next sighting counts.
    wait: float = 60
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who a token belongs to and what is left to it."""

    external_id: str
    name: str = ""
    quota_total: int | None = None
    quota_used: int | None = None
    # The highest share of a limit on calls that the vendor reports, in per cent.
    usage: int | None = None


@dataclass(frozen=True, kw_only=True)
class Token:
    """A younger token, made sure to be of the same account. Whoever gets it stores it encrypted."""

    value: str = field(repr=False)
    external_id: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """Numbers of a moment. What the vendor did not say is not there, which is not the same as 0."""

    values: Mapping[str, int]
    answer: Answer | None = None


def unsupported(channel: str, act: str) -> Refusal:
    """Refuse what a channel has no call for."""
    reason = f"{channel.capitalize()} offers no way to {act} a post. Do it by hand in the app, where that is possible."
    return Refusal(reason_class=ReasonClass.CONTENT, code=f"{channel}.cannot_{act}", reason=reason)


def before_publishing(failed: Refusal | Unknown) -> Refusal:
    """Take a lost answer to a step of preparing for one that can be repeated: nobody sees what it left behind."""
    if isinstance(failed, Refusal):
        return failed
    return Refusal(reason_class=ReasonClass.RETRY, code=failed.code, reason=failed.reason, answer=failed.answer)


Prepared = Progress | Refusal
Outcome = Receipt | Refusal | Unknown
Observation = Live | Absent | Unknown


class PushTransport(Protocol):
    """One account on one wire.

    No method raises for what a vendor or a network does, and none repeats a call that changes anything: that belongs
    to the caller, who commits its state between the calls. Only publish() cannot be taken back.
    """

    @property
    def capabilities(self) -> Capabilities: ...

    def prepare(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Prepared:
        """Do the next step. `key` is the delivery's id, `handle` what was stored last, at first empty.

        May be repeated freely: what a lost answer leaves behind at the vendor is invisible.
        """
        ...

    def publish(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Outcome:
        """Make the irreversible call, once."""
        ...

    def observe(
        self, payload: Payload, *, handle: Handle, attempted_at: datetime, now: datetime, bound: Collection[str] = ()
    ) -> Observation:
        """Look what became of a publish() whose answer is not known. `bound` are remote ids of other deliveries."""
        ...

    def edit(self, payload: Payload, *, remote_id: str, handle: Handle) -> Outcome:
        """Make the post say what the payload says. May be repeated: the end is the same."""
        ...

    def delete(self, *, remote_id: str, handle: Handle, note: str = "") -> Outcome:
        """Take the post away, or let it say the note where that is not possible any more. May be repeated."""
        ...

    def pin(self, *, remote_id: str, handle: Handle) -> Outcome:
        """Pin the post. May be repeated."""
        ...

    def permalink(self, *, remote_id: str, handle: Handle) -> str:
        """Return the public address of a post, or nothing; this never fails a delivery."""
        ...

    def account(self) -> Account | Refusal | Unknown:
        """Ask who we are and what is left; also the check of an account's health."""
        ...

    def refresh(self, *, now: datetime) -> Token | Refusal | Unknown:
        """Exchange the token for a younger one. Never inside a delivery."""
        ...

    def metrics(self, *, remote_id: str) -> Metrics | Refusal | Unknown:
        """Return the numbers of a post as they are now."""
        ...
