import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cms.transports.instagram.graph import GraphAPI, answer, succeeded
from cms.transports.instagram.limits import problem_with
from cms.transports.instagram.preflight import preflight
from cms.transports.instagram.refusals import BY_SUBCODE, OTHER, Stage, failure
from cms.transports.posting import (
    Answer,
    Format,
    Handle,
    Payload,
    Picture,
    Prepared,
    Progress,
    ReasonClass,
    Refusal,
    before_publishing,
)
from cms.transports.wire import Answered

PARENT = "parent"
LIVES = timedelta(hours=23)
# Seconds before the next look at a container, then two minutes each for half an hour.
LADDER = (3, 5, 10, 20, 30, 60, 60, 60)
LATER, LATER_READS = 120, 15
# How often a part may fail before it is the fault of the post or of its host.
MAXIMUM_TRIES = 3
SUBCODE = re.compile(r"(?<!\d)22\d{5}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Containers:
    """Prepares a post as Instagram wants it: a container for each slide, each one finished before their parent."""

    graph: GraphAPI
    account_id: str

    def step(self, payload: Payload, *, handle: Handle, now: datetime) -> Prepared:
        if problem := problem_with(payload):
            return problem
        if not handle.get("is_checked"):
            return self._check(payload, handle)
        if _is_old(handle, now):
            reason = "The containers are almost a day old, and Instagram forgets them. They are made anew."
            code = "instagram.container_expired"
            return Refusal(reason_class=ReasonClass.NEW_HANDLE, code=code, reason=reason, handle={"is_checked": True})
        containers = handle.get("containers", {})
        *children, parent = _names(payload)
        # Children are finished before the parent is made, which would fail with unfinished ones.
        for names in (children, [parent]):
            if missing := [name for name in names if name not in containers]:
                return self._create(missing[0], payload, handle=handle, now=now)
            if unfinished := [name for name in names if not containers[name].get("is_finished")]:
                return self._look(unfinished[0], handle)
        return Progress(handle=handle, is_ready=True)

    def _check(self, payload: Payload, handle: Handle) -> Prepared:
        """Look at one picture, as all of them may take longer than whoever prepares may hold the post."""
        done = int(handle.get("checked", 0))
        any_ratio = payload.format == Format.STORY
        if problem := preflight(payload.pictures[done], timeouts=self.graph.timeouts, any_ratio=any_ratio):
            return problem
        is_last = done + 1 == len(payload.pictures)
        return Progress(
            handle={**handle, **({"is_checked": True} if is_last else {"checked": done + 1})}, is_ready=False
        )

    def _create(self, name: str, payload: Payload, *, handle: Handle, now: datetime) -> Prepared:
        result = self.graph.write(f"{self.account_id}/media", **_parameters(name, payload, handle))
        made = result.fields.get("id") if isinstance(result, Answered) and succeeded(result) else None
        if made and isinstance(result, Answered):
            container = {"id": str(made), "at": now.isoformat(), "reads": 0}
            return Progress(handle=_with(handle, name, container), is_ready=False, wait=0, answer=answer(result))
        refused = before_publishing(failure(result, stage=Stage.PREPARE))
        if name == PARENT and refused.code == "instagram.invalid" and handle.get("tries", {}).get(PARENT):
            # An earlier parent, whose answer was lost, may hold the children.
            tries = handle["tries"] | {PARENT: 0}
            return replace(refused, reason_class=ReasonClass.NEW_HANDLE, handle={"is_checked": True, "tries": tries})
        return _counted(refused, name, handle)

    def _look(self, name: str, handle: Handle) -> Prepared:
        container = handle["containers"][name]
        result = self.graph.read(str(container["id"]), fields="status_code,status")
        if not isinstance(result, Answered) or not succeeded(result):
            failed = failure(result, stage=Stage.PREPARE)
            if isinstance(failed, Refusal) and failed.reason_class in {ReasonClass.ACCOUNT, ReasonClass.THROTTLED}:
                return failed
            # A failed read is never proof of anything.
            return _waited(name, handle, answer=failed.answer)
        match str(result.fields.get("status_code", "")):
            case "FINISHED" | "PUBLISHED":
                finished = _with(handle, name, {**container, "is_finished": True})
                return Progress(handle=finished, is_ready=name == PARENT, answer=answer(result))
            case "ERROR":
                return _counted(_error(result), name, handle)
            case "EXPIRED":
                meaning = BY_SUBCODE[2207020]
                code = f"instagram.{meaning.code}"
                refused = Refusal(reason_class=ReasonClass.NEW_HANDLE, code=code, reason=meaning.advice)
                return _counted(replace(refused, answer=answer(result)), name, handle)
            case _:
                return _waited(name, handle, answer=answer(result))


def parent_of(handle: Handle) -> str:
    """Return the id of the container that can be published, or nothing."""
    return str(handle.get("containers", {}).get(PARENT, {}).get("id", ""))


def _names(payload: Payload) -> list[str]:
    children = [str(number) for number in range(len(payload.pictures))] if payload.format == Format.PICTURES else []
    return [*children, PARENT]


def _parameters(name: str, payload: Payload, handle: Handle) -> dict[str, Any]:
    if name != PARENT:
        # A child takes neither caption nor location.
        return {**_image(payload.pictures[int(name)]), "is_carousel_item": True}
    if payload.format == Format.PICTURES:
        children = [handle["containers"][child]["id"] for child in _names(payload) if child != PARENT]
        return {"media_type": "CAROUSEL", "children": children, "caption": payload.text}
    if payload.format == Format.STORY:
        # A story takes neither caption nor alt text.
        return {"media_type": "STORIES", "image_url": payload.pictures[0].url}
    return {**_image(payload.pictures[0]), "caption": payload.text}


def _image(picture: Picture) -> dict[str, Any]:
    return {"image_url": picture.url, **({"alt_text": picture.alt_text} if picture.alt_text else {})}


def _is_old(handle: Handle, now: datetime) -> bool:
    moments = [datetime.fromisoformat(container["at"]) for container in handle.get("containers", {}).values()]
    return bool(moments) and now - min(moments) > LIVES


def _with(handle: Handle, name: str, container: Mapping[str, Any]) -> Handle:
    return {**handle, "containers": {**handle.get("containers", {}), name: container}}


def _without(handle: Handle, name: str) -> Handle:
    kept = {key: value for key, value in handle.get("containers", {}).items() if key not in {name, PARENT}}
    return {**handle, "containers": kept}


def _waited(name: str, handle: Handle, *, answer: Answer | None) -> Prepared:
    container = handle["containers"][name]
    reads = container["reads"] + 1
    if reads > len(LADDER) + LATER_READS:
        reason = "Instagram never finished with the container. It is made anew."
        code = "instagram.never_finished"
        return _counted(Refusal(reason_class=ReasonClass.NEW_HANDLE, code=code, reason=reason), name, handle)
    wait = LADDER[reads - 1] if reads <= len(LADDER) else LATER
    return Progress(handle=_with(handle, name, {**container, "reads": reads}), is_ready=False, wait=wait, answer=answer)


def _error(result: Answered) -> Refusal:
    """Say what a container in error means; its status is free text that may hold a number."""
    status = str(result.fields.get("status", ""))
    found = SUBCODE.search(status)
    meaning = BY_SUBCODE.get(int(found[0]), OTHER) if found else OTHER
    # An unreadable one gets one new container, like a lost upload.
    reason_class = meaning.on_prepare if meaning is not OTHER else ReasonClass.NEW_HANDLE
    kept = replace(answer(result), subcode=found[0] if found else "")
    reason = f"{status or 'The container failed.'} {meaning.advice}"
    return Refusal(reason_class=reason_class, code=f"instagram.{meaning.code}", reason=reason, answer=kept)


def _counted(refused: Refusal, name: str, handle: Handle) -> Refusal:
    """Give up a container that failed, and the whole post once the same part failed too often."""
    if refused.reason_class not in {ReasonClass.RETRY, ReasonClass.NEW_HANDLE}:
        return refused
    tries = {**handle.get("tries", {}), name: handle.get("tries", {}).get(name, 0) + 1}
    left = {**_without(handle, name), "tries": tries}
    allowed = MAXIMUM_TRIES if refused.reason_class == ReasonClass.RETRY else MAXIMUM_TRIES - 1
    concerns_file = refused.code not in {"instagram.not_sent", "instagram.no_answer", "instagram.server_error"}
    if concerns_file and tries[name] >= allowed:
        return replace(refused, reason_class=ReasonClass.CONTENT, handle=left)
    return replace(refused, handle=left)
