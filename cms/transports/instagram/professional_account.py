from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cms.transports.instagram.containers import Containers, parent_of
from cms.transports.instagram.graph import GraphAPI, answer, succeeded, usage
from cms.transports.instagram.refusals import BY_SUBCODE, Stage, failure
from cms.transports.instagram.sightings import FIELDS, MARGIN, candidates
from cms.transports.posting import (
    Absent,
    Account,
    Capabilities,
    Format,
    Handle,
    Idempotency,
    Live,
    Metrics,
    Observation,
    Outcome,
    Payload,
    Prepared,
    ReasonClass,
    Receipt,
    Refusal,
    Token,
    Unknown,
    unsupported,
)
from cms.transports.wire import Answered, Result, parsed, whole_number

# A status may lag behind: before this nothing that it says proves an absence.
SETTLED = timedelta(minutes=5)
CAPABILITIES = Capabilities(
    idempotency=Idempotency.HANDLE,
    can_list=True,
    can_edit=False,
    can_delete=False,
    can_measure=True,
    can_refresh=True,
    handle_lives=timedelta(hours=24),
    absent_sightings=2,
    absent_after=SETTLED,
)
# What the publishing guide promises where two of its pages differ.
DEFAULT_QUOTA = 50
METRICS = "reach,views,likes,comments,saved,shares,reposts,total_interactions"
DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class InstagramTransport:
    """A professional account behind Instagram Login."""

    graph: GraphAPI
    # The one of /me that is called user_id; `id` there is another number for each app.
    account_id: str

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def prepare(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Prepared:
        del key
        return Containers(graph=self.graph, account_id=self.account_id).step(payload, handle=handle, now=now)

    def publish(self, payload: Payload, *, key: str, handle: Handle, now: datetime) -> Outcome:
        del payload, key, now
        container = parent_of(handle)
        if not container:
            reason = "There is no container to publish yet. Prepare first."
            return Refusal(reason_class=ReasonClass.NEW_HANDLE, code="instagram.not_prepared", reason=reason, handle={})
        result = self.graph.write(f"{self.account_id}/media_publish", creation_id=container)
        if not isinstance(result, Answered) or not succeeded(result):
            return self._refused(result, container)
        if media_id := result.fields.get("id"):
            return Receipt(remote_id=str(media_id), handle=handle, answer=answer(result))
        reason = "Instagram accepted the post and did not name it."
        return Unknown(reason=reason, code="instagram.no_id", wait=5, answer=answer(result))

    def observe(
        self, payload: Payload, *, handle: Handle, attempted_at: datetime, now: datetime, bound: Collection[str] = ()
    ) -> Observation:
        status = self.graph.read(parent_of(handle), fields="status_code,status")
        said = _said(status)
        found = self._listed(payload, attempted_at=attempted_at, bound=bound)
        if found is not None and len(found) == 1:
            evidence = f"The account's newest media hold {payload.fingerprint} once."
            link = str(found[0].get("permalink", ""))
            return Live(remote_id=str(found[0]["id"]), permalink=link, handle=handle, evidence=evidence)
        kept = answer(status) if isinstance(status, Answered) else None
        left = (attempted_at + SETTLED - now).total_seconds()
        if said == "PUBLISHED" and left <= 0:
            evidence = "The container is published; which post it became cannot be told from the list."
            return Live(remote_id="", handle=handle, evidence=evidence, answer=kept)
        if found == [] and said in {"FINISHED", "EXPIRED", "ERROR"} and left <= 0:
            evidence = f"The container is {said}, and the list does not show the post."
            return Absent(evidence=evidence, can_publish_again=said == "FINISHED", answer=kept)
        reason = f"The container is {said or 'unreadable'} and the list shows {_counted(found)}."
        return Unknown(reason=reason, code="instagram.unclear", wait=min(max(left, 5), 60), answer=kept)

    def edit(self, payload: Payload, *, remote_id: str, handle: Handle) -> Outcome:
        del payload, remote_id, handle
        return unsupported("instagram", "edit")

    def delete(self, *, remote_id: str, handle: Handle, note: str = "") -> Outcome:
        del remote_id, handle, note
        return unsupported("instagram", "delete")

    def pin(self, *, remote_id: str, handle: Handle) -> Outcome:
        del remote_id, handle
        return unsupported("instagram", "pin")

    def permalink(self, *, remote_id: str, handle: Handle) -> str:
        del handle
        result = self.graph.read(remote_id, fields="permalink") if remote_id else None
        return str(result.fields.get("permalink", "")) if isinstance(result, Answered) and succeeded(result) else ""

    def account(self) -> Account | Refusal | Unknown:
        known = self._identity(self.graph)
        if isinstance(known, Refusal | Unknown):
            return known
        result = self.graph.read(f"{self.account_id}/content_publishing_limit", fields="quota_usage,config")
        if not isinstance(result, Answered) or not succeeded(result):
            return known
        entry = next(iter(_dictionaries(result.fields.get("data"))), {})
        config = entry.get("config")
        total = whole_number(config.get("quota_total")) if isinstance(config, dict) else None
        used = whole_number(entry.get("quota_usage"))
        return replace(known, quota_total=total or DEFAULT_QUOTA, quota_used=used, usage=usage(result))

    def refresh(self, *, now: datetime) -> Token | Refusal | Unknown:
        """Return a younger token, if it is one of the same account: only then it may replace the stored one."""
        result = self.graph.refresh()
        if not isinstance(result, Answered) or not succeeded(result):
            failed = failure(result, stage=Stage.PREPARE)
            if isinstance(failed, Refusal) and failed.reason_class == ReasonClass.CONTENT:
                # A token has to be a day old before it can be exchanged.
                return replace(failed, reason_class=ReasonClass.RETRY, retry_after=DAY)
            return failed
        # The parsed answer has no secrets in it, and this one is asked for.
        fields = parsed(result.content)
        value, seconds = str(fields.get("access_token", "")), whole_number(fields.get("expires_in"))
        if not value or not seconds:
            reason = "Instagram answered without a token. The old one goes on."
            return Refusal(reason_class=ReasonClass.RETRY, code="instagram.no_token", reason=reason)
        owner = self._identity(replace(self.graph, token=value))
        if isinstance(owner, Refusal | Unknown):
            return owner
        return Token(value=value, external_id=owner.external_id, expires_at=now + timedelta(seconds=seconds))

    def metrics(self, *, remote_id: str) -> Metrics | Refusal | Unknown:
        result = self.graph.read(f"{remote_id}/insights", metric=METRICS)
        if not isinstance(result, Answered) or not succeeded(result):
            failed = failure(result, stage=Stage.PREPARE)
            # Code 10 means here that there are too few people to count, and parks no account.
            concerns_token = isinstance(failed, Refusal) and failed.code == "instagram.token"
            return failed if concerns_token else _no_numbers(failed)
        entries = _dictionaries(result.fields.get("data"))
        values = {str(entry.get("name")): _value(entry) for entry in entries}
        known = {name: value for name, value in values.items() if value is not None}
        return Metrics(values=known, answer=answer(result))

    def _refused(self, result: Result, container: str) -> Outcome:
        failed = failure(result, stage=Stage.PUBLISH)
        names_expiry = failed.code == f"instagram.{BY_SUBCODE[2207020].code}"
        if names_expiry and _said(self.graph.read(container, fields="status_code,status")) == "EXPIRED":
            reason_class, code = ReasonClass.NEW_HANDLE, failed.code
            return Refusal(reason_class=reason_class, code=code, reason=failed.reason, handle={}, answer=failed.answer)
        return failed

    def _listed(
        self, payload: Payload, *, attempted_at: datetime, bound: Collection[str]
    ) -> list[Mapping[str, Any]] | None:
        """Return what of the account's list can be this post, or None when the list cannot tell."""
        if payload.format == Format.STORY or not payload.fingerprint:
            return None
        since = int((attempted_at - MARGIN).timestamp())
        result = self.graph.read(f"{self.account_id}/media", fields=FIELDS, since=since, limit=100)
        if not isinstance(result, Answered) or not succeeded(result):
            return None
        media = _dictionaries(result.fields.get("data"))
        # An account may be denied the field; then no post can be told from another.
        if media and not any("caption" in medium for medium in media):
            return None
        return candidates(media, payload=payload, attempted_at=attempted_at, bound=bound)

    def _identity(self, graph: GraphAPI) -> Account | Refusal | Unknown:
        result = graph.read("me", fields="user_id,username")
        if not isinstance(result, Answered) or not succeeded(result):
            return failure(result, stage=Stage.PREPARE)
        found = str(result.fields.get("user_id", ""))
        if found != self.account_id:
            reason = f"The token belongs to account {found}, not to {self.account_id}. Connect the right account."
            return Refusal(reason_class=ReasonClass.ACCOUNT, code="instagram.other_account", reason=reason)
        return Account(external_id=found, name=str(result.fields.get("username", "")), usage=usage(result))


def _said(result: Result) -> str:
    return str(result.fields.get("status_code", "")) if isinstance(result, Answered) and succeeded(result) else ""


def _counted(found: list[Mapping[str, Any]] | None) -> str:
    if found is None:
        return "nothing that can be told"
    return f"{len(found)} posts that could be it"


def _dictionaries(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in (value if isinstance(value, list) else []) if isinstance(entry, dict)]


def _value(entry: dict[str, Any]) -> int | None:
    """Return a number from where either form of the answer holds it."""
    total = entry.get("total_value")
    held = total if isinstance(total, dict) else next(iter(_dictionaries(entry.get("values"))), {})
    return whole_number(held.get("value"))


def _no_numbers(failed: Refusal | Unknown) -> Refusal:
    reason = f"Instagram gives no numbers now: {failed.reason}"
    return Refusal(reason_class=ReasonClass.RETRY, code="instagram.no_insights", reason=reason, answer=failed.answer)
