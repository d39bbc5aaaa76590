import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from cms.transports.posting import Answer, Card, Format, Handle, Payload, Picture

Fields = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account as the ledger names it."""

    id: str
    channel: str
    locale: str
    name: str
    external_id: str
    is_paused: bool = False
    health: str = "OK"

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            id=fields["id"],
            channel=fields["channel"],
            locale=fields["locale"],
            name=fields["name"],
            external_id=fields["externalId"],
            is_paused=fields["isPaused"],
            health=fields["health"],
        )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a delivery is."""

    state: str
    handle: Handle
    # Whoever can do no more for now holds it no longer.
    is_held: bool
    next_attempt_at: str
    permalink: str
    reason: str
    problem: str

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(
            state=fields["state"],
            handle=json.loads(fields["handle"]),
            is_held=fields["leaseUntil"] is not None,
            next_attempt_at=fields["nextAttemptAt"],
            permalink=fields["permalink"],
            reason=fields["reason"],
            problem=fields["problem"],
        )


@dataclass(frozen=True, kw_only=True)
class Target:
    """The post that a delivery changes, deletes or pins."""

    remote_id: str
    handle: Handle
    withdrawal_note: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """A delivery with all that is needed to carry it out."""

    id: str
    title: str
    locale: str
    operation: str
    payload: Payload
    standing: Standing
    target: Target | None
    publish_started_at: datetime | None
    # 0 for what was only looked at.
    fence: int = 0

    @classmethod
    def read(cls, fields: Fields, *, fence: int = 0) -> Self:
        begun = fields["publishStartedAt"]
        return cls(
            id=fields["id"],
            title=fields["title"],
            locale=fields["locale"],
            operation=fields["operation"],
            payload=_payload(fields["payload"], language=fields["locale"]),
            standing=Standing.read(fields),
            target=_target(fields["target"]),
            publish_started_at=datetime.fromisoformat(begun) if begun else None,
            fence=fence,
        )


def written(answer: Answer | None) -> dict[str, Any] | None:
    """Return an answer as the ledger's AnswerInput."""
    if answer is None:
        return None
    names = {"trace_id": "traceId", "is_transient": "isTransient"}
    return {names.get(name, name): value for name, value in asdict(answer).items()}


def _payload(fields: Fields, *, language: str) -> Payload:
    return Payload(
        format=Format[fields["format"]],
        text=fields["text"],
        html=fields["markup"],
        pictures=tuple(_picture(each) for each in fields["pictures"]),
        link=fields["link"],
        card=Card(**fields["card"]) if fields["card"] else None,
        fingerprint=fields["fingerprint"],
        language=language,
    )


def _picture(fields: Fields) -> Picture:
    return Picture(
        url=fields["url"],
        sha256=fields["sha256"],
        alt_text=fields["altText"],
        width=fields["width"],
        height=fields["height"],
    )


def _target(fields: Fields | None) -> Target | None:
    if fields is None:
        return None
    handle = json.loads(fields["handle"])
    return Target(remote_id=fields["remoteId"], handle=handle, withdrawal_note=fields["withdrawalNote"])
