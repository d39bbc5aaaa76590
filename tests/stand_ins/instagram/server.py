import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tests.stand_ins.clock import Clock
from tests.stand_ins.faults import Reply
from tests.stand_ins.instagram.fetcher import fetch
from tests.stand_ins.instagram.media import DAY, Container, Medium
from tests.stand_ins.instagram.replies import Refused
from tests.stand_ins.instagram.switches import Switches
from tests.stand_ins.server import Received, StandIn

ACCOUNT, STRANGER = "17841400000000001", "17841400000000002"
TOKEN = "IGAA-stand-in-token"  # noqa: S105  Of the stand-in only.
PATHS = {
    ("POST", "media"): "create",
    ("POST", "media_publish"): "publish",
    ("GET", "content_publishing_limit"): "quota",
    ("GET", "media"): "list",
    ("GET", "stories"): "stories",
    ("GET", "insights"): "insights",
}


@dataclass(kw_only=True)
class TokenState:
    user: str
    issued_at: datetime
    expires_at: datetime
    # 458, 460, 463, 467: what has become of a token that is refused.
    refused_with: int | None = None
    permissions: set[str] = field(default_factory=lambda: {"basic", "publish", "insights"})


class Instagram(StandIn):
    """Content publishing of the Graph API behind Instagram Login."""

    def __init__(self, *, clock: Clock | None = None) -> None:
        super().__init__(clock=clock)
        self.switches = Switches()
        now = self.clock.now()
        self.tokens = {
            TOKEN: TokenState(user=ACCOUNT, issued_at=now - timedelta(days=7), expires_at=now + timedelta(days=53))
        }
        self.containers: dict[str, Container] = {}
        self.media: dict[str, Medium] = {}
        self._numbers = count(1)

    @property
    def token(self) -> TokenState:
        return self.tokens[TOKEN]

    def live(self, fingerprint: str) -> list[Medium]:
        """Return what followers see with these words."""
        return [medium for medium in self.media.values() if fingerprint in medium.caption]

    def published_unfinished(self) -> list[str]:
        """Return the containers that somebody tried to publish before they said FINISHED."""
        asked = [str(entry.parameters.get("creation_id")) for entry in self.journal.entries("publish")]
        return [name for name in asked if name in self.containers and not self.containers[name].is_finished]

    def post(self, caption: str, *, media_type: str = "IMAGE", slides: int = 0) -> Medium:
        """Post as somebody else with the account's app would."""
        number = f"1800{next(self._numbers):04}"
        children = [f"{number}{child}" for child in range(slides)]
        medium = Medium(
            id=number, timestamp=self.clock.now(), caption=caption, media_type=media_type, children=children
        )
        self.media[number] = medium
        return medium

    def method_of(self, received: Received) -> str:
        if received.path == "/refresh_access_token":
            return "refresh"
        *_, name, last = ["", *received.path.strip("/").split("/")]
        if last == "me":
            return "me"
        if (received.verb, last) in PATHS and name:
            return PATHS[received.verb, last]
        return "status" if last in self.containers or last.startswith("1700") else "medium"

    def answer(self, method: str, received: Received) -> Reply:
        headers = {"X-App-Usage": f'{{"call_count": {self.switches.usage}, "total_time": 1, "total_cputime": 1}}'}
        try:
            self._check(method, received)
            data = self._methods()[method](received)
        except Refused as refused:
            data = refused.reply.data
            if self.switches.codes_are_strings:
                error = data["error"]
                data = {
                    "error": error | {name: str(error[name]) for name in ("code", "error_subcode") if name in error}
                }
            return Reply(status=refused.reply.status, data=data, headers=headers)
        return Reply(data=data, headers=headers)

    def _methods(self) -> dict[str, Callable[[Received], Any]]:
        return {
            "create": self._create,
            "status": self._status,
            "publish": self._publish,
            "quota": self._quota,
            "list": self._list,
            "stories": self._stories,
            "medium": self._medium,
            "insights": self._insights,
            "me": self._me,
            "refresh": self._refresh,
        }

    def _check(self, method: str, received: Received) -> None:
        token = self._token(received)
        if token is None or token.refused_with or self.clock.now() > token.expires_at:
            subcode = token.refused_with if token and token.refused_with else 463
            raise Refused(190, subcode, "Error validating access token.", status=401)
        version = received.path.split("/")[1]
        if version in self.switches.sunset_versions:
            raise Refused(2635, None, "You are calling a deprecated version of the Ads API. Please update.")
        needed = {"insights": "insights", "publish": "publish", "create": "publish"}.get(method, "basic")
        if needed not in token.permissions:
            raise Refused(10, None, "Application does not have permission for this action", status=403)

    def _token(self, received: Received) -> TokenState | None:
        return self.tokens.get(received.headers.get("authorization", "").removeprefix("Bearer "))

    def _create(self, received: Received) -> Any:
        asked, now, switches = received.parameters, self.clock.now(), self.switches
        self._gate()
        recent = [one for one in self.containers.values() if now - one.created_at < DAY]
        if len(recent) >= switches.maximum_containers:
            raise Refused(9, 2207042, "You reached maximum number of posts that is allowed to be published.")
        is_child = bool(asked.get("is_carousel_item"))
        self._check_words(asked, is_child=is_child)
        if asked.get("media_type") == "CAROUSEL":
            self._check_children(asked.get("children", []))
        elif switches.downloads:
            any_ratio = asked.get("media_type") == "STORIES"
            fetch(str(asked.get("image_url")), seconds=switches.download_seconds, any_ratio=any_ratio)
        number = f"1700{next(self._numbers):06}"
        failing = switches.failing_with.pop(0) if switches.failing_with else ""
        self.containers[number] = Container(
            id=number,
            owner=ACCOUNT,
            created_at=now,
            parameters=asked,
            children=list(asked.get("children", [])),
            failure=failing,
        )
        return {"id": number}

    def _check_words(self, asked: Any, *, is_child: bool) -> None:
        caption, alt_text = str(asked.get("caption", "")), str(asked.get("alt_text", ""))
        if is_child and caption:
            raise Refused(100, None, "Param caption is not allowed for carousel items.")
        if len(caption.encode("utf-16-le")) // 2 > 2200:
            raise Refused(36004, 2207010, "The caption was too long. Max caption length is 2200 characters.")
        if len(re.findall(r"#\w+", caption)) > self.switches.maximum_hashtags:
            raise Refused(36004, 2207010, "The caption has too many hashtags.")
        if len(re.findall(r"@\w+", caption)) > 20:
            raise Refused(100, 2207040, "Cannot use more than 20 tags for each media.")
        if len(alt_text) > 1000 or (alt_text and asked.get("media_type") in {"STORIES", "REELS"}):
            raise Refused(100, None, "Param alt_text is not valid for this media.")

    def _check_children(self, children: list[str]) -> None:
        if not 2 <= len(children) <= 10:
            raise Refused(100, 2207028, "Your post won't work as a carousel. Carousels need 2 to 10 items.")
        for name in children:
            child = self.containers.get(name)
            if child is None or child.owner != ACCOUNT or not child.is_child:
                raise Refused(100, 2207023, "The media type of a child is unknown.")
            if not child.is_finished:
                raise Refused(9007, 2207027, "The media is not ready for publishing, please wait for a moment.")
            if any(name in other.children for other in self.containers.values()):
                raise Refused(100, None, "A carousel item belongs to another carousel.")

    def _status(self, received: Received) -> Any:
        container, now = self.containers.get(received.path.rpartition("/")[2]), self.clock.now()
        if container is None:
            raise Refused(100, 33, "Unsupported get request. Object does not exist or lacks permission.")
        container.reads += 1
        code = self._code(container, now)
        container.is_finished = container.is_finished or code == "FINISHED"
        text = container.failure if code == "ERROR" else f"{code.capitalize()}: something for people."
        said = {"status": text} if self.switches.says_status else {}
        return {"id": container.id, "status_code": code, **said}

    def _code(self, container: Container, now: datetime) -> str:
        if container.published_at and now - container.published_at >= self.switches.status_lag:
            return "PUBLISHED"
        if container.has_expired(now):
            return "EXPIRED"
        if container.reads <= self.switches.reads_until_finished or self.switches.never_finishes:
            return "FINISHED" if container.is_finished else "IN_PROGRESS"
        return "ERROR" if container.failure else "FINISHED"

    def _publish(self, received: Received) -> Any:
        now, switches = self.clock.now(), self.switches
        self._gate()
        container = self.containers.get(str(received.parameters.get("creation_id")))
        if container is None:
            raise Refused(24, 2207006, "The media with the id was not found.")
        if container.has_expired(now):
            raise Refused(-2, 2207020, "The media you are trying to access has expired.")
        if not container.is_finished:
            raise Refused(9007, 2207027, "The media is not ready for publishing, please wait for a moment.")
        if container.published_at and switches.is_single_use:
            raise Refused(24, 2207008, "The media container id does not exist or has expired.")
        if self._used(now) >= (switches.quota_total or 50):
            raise Refused(9, 2207042, "You reached maximum number of posts that is allowed to be published.")
        container.published_at = container.published_at or now
        medium = self._made_of(container, now)
        if not switches.names_media:
            return {"success": True}
        return {"id": int(medium.id) if switches.ids_are_numbers else medium.id}

    def _made_of(self, container: Container, now: datetime) -> Medium:
        parts = [self.containers[child] for child in container.children] or [container]
        number = f"1800{next(self._numbers):06}"
        medium = Medium(
            id=number,
            timestamp=now,
            caption=container.caption,
            media_type="CAROUSEL_ALBUM" if container.children else "IMAGE",
            product_type="STORY" if container.media_type == "STORIES" else "FEED",
            children=[f"{number}{position}" for position in range(len(container.children))],
            alt_texts=[str(part.parameters.get("alt_text", "")) for part in parts],
            pictures=[str(part.parameters.get("image_url", "")) for part in parts],
        )
        self.media[number] = medium
        return medium

    def _gate(self) -> None:
        if self.switches.is_restricted:
            raise Refused(25, 2207050, "The Instagram account is restricted.")
        if self.switches.is_blocked:
            raise Refused(368, None, "The action attempted has been deemed abusive or is otherwise disallowed.")
        if self.switches.lacks_page_authorization:
            raise Refused(200, None, "Page Publishing Authorization is required.", status=403)

    def _used(self, now: datetime) -> int:
        return sum(now - medium.timestamp < DAY for medium in self.media.values())

    def _quota(self, received: Received) -> Any:
        config = {"quota_duration": 86400}
        if self.switches.quota_total is not None:
            config["quota_total"] = self.switches.quota_total
        return {"data": [{"quota_usage": self._used(self.clock.now()), "config": config}]}

    def _list(self, received: Received) -> Any:
        now, since = self.clock.now(), float(received.parameters.get("since", 0))
        shown = [
            medium
            for medium in self.media.values()
            if medium.product_type != "STORY"
            and now - medium.timestamp >= self.switches.list_lag
            and medium.timestamp.timestamp() >= since
        ]
        newest = sorted(shown, key=lambda medium: medium.timestamp, reverse=True)
        return {"data": [medium.as_data(has_caption=self.switches.has_caption_field) for medium in newest]}

    def _stories(self, received: Received) -> Any:
        fresh = [one for one in self.media.values() if self.clock.now() - one.timestamp < DAY]
        return {"data": [{"id": one.id} for one in fresh if one.product_type == "STORY"]}

    def _medium(self, received: Received) -> Any:
        medium = self.media.get(received.path.rpartition("/")[2])
        if medium is None:
            raise Refused(100, 33, "Unsupported get request. Object does not exist or lacks permission.")
        return medium.as_data(has_caption=self.switches.has_caption_field)

    def _insights(self, received: Received) -> Any:
        if self.switches.insights_refusal:
            code, message = self.switches.insights_refusal
            raise Refused(code, None, message)
        values = self.switches.insights.items()
        return {"data": [{"name": name, "period": "lifetime", "values": [{"value": value}]} for name, value in values]}

    def _me(self, received: Received) -> Any:
        token = self._token(received)
        # `id` is another number for each app.
        return {"id": "999", "user_id": token.user if token else "", "username": "verein"}

    def _refresh(self, received: Received) -> Any:
        token, now = self._token(received), self.clock.now()
        if token is None or now - token.issued_at < timedelta(hours=24):
            raise Refused(100, None, "The access token must be at least 24 hours old to be refreshed.")
        value = f"{TOKEN}-{next(self._numbers)}"
        user = self.switches.refreshed_user or token.user
        self.tokens[value] = TokenState(user=user, issued_at=now, expires_at=now + timedelta(days=60))
        return {"access_token": value, "token_type": "bearer", "expires_in": 5_184_000}
