from collections.abc import Callable
from datetime import datetime
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.api.context import Context
from cms.delivery.accounts.models import ChannelAccount
from cms.delivery.ledger.claims import busy
from cms.delivery.ledger.deliveries import Delivery
from cms.delivery.ledger.states import DeliveryState
from cms.delivery.schema import steps
from cms.delivery.schema.inputs import (
    BeginPublishInput,
    ClaimDeliveriesInput,
    CompletePublishInput,
    RecordHandleInput,
    RecordPermalinkInput,
    RenewLeaseInput,
    ReportAbsentInput,
    ReportFailureInput,
    ReportUnknownInput,
    plain,
)
from cms.delivery.schema.replays import is_known, once
from cms.delivery.schema.results import BeginPublishResult, DeliveryClaims, RenewLeaseResult, ReportResult
from cms.delivery.schema.rights import account_for, delivery_for

Result = dict[str, Any]
Act = Callable[..., Result]


def _field(kind: Any, wanted: Any, *, description: str) -> graphene.Field:
    given = graphene.Argument(wanted, required=True, description="What to do.")
    return graphene.Field(kind, required=True, input=given, description=description)


class DeliveryMutations(graphene.ObjectType):
    """What whoever delivers tells the ledger. Each is stored for a day under its operation id."""

    claim_deliveries = _field(
        DeliveryClaims, ClaimDeliveriesInput, description="Take on what is due, so that nobody else does."
    )
    renew_lease = _field(RenewLeaseResult, RenewLeaseInput, description="Hold a delivery for longer.")
    record_handle = _field(
        ReportResult, RecordHandleInput, description="Store what a step of preparing made, before it is used."
    )
    begin_publish = _field(
        BeginPublishResult, BeginPublishInput, description="Ask for leave to make the irreversible call."
    )
    complete_publish = _field(ReportResult, CompletePublishInput, description="Tell that it is published.")
    report_failure = _field(ReportResult, ReportFailureInput, description="Tell that a step had no effect, and why.")
    report_unknown = _field(ReportResult, ReportUnknownInput, description="Tell that nobody knows what a call came to.")
    report_absent = _field(ReportResult, ReportAbsentInput, description="Tell that it was looked for in vain.")
    record_permalink = _field(
        ReportResult, RecordPermalinkInput, description="Store the public address of a post that is published already."
    )

    @staticmethod
    def resolve_claim_deliveries(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        context: Context = info.context
        values = plain(input)
        account = account_for(context, values["account"])
        mine = ChannelAccount.objects.filter(pk=account.pk)
        # Whoever finds nothing to do stores nothing: that would lock the database and fill it.
        if not busy(mine, now=context.now).exists() and not is_known(context.caller.token_id, values["operation_id"]):
            return {"type": "DeliveryClaims", "claims": []}
        result, _ = _once(context, "claim", values, lambda: steps.claim(account, values, now=context.now))
        claims = [{**each, "lease_until": _moment(each["lease_until"])} for each in result["claims"]]
        return {**result, "claims": claims}

    @staticmethod
    def resolve_renew_lease(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "renew", steps.renew, input)[0]

    @staticmethod
    def resolve_record_handle(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "record_handle", steps.record_handle, input)[0]

    @staticmethod
    def resolve_begin_publish(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        result, is_repeated = _done(info, "begin", steps.begin_publish, input)
        if is_repeated and result["type"] == "PublishGo" and not _is_still_publishing(result):
            message = "This was allowed once, but somebody else holds the delivery by now. Leave it alone."
            return {"type": "PublishRefused", "reason": "lease_lost", "message": message}
        return {**result, "is_repeated": is_repeated}

    @staticmethod
    def resolve_complete_publish(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "complete", steps.complete_publish, input)[0]

    @staticmethod
    def resolve_report_failure(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "failure", steps.report_failure, input)[0]

    @staticmethod
    def resolve_report_unknown(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "unknown", steps.report_unknown, input)[0]

    @staticmethod
    def resolve_report_absent(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "absent", steps.report_absent, input)[0]

    @staticmethod
    def resolve_record_permalink(_root: None, info: GraphQLResolveInfo, input: Any) -> Result:  # noqa: A002  Its name.
        return _done(info, "permalink", steps.record_permalink, input)[0]


def _done(info: GraphQLResolveInfo, name: str, act: Act, given: Any) -> tuple[Result, bool]:
    context: Context = info.context
    values = plain(given)
    delivery = delivery_for(context, values["delivery"])
    result, is_repeated = _once(context, name, values, lambda: act(delivery, values, now=context.now))
    moments = {key: _moment(result[key]) for key in ("lease_until", "retry_at") if result.get(key)}
    return {**result, **moments}, is_repeated


def _once(context: Context, name: str, values: Result, act: Callable[[], Result]) -> tuple[Result, bool]:
    token_id = context.caller.token_id
    return once(lambda: steps.without_conflict(act), token_id=token_id, name=name, arguments=values, now=context.now)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_still_publishing(result: Result) -> bool:
    mine = Delivery.objects.filter(pk=result["delivery"], fence=result["fence"])
    return mine.filter(state=DeliveryState.PUBLISHING).exists()
